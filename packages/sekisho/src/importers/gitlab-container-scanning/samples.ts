import type { ImportSample } from "../sample.ts";

const source = "gitlab-org/security-products/security-report-schemas: container-scanning-report-format.json 15";
const digest = `sha256:${"7".repeat(64)}`;

const flaw = {
  id: "df52bc8ce9a2ae56bbcb0c4ecda62123fbd6f69b",
  name: "Uncontrolled recursion",
  description: "A pattern recurses without end.",
  severity: "High",
  solution: "Upgrade glibc to 2.28-11",
  location: {
    dependency: { package: { name: "glibc" }, version: "2.28-10" },
    operating_system: "debian:10",
    image: `registry.example.test/shop@${digest}`,
    kubernetes_resource: { namespace: "shop", kind: "Deployment", name: "web", container_name: "app" },
  },
  identifiers: [
    { type: "cve", name: "CVE-2018-20796", value: "CVE-2018-20796", url: "https://nvd.example.test/CVE-2018-20796" },
    { type: "cwe", name: "CWE-674", value: "674" },
    { type: "gemnasium", name: "Gemnasium-1", value: "af0f4a45-ee45-4d46-8ae1-8cb6ba3f1f62" },
  ],
  links: [{ url: "https://lists.example.test" }],
  cvss_vectors: [{ vendor: "NVD", vector: "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }],
};

const scan = {
  analyzer: { id: "gcs", name: "GitLab Container Scanning", vendor: { name: "GitLab" }, version: "7" },
  scanner: { id: "trivy", name: "Trivy", vendor: { name: "GitLab" }, version: "0.61.0" },
  type: "container_scanning",
  start_time: "2025-01-01T00:00:00",
  end_time: "2025-01-01T00:01:00",
  status: "success",
};

/** What jobs of GitLab and Docker Scout write. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      version: "15.2.1",
      scan: { type: "container_scanning" },
      vulnerabilities: [
        {
          location: { dependency: { package: { name: "glibc" } } },
          identifiers: [{ type: "cve", name: "CVE-2020-1", value: "CVE-2020-1" }],
        },
      ],
    },
    findings: 1,
  },
  {
    name: "images",
    shows: ["typical", "everything"],
    source,
    document: {
      version: "15.2.1",
      scan,
      vulnerabilities: [
        flaw,
        {
          ...flaw,
          identifiers: [{ type: "cve", name: "x", value: "CVE-2019-1010022" }],
          flags: [{ type: "flagged-as-likely-false-positive", origin: "x", description: "Not reachable" }],
        },
      ],
      remediations: [],
    },
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2018-20796", aliases: ["CVE-2018-20796"] },
        subject: "pkg:deb/debian/glibc",
        remediation: "Upgrade glibc to 2.28-11",
        evidence: [{ message: "shop/web[Deployment]/container:app" }],
        vulnerability: { weaknesses: ["CWE-674"], severities: [{ system: "cvss-3", from: "NVD" }] },
        witnesses: [{ tool: "gitlab-container-scanning", version: "0.61.0", severity: "High" }],
      },
      { status: "accepted", exception: { reason: "Not reachable" } },
    ],
  },
  {
    name: "files of dependencies",
    source: "gitlab-org/security-products/security-report-schemas: dependency-scanning-report-format.json 15",
    document: {
      version: "15.0.0",
      scan: { ...scan, type: "dependency_scanning" },
      vulnerabilities: [
        {
          ...flaw,
          location: { file: "web/yarn.lock", dependency: { package: { name: "@acme/left" }, version: "1.0.0" } },
          identifiers: [{ type: "ghsa", name: "x", value: "GHSA-aaaa-bbbb-cccc" }],
        },
      ],
    },
    findings: 1,
    contains: [
      {
        rule: { id: "vulnerability/GHSA-aaaa-bbbb-cccc" },
        subject: "pkg:npm/@acme/left",
        evidence: [{ location: { path: "web/yarn.lock" } }],
      },
    ],
  },
  {
    name: "version 2",
    shows: ["old"],
    source: "gitlab-org/security-products/security-report-schemas 2.3",
    document: {
      version: "2.3",
      vulnerabilities: [
        {
          category: "container_scanning",
          message: "CVE-2019-3462 in apt",
          severity: "Unknown",
          cve: "debian:9:apt:CVE-2019-3462",
          location: {
            dependency: { package: { name: "apt" }, version: "1.4.8" },
            operating_system: "debian:9",
            image: "shop:1",
          },
          identifiers: [{ type: "cve", value: "CVE-2019-3462" }],
        },
      ],
    },
    findings: 1,
    contains: [{ subject: "pkg:deb/debian/apt", vulnerability: { rating: "unknown" } }],
  },
  {
    name: "without a scan",
    source:
      "aquasecurity/trivy: contrib/gitlab.tpl; DefectDojo, unittests/scans/gitlab_container_scan/issue6639_v15.json",
    document: {
      version: "14.0.6",
      vulnerabilities: [
        {
          id: "CVE-2022-28391",
          cve: "CVE-2022-28391",
          severity: "Critical",
          solution: "Upgrade busybox to 1.34.1-r5",
          location: {
            dependency: { package: { name: "busybox" }, version: "1.34.1-r4" },
            operating_system: "Unknown",
            image: "registry.example.test/shop:ci",
          },
          identifiers: [{ type: "cve", name: "CVE-2022-28391", value: "CVE-2022-28391" }],
          links: [{ url: "https://a.example.test" }],
        },
      ],
    },
    findings: 1,
    contains: [{ rule: { id: "vulnerability/CVE-2022-28391" }, subject: "pkg:generic/busybox", severity: "critical" }],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: { version: "15.2.1", scan, vulnerabilities: [] },
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: {
      version: "15.2.1",
      scan,
      vulnerabilities: [{ ...flaw, identifiers: null }, { ...flaw, location: 5, links: [5] }, "x"],
    },
    findings: 1,
    unread: 3,
  },
];
