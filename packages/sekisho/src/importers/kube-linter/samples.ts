import type { ImportSample } from "../sample.ts";

const source = "kube-linter 0.7: pkg/run/run.go, kube-linter lint --format json";
const checks = [
  {
    name: "privileged-container",
    description: "A container runs in privileged mode",
    remediation: "Do not run it in privileged mode",
    scope: { objectKinds: ["DeploymentLike"] },
    template: "privileged",
    params: {},
  },
];
const summary = { ChecksStatus: "Failed", CheckEvaluatedAt: "2026-01-05T10:00:00.123Z", KubeLinterVersion: "0.7.1" };

function report(check: string, message: string, kind: readonly [string, string, string], name: string): object {
  const [Group, Version, Kind] = kind;
  return {
    Diagnostic: { Message: message },
    Check: check,
    Remediation: "Repair it.",
    Object: {
      Metadata: { FilePath: "k8s/web.yaml" },
      K8sObject: { Namespace: "shop", Name: name, GroupVersionKind: { Group, Version, Kind } },
    },
  };
}

/** What kube-linter writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      Checks: [{ name: "dangling-service", template: "dangling-service" }],
      Reports: [{ Check: "dangling-service" }],
      Summary: {},
    },
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      Checks: checks,
      Reports: [
        report("privileged-container", 'container "app" is privileged', ["apps", "v1", "Deployment"], "web"),
        report("privileged-container", 'container "proxy" is privileged', ["apps", "v1", "Deployment"], "web"),
        report("host-network", "resource shares the network of the host", ["apps", "v1", "Deployment"], "web"),
        report("dangling-service", "no pods found matching service labels", ["", "v1", "Service"], "front"),
      ],
      Summary: summary,
    },
    findings: 4,
    contains: [
      {
        rule: { id: "workload/privileged" },
        severity: "high",
        subject: "shop/web[Deployment]/container:app",
        evidence: [{ location: { path: "k8s/web.yaml" } }],
        witnesses: [{ tool: "kube-linter", version: "0.7.1", rule: "privileged-container" }],
      },
      { subject: "shop/web[Deployment]/container:proxy" },
      { rule: { id: "workload/host-network" }, subject: "shop/web[Deployment]" },
      { rule: { id: "reliability/service-selects-nothing" }, subject: "shop/front[Service]" },
    ],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: { Checks: checks, Reports: null, Summary: summary },
    findings: 0,
  },
  {
    name: "0.1, with a check of one's own and no namespace",
    shows: ["old"],
    source: "kube-linter 0.1.0: pkg/command/lint",
    document: {
      Checks: checks,
      Reports: [
        {
          Diagnostic: { Message: "something of ours" },
          Check: "our-own",
          Remediation: "",
          Object: {
            Metadata: { FilePath: "role.yaml" },
            K8sObject: {
              Namespace: "",
              Name: "reader",
              GroupVersionKind: { Group: "rbac.authorization.k8s.io", Version: "v1", Kind: "ClusterRole" },
            },
          },
        },
      ],
    },
    findings: 1,
    contains: [{ rule: { id: "kube-linter/our-own" }, subject: "reader[ClusterRole]" }],
  },
  {
    name: "wrong types",
    source,
    document: {
      Checks: checks,
      Reports: [5, { Check: 7 }, { Check: "host-pid", Object: { K8sObject: "web" } }],
      Summary: { KubeLinterVersion: 7 },
    },
    findings: 1,
    unread: 2,
    contains: [{ rule: { id: "workload/host-pid" }, subject: "" }],
  },
];
