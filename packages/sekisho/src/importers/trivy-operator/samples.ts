import type { ImportSample } from "../sample.ts";
import { collectionSamples } from "./collection-samples.ts";
import { rated } from "./sample-entries.ts";
import { sbomSample } from "./sbom-sample.ts";

const source = "trivy-operator 0.24: pkg/apis/aquasecurity/v1alpha1, kubectl get -o json";
const starboard = "Starboard 0.15: pkg/apis/aquasecurity/v1alpha1";
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

const labels = {
  "trivy-operator.resource.kind": "Deployment",
  "trivy-operator.resource.name": "web",
  "trivy-operator.resource.namespace": "shop",
};
const times = { updateTimestamp: "2026-01-05T10:00:00Z" };
const scanner = { name: "Trivy", vendor: "Aqua Security", version: "0.60.0" };
const artifact = { repository: "library/nginx", tag: "1.27", digest };

function resource(kind: string, report: object, metadata: object = {}): object {
  return {
    apiVersion: "aquasecurity.github.io/v1alpha1",
    kind,
    metadata: { name: "deployment-web", namespace: "shop", labels, ...metadata },
    report: { ...times, scanner, ...report },
  };
}

const openssl = {
  vulnerabilityID: "CVE-2025-0001",
  resource: "openssl",
  installedVersion: "3.0.1",
  fixedVersion: "3.0.2",
  severity: "HIGH",
  score: 7.5,
  title: "openssl: something",
  primaryLink: "https://avd.aquasec.com/nvd/cve-2025-0001",
  links: [],
  target: "nginx:1.27 (debian 12.9)",
  class: "os-pkgs",
  packageType: "debian",
  packagePURL: "pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12.9",
  ...rated,
};

const vulnerabilities = resource("VulnerabilityReport", {
  artifact,
  registry: { server: "index.docker.io" },
  os: { family: "debian", name: "12.9" },
  summary: { highCount: 1 },
  vulnerabilities: [
    openssl,
    { vulnerabilityID: "CVE-2025-0002", resource: "zlib1g", installedVersion: "1.3", severity: "UNKNOWN", title: "" },
    {
      vulnerabilityID: "GHSA-aaaa-bbbb-cccc",
      resource: "left-pad",
      installedVersion: "1.0.0",
      fixedVersion: "",
      severity: "LOW",
      class: "lang-pkgs",
      packageType: "npm",
      packagePath: "app/package-lock.json",
      target: "Node.js",
    },
  ],
});

const checks = [
  {
    checkID: "KSV017",
    title: "Privileged",
    description: "It can do everything",
    severity: "HIGH",
    category: "Kubernetes Security Check",
    messages: [
      "Container 'app' of Deployment 'web' should set 'securityContext.privileged' to false",
      "Container 'proxy' of Deployment 'web' should set 'securityContext.privileged' to false",
    ],
    remediation: "Set it to false",
    success: false,
  },
  {
    checkID: "KSV-0009",
    title: "Access to host network",
    severity: "HIGH",
    messages: ["Deployment 'web' should not set 'spec.template.spec.hostNetwork' to true"],
    success: false,
  },
  { checkID: "KSV010", title: "Access to host PID", severity: "HIGH", success: true },
];

