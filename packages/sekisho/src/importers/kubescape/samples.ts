import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const source =
  "Kubescape 3: opa-utils reporthandling/v2/datastructures.go, kubescape scan --format json --format-version v2";

const web = {
  resourceID: "apps/v1/shop/Deployment/web",
  object: {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "shop" },
    spec: {
      template: { spec: { containers: [{ name: "app" }, { name: "proxy" }], initContainers: [{ name: "wait" }] } },
    },
  },
};
const role = {
  resourceID: "rbac.authorization.k8s.io/v1//ClusterRole/reader",
  object: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "reader" } },
};

function control(id: string, status: unknown, paths: readonly string[], more: object = {}): object {
  return {
    controlID: id,
    name: `Control ${id}`,
    status,
    rules: [{ name: `rule-${id}`, status: "failed", paths: paths.map((failedPath) => ({ failedPath })), ...more }],
  };
}

const summary = {
  controls: {
    "C-0057": {
      controlID: "C-0057",
      name: "Privileged container",
      scoreFactor: 8,
      description: "Privileged",
      status: "failed",
    },
    "C-0041": { controlID: "C-0041", name: "HostNetwork access", scoreFactor: 7 },
    "C-0999": { controlID: "C-0999", name: "Ours", scoreFactor: 3.5 },
  },
  frameworks: [],
};
const metadata = {
  scanMetadata: { kubescapeVersion: "v3.0.25" },
  contextMetadata: { clusterContextMetadata: { contextName: "prod" } },
};

/** What kubescape writes. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      results: [{ resourceID: "v1/default/Pod/a", controls: [{ controlID: "C-0057", rules: [{ status: "failed" }] }] }],
      summaryDetails: { controls: {} },
    },
    findings: 1,
  },
  {
    name: "typical, of a cluster",
    shows: ["typical", "everything"],
    source,
    document: {
      generationTime: "2026-01-05T10:00:00Z",
      results: [
        {
          resourceID: web.resourceID,
          controls: [
            control("C-0057", { status: "failed" }, [
              "spec.template.spec.containers[1].securityContext.privileged",
              "spec.template.spec.initContainers[0].securityContext.privileged",
            ]),
            control("C-0041", { status: "failed" }, ["spec.template.spec.hostNetwork"]),
            control("C-0038", { status: "passed" }, [], { status: "passed" }),
            control("C-0001", { status: "skipped", subStatus: "configurations" }, []),
          ],
        },
        {
          resourceID: role.resourceID,
          controls: [
            control("C-0999", { status: "passed", subStatus: "w/exceptions" }, [], {
              status: "passed",
              exception: [{ name: "readers", reason: "It only reads", expirationDate: "2027-01-31T00:00:00Z" }],
            }),
          ],
        },
      ],
      resources: [web, role],
      summaryDetails: summary,
      metadata,
    },
    findings: 4,
    passed: 1,
    leftOut: 1,
    contains: [
      {
        rule: { id: "workload/privileged" },
        subject: "shop/web[Deployment]/container:proxy",
        witnesses: [{ tool: "kubescape", version: "v3.0.25", rule: "C-0057", severity: "high" }],
      },
      { rule: { id: "workload/privileged" }, subject: "shop/web[Deployment]/init-container:wait" },
      { rule: { id: "workload/host-network" }, subject: "shop/web[Deployment]" },
      {
        rule: { id: "kubescape/C-0999" },
        severity: "low",
        subject: "reader[ClusterRole]",
        status: "accepted",
        exception: { reason: "It only reads", expires: "2027-01-31" },
      },
    ],
  },
  {
    name: "2.0, of files, without the objects",
    source: "Kubescape 2.0.150: opa-utils reporthandling/results/v1/resourcesresults",
    document: {
      generationTime: "2022-05-05T10:00:00Z",
      results: [
        {
          resourceID: "path=1234567890/api=apps/v1/shop/Deployment/web",
          controls: [
            control("C-0057", undefined, ["spec.template.spec.containers[0].securityContext.privileged"]),
            control("C-0044", undefined, [], { status: "passed" }),
          ],
        },
        { resourceID: "path=77/api=v1//Service/front", controls: null },
      ],
      resources: [
        {
          resourceID: "path=77/api=v1//Service/front",
          object: { apiVersion: "v1", kind: "Service", metadata: { name: "front" } },
          source: { relativePath: "k8s/front.yaml", fileType: "YAML" },
        },
      ],
      summaryDetails: { controls: {} },
    },
    findings: 1,
    passed: 1,
    contains: [{ rule: { id: "workload/privileged" }, subject: "shop/web[Deployment]" }],
  },
  {
    name: "of a file",
    source,
    document: {
      results: [
        { resourceID: "f", controls: [control("C-0041", { status: "failed" }, ["spec.template.spec.hostNetwork"])] },
      ],
      resources: [{ ...web, resourceID: "f", source: { relativePath: "k8s/web.yaml" } }],
      summaryDetails: summary,
      metadata,
    },
    findings: 1,
    contains: [{ subject: "shop/web[Deployment]", evidence: [{ location: { path: "k8s/web.yaml" } }] }],
  },
  {
    name: "nothing looked at",
    shows: ["empty"],
    source,
    document: { results: null, resources: null, summaryDetails: { controls: null }, metadata },
    findings: 0,
  },
  {
    name: "v1: frameworks, two of which ask the same",
    shows: ["old"],
    source: "Kubescape 1.0.139: opa-utils reporthandling/datastructuresv1.go",
    document: ["NSA", "MITRE"].map((name) => ({
      name,
      controlReports: [
        {
          id: "C-0057",
          controlID: "C-0057",
          name: "Privileged container",
          description: "Privileged",
          remediation: "Do not",
          score: 50,
          baseScore: 8,
          ruleReports: [
            {
              name: "rule-privilege-escalation",
              ruleStatus: { status: "success", message: "" },
              ruleResponses: [
                {
                  alertMessage: "the following containers are privileged: app",
                  failedPaths: ["spec.template.spec.containers[0].securityContext.privileged"],
                  ruleStatus: "",
                  packagename: "armo_builtins",
                  alertScore: 3,
                  alertObject: { k8sApiObjects: [web.object] },
                },
              ],
            },
          ],
        },
        { id: "C-0044", name: "Host port", ruleReports: [{ name: "host-port", ruleResponses: null }] },
      ],
    })),
    findings: 1,
    passed: 2,
    leftOut: 1,
    contains: [
      { rule: { id: "workload/privileged" }, severity: "high", subject: "shop/web[Deployment]/container:app" },
    ],
  },
  {
    name: "wrong types",
    source,
    document: {
      results: [
        { resourceID: 5 },
        { resourceID: web.resourceID, controls: ["C-0057", control("C-0041", 5, ["spec.template.spec.hostNetwork"])] },
      ],
      resources: ["web"],
      summaryDetails: summary,
      metadata,
    },
    findings: 1,
    unread: 3,
    contains: [{ rule: { id: "workload/host-network" }, subject: "shop/web[Deployment]" }],
  },
];
