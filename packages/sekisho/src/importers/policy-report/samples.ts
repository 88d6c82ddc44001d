import type { ImportSample } from "../sample.ts";

const source = "wgpolicyk8s.io v1alpha2: policyreport_types.go of kubernetes-sigs/wg-policy-prototypes";
const openReports = "openreports.io v1alpha1: report_types.go of openreports/reports-api";

const pod = { apiVersion: "v1", kind: "Pod", name: "web-1", namespace: "shop" };
const deployment = { apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" };
const summary = { pass: 1, fail: 1, warn: 0, error: 0, skip: 0 };
const at = { seconds: 1_767_607_200, nanos: 0 };

/** What writes reports of policies. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      apiVersion: "wgpolicyk8s.io/v1alpha2",
      kind: "PolicyReport",
      results: [{ policy: "a", result: "fail" }],
    },
    findings: 1,
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: {
      apiVersion: "wgpolicyk8s.io/v1alpha2",
      kind: "PolicyReport",
      metadata: { name: "web", namespace: "shop" },
      results: [],
      summary: { pass: 0, fail: 0, warn: 0, error: 0, skip: 0 },
    },
    findings: 0,
  },
  {
    name: "typical, of Kyverno",
    shows: ["typical", "everything"],
    source,
    document: {
      apiVersion: "wgpolicyk8s.io/v1alpha2",
      kind: "PolicyReport",
      metadata: { name: "polr-shop", namespace: "shop", creationTimestamp: "2026-01-05T10:00:00Z" },
      results: [
        {
          policy: "disallow-privileged-containers",
          rule: "privileged-containers",
          result: "fail",
          scored: true,
          severity: "medium",
          category: "Pod Security Standards (Baseline)",
          source: "kyverno",
          timestamp: at,
          message: "validation error: privileged mode is not allowed",
          resources: [pod, deployment],
        },
        { policy: "require-labels", rule: "owner", result: "pass", source: "kyverno", resources: [pod], timestamp: at },
        { policy: "require-labels", rule: "team", result: "skip", source: "kyverno", resources: [pod], timestamp: at },
        { policy: "require-labels", rule: "name", result: "error", source: "kyverno", resources: [pod], timestamp: at },
      ],
      summary,
    },
    findings: 3,
    passed: 1,
    leftOut: 1,
    contains: [
      {
        subject: "shop/web-1[Pod]",
        witnesses: [
          {
            tool: "policy-report",
            rule: "disallow-privileged-containers/privileged-containers",
            severity: "medium",
            status: "fail",
            lastSeen: "2026-01-05T10:00:00.000Z",
          },
        ],
      },
      { subject: "shop/web[Deployment]", rule: { id: "workload/privileged" } },
      { subject: "shop/web-1[Pod]", witnesses: [{ status: "error" }] },
    ],
  },
  {
    name: "a list of the cluster, with the object in the scope and other objects beside it",
    source: "Kyverno 1.13: kubectl get clusterpolicyreports -o json",
    document: {
      apiVersion: "v1",
      kind: "List",
      items: [
        {
          apiVersion: "wgpolicyk8s.io/v1alpha2",
          kind: "ClusterPolicyReport",
          metadata: { name: "a" },
          scope: { apiVersion: "v1", kind: "Namespace", name: "shop" },
          results: [{ policy: "require-quota", result: "fail", source: "kyverno", message: "no quota" }],
          summary,
        },
        { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
        {
          apiVersion: "wgpolicyk8s.io/v1alpha2",
          kind: "ClusterPolicyReport",
          metadata: { name: "b" },
          results: null,
          summary,
        },
      ],
    },
    findings: 1,
    contains: [{ rule: { id: "policy-report/require-quota" }, subject: "shop[Namespace]" }],
  },
  {
    name: "OpenReports, as YAML, of Trivy and kube-bench",
    source: openReports,
    document: `apiVersion: openreports.io/v1alpha1
kind: Report
metadata: {name: trivy, namespace: shop}
source: Trivy ConfigAudit
scope: {apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop}
results:
- policy: Kubernetes Security Check
  rule: KSV009
  result: fail
  severity: high
  message: Deployment 'web' should not set hostNetwork
- policy: Kubernetes Security Check
  rule: KSV-0017
  result: fail
  severity: high
  message: Container 'app' of Deployment 'web' should set privileged to false
- policy: RBAC
  rule: 5.1.1 Ensure that the cluster-admin role is only used where required
  source: kube-bench
  result: warn
`,
    findings: 3,
    contains: [
      { rule: { id: "workload/host-network" }, subject: "shop/web[Deployment]" },
      { rule: { id: "workload/privileged" }, subject: "shop/web[Deployment]/container:app" },
      { rule: { id: "rbac/cluster-admin" } },
    ],
  },
  {
    name: "v1alpha1: status for result; a flaw of an image",
    shows: ["old"],
    source: "wgpolicyk8s.io v1alpha1; trivy-operator-polr-adapter 0.7",
    document: {
      apiVersion: "wgpolicyk8s.io/v1alpha1",
      kind: "PolicyReport",
      metadata: { name: "old", namespace: "shop" },
      results: [
        {
          policy: "falco",
          rule: "Terminal shell in container",
          status: "fail",
          source: "Falco",
          severity: "low",
          resources: [pod],
        },
        {
          policy: "CVE-2025-0001",
          rule: "openssl",
          status: "fail",
          source: "Trivy Vulnerability",
          severity: "high",
          message: "openssl: something",
          properties: {
            "artifact.repository": "library/nginx",
            "artifact.tag": "1.27",
            "registry.server": "index.docker.io",
            installedVersion: "3.0.1",
            fixedVersion: "3.0.2",
            resource: "openssl",
            score: "7.5",
            primaryLink: "https://avd.aquasec.com/nvd/cve-2025-0001",
          },
        },
      ],
      summary,
    },
    findings: 2,
    contains: [
      { subject: "shop/web-1[Pod]", witnesses: [{ rule: "falco/Terminal shell in container" }] },
      {
        rule: { id: "vulnerability/CVE-2025-0001" },
        vulnerability: { name: "openssl", installed: "3.0.1", fixedIn: "3.0.2", score: 7.5 },
      },
    ],
  },
  {
    name: "wrong types",
    source,
    document: {
      apiVersion: "wgpolicyk8s.io/v1beta1",
      kind: "ClusterPolicyReport",
      metadata: 5,
      results: [5, { policy: ["a"], rule: "b", result: "fail", subjects: ["x", { kind: "Node", name: "n" }] }],
      summary,
    },
    findings: 1,
    unread: 3,
    contains: [{ rule: { id: "policy-report/b" }, subject: "n[Node]" }],
  },
];
