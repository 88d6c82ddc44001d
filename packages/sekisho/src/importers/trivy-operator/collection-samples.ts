import type { ImportSample } from "../sample.ts";

const audit = {
  apiVersion: "aquasecurity.github.io/v1alpha1",
  kind: "ConfigAuditReport",
  metadata: {
    name: "replicaset-web",
    namespace: "shop",
    labels: {
      "trivy-operator.resource.kind": "ReplicaSet",
      "trivy-operator.resource.name": "web",
      "trivy-operator.resource.namespace": "shop",
    },
  },
  report: {
    checks: [
      {
        checkID: "KSV014",
        messages: ["Container 'app' of ReplicaSet 'web' should set 'securityContext.readOnlyRootFilesystem' to true"],
        severity: "LOW",
        success: false,
        title: "Root file system is not read-only",
      },
    ],
    scanner: { name: "Trivy", vendor: "Aqua Security", version: "0.38.2" },
  },
};

const flaws = {
  apiVersion: "aquasecurity.github.io/v1alpha1",
  kind: "VulnerabilityReport",
  metadata: { name: "replicaset-web-app", namespace: "shop" },
  report: {
    artifact: { repository: "library/nginx", tag: "alpine" },
    registry: { server: "index.docker.io" },
    scanner: { name: "Trivy", vendor: "Aqua Security", version: "0.38.2" },
    vulnerabilities: [
      { vulnerabilityID: "CVE-2023-23914", resource: "curl", installedVersion: "7.87.0-r1", severity: "CRITICAL" },
    ],
  },
};

const contains = [
  { rule: { id: "workload/writable-root-filesystem" }, subject: "shop/web[ReplicaSet]/container:app" },
  { rule: { id: "vulnerability/CVE-2023-23914" }, severity: "critical" },
];

const oldAudit = {
  ...audit,
  report: {
    checks: [
      {
        id: "KSV014",
        description: "It writes to its own files.",
        severity: "LOW",
        success: false,
        scope: { type: "Container", value: "app" },
      },
    ],
    scanner: { name: "Polaris", vendor: "Fairwinds Ops", version: "4.2" },
  },
};

/** Reports as scripts collect them: without the list that they come in, or by the names of their resources. */
export const collectionSamples: readonly ImportSample[] = [
  {
    name: "a list without its kind",
    source: "kubectl get -o json | jq .items; DefectDojo, unittests/scans/trivy_operator/findings_in_list.json",
    document: [audit, flaws],
    findings: 2,
    contains,
  },
  {
    name: "checks of Starboard 0.15",
    source: "Starboard 0.15: pkg/apis/aquasecurity/v1alpha1, Check with scope and id",
    document: oldAudit,
    findings: 1,
    contains: [
      { subject: "shop/web[ReplicaSet]/container:app", witnesses: [{ message: "It writes to its own files." }] },
    ],
  },
  {
    name: "lists by resource",
    source: "DefectDojo, unittests/scans/trivy_operator/all_reports_in_dict.json",
    document: {
      "clustercompliancereports.aquasecurity.github.io": [],
      "configauditreports.aquasecurity.github.io": [audit],
      "vulnerabilityreports.aquasecurity.github.io": [flaws],
    },
    findings: 2,
    contains,
  },
];