/** What Trivy Operator and Starboard keep. */
export const samples: readonly ImportSample[] = [
  ...collectionSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      apiVersion: "aquasecurity.github.io/v1alpha1",
      kind: "VulnerabilityReport",
      report: { vulnerabilities: [{ vulnerabilityID: "CVE-2023-1", resource: "a" }] },
    },
    findings: 1,
  },
  {
    name: "vulnerabilities",
    shows: ["typical", "everything"],
    source,
    document: vulnerabilities,
    findings: 3,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2025-0001" },
        severity: "high",
        evidence: [{}],
        vulnerability: {
          package: "pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12.9",
          fixedIn: "3.0.2",
          score: 7.5,
          severities: [{ system: "cvss-3", from: "nvd", score: 7.5 }],
        },
      },
      { vulnerability: { package: "pkg:deb/debian/zlib1g@1.3", rating: "unknown" } },
      {
        vulnerability: { package: "pkg:npm/left-pad@1.0.0", status: "affected" },
        evidence: [{ location: { path: "app/package-lock.json" } }],
      },
    ],
  },
  {
    name: "a list of several kinds",
    source,
    document: {
      apiVersion: "v1",
      kind: "List",
      items: [
        vulnerabilities,
        resource("ConfigAuditReport", { checks }),
        resource("SbomReport", { artifact, components: { bomFormat: "CycloneDX", components: [] } }),
        resource("ClusterVulnerabilityReport", {
          artifact: { repository: "k8s.io/kubernetes", tag: "1.30.0" },
          vulnerabilities: [
            { ...openssl, resource: "k8s.io/kubelet", class: "lang-pkgs", packageType: "gobinary", packagePURL: "" },
          ],
        }),
      ],
    },
    findings: 7,
    passed: 1,
  },
  sbomSample,
  {
    name: "checks of an object",
    source,
    document: resource("ConfigAuditReport", { checks }),
    findings: 3,
    passed: 1,
    contains: [
      {
        rule: { id: "workload/privileged" },
        subject: "shop/web[Deployment]/container:app",
        witnesses: [{ tool: "trivy-operator", version: "0.60.0", rule: "KSV-0017", severity: "HIGH" }],
      },
      { rule: { id: "workload/privileged" }, subject: "shop/web[Deployment]/container:proxy" },
      { rule: { id: "workload/host-network" }, subject: "shop/web[Deployment]" },
    ],
  },
  {
    name: "checks of a role of the cluster, with its name in an annotation, as YAML",
    source,
    document: `apiVersion: aquasecurity.github.io/v1alpha1
kind: ClusterRbacAssessmentReport
metadata:
  name: clusterrole-6f69bb5b79
  labels: {trivy-operator.resource.kind: ClusterRole, trivy-operator.resource.namespace: ""}
  annotations: {trivy-operator.resource.name: "system:reader"}
report:
  scanner: {name: Trivy, version: dev}
  checks:
  - {checkID: KSV046, title: Manage all resources, severity: CRITICAL, messages: ["ClusterRole 'system:reader' shouldn't manage all resources"], success: false}
`,
    findings: 1,
    contains: [{ subject: "system:reader[ClusterRole]", witnesses: [{ rule: "KSV-0046" }] }],
  },
  {
    name: "secrets",
    source,
    document: resource("ExposedSecretReport", {
      artifact,
      registry: { server: "registry.example.com" },
      secrets: [
        {
          target: "/app/config.ini",
          ruleID: "generic-token",
          title: "A token",
          category: "General",
          severity: "HIGH",
          match: "token=****",
        },
      ],
    }),
    findings: 1,
    contains: [
      {
        kind: "secret",
        rule: { id: "trivy-operator/generic-token" },
        subject: "file:app/config.ini",
        severity: "high",
      },
    ],
  },
  {
    name: "compliance, with its checks",
    source,
    document: {
      apiVersion: "aquasecurity.github.io/v1alpha1",
      kind: "ClusterComplianceReport",
      metadata: { name: "k8s-nsa-1.0" },
      spec: { reportType: "all" },
      status: {
        ...times,
        detailReport: {
          id: "k8s-nsa-1.0",
          results: [
            {
              id: "1.0",
              name: "Privileged",
              severity: "HIGH",
              checks: [{ ...checks[1], target: "Deployment/web" }, { success: true }],
            },
            { id: "1.1", name: "Network", severity: "HIGH", checks: [{ ...checks[1], target: "Deployment/web" }] },
          ],
        },
      },
    },
    findings: 1,
    passed: 1,
    leftOut: 1,
    contains: [{ rule: { id: "workload/host-network" }, subject: "default/web[Deployment]" }],
  },
  {
    name: "compliance, numbers alone",
    source,
    document: {
      apiVersion: "aquasecurity.github.io/v1alpha1",
      kind: "ClusterComplianceReport",
      metadata: { name: "k8s-nsa-1.0" },
      status: {
        ...times,
        summaryReport: {
          id: "k8s-nsa-1.0",
          controlCheck: [
            { id: "1.0", name: "Non-root containers", severity: "MEDIUM", totalFail: 4 },
            { id: "1.1", name: "Immutable file systems", severity: "LOW", totalFail: 0 },
            { id: "1.2", name: "Encryption", severity: "LOW", totalFail: null },
          ],
        },
      },
    },
    findings: 1,
    passed: 1,
    leftOut: 1,
    contains: [{ rule: { id: "trivy-operator/k8s-nsa-1.0/1.0" }, severity: "medium" }],
  },
  {
    name: "Starboard: checks of pods and containers, by Polaris",
    source: starboard,
    document: {
      apiVersion: "aquasecurity.github.io/v1alpha1",
      kind: "ConfigAuditReport",
      metadata: {
        name: "deployment-web",
        namespace: "shop",
        labels: {
          "starboard.resource.kind": "Deployment",
          "starboard.resource.name": "web",
          "starboard.resource.namespace": "shop",
        },
      },
      report: {
        ...times,
        scanner: { name: "Polaris", vendor: "Fairwinds Ops", version: "4.2" },
        podChecks: [
          {
            checkID: "hostNetworkSet",
            message: "Host network is set",
            severity: "danger",
            success: false,
            category: "Security",
          },
        ],
        containerChecks: {
          app: [
            { checkID: "runAsPrivileged", message: "Should not run as privileged", severity: "danger", success: false },
            { checkID: "tagNotSpecified", message: "Tag is specified", severity: "danger", success: true },
          ],
        },
      },
    },
    findings: 2,
    passed: 1,
    contains: [
      { rule: { id: "workload/host-network" }, subject: "shop/web[Deployment]" },
      { rule: { id: "workload/privileged" }, subject: "shop/web[Deployment]/container:app" },
    ],
  },
  {
    name: "Starboard: kube-bench on a node",
    shows: ["old"],
    source: starboard,
    document: {
      apiVersion: "aquasecurity.github.io/v1alpha1",
      kind: "CISKubeBenchReport",
      metadata: { name: "node-1", labels: { "starboard.resource.kind": "Node", "starboard.resource.name": "node-1" } },
      report: {
        ...times,
        scanner: { name: "kube-bench", version: "0.6.6" },
        sections: [
          {
            id: "4",
            version: "cis-1.6",
            node_type: "node",
            tests: [
              {
                section: "4.1",
                desc: "Files",
                results: [
                  {
                    test_number: "4.1.1",
                    test_desc: "Ensure it (Automated)",
                    remediation: "Do it",
                    status: "FAIL",
                    scored: true,
                  },
                  {
                    test_number: "4.1.2",
                    test_desc: "Ensure that",
                    remediation: "Do it",
                    status: "PASS",
                    scored: true,
                  },
                ],
              },
            ],
          },
        ],
      },
    },
    findings: 1,
    passed: 1,
    contains: [{ rule: { id: "trivy-operator/4.1.1", aliases: ["kube-bench:4.1.1"] }, subject: "node-1[Node]" }],
  },
  {
    name: "Starboard: kube-hunter",
    source: starboard,
    document: {
      apiVersion: "aquasecurity.github.io/v1alpha1",
      kind: "KubeHunterReport",
      metadata: { name: "cluster" },
      report: {
        ...times,
        scanner: { name: "kube-hunter", version: "0.4.1" },
        vulnerabilities: [
          {
            id: "KHV002",
            category: "Information Disclosure",
            severity: "medium",
            vulnerability: "K8s Version Disclosure",
            description: "It tells",
            evidence: "v1.20",
          },
        ],
      },
    },
    findings: 1,
    contains: [{ severity: "medium", rule: { aliases: ["kube-hunter:KHV002"] } }],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: resource("VulnerabilityReport", { artifact, vulnerabilities: [] }),
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: resource("ConfigAuditReport", {
      checks: ["KSV001", { ...checks[1], severity: 5, messages: "none" }, { checkID: 7, success: true }],
      scanner: "Trivy",
    }),
    findings: 1,
    passed: 1,
    unread: 1,
    contains: [{ rule: { id: "workload/host-network" }, subject: "shop/web[Deployment]" }],
  },
];
