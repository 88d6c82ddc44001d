import type { ImportSample } from "../sample.ts";

const source = "neuvector/neuvector: controller/api/apis.go; GET /v1/scan/workload/{id}";
const digest = `sha256:${"e".repeat(64)}`;

const flaw = {
  name: "CVE-2023-44487",
  score: 5,
  severity: "High",
  vectors: "AV:N/AC:L/Au:N/C:N/I:N/A:P",
  description: "Streams are reset too fast.",
  file_name: "",
  package_name: "nghttp2",
  package_version: "1.52.0-1",
  fixed_version: "1.52.0-1+deb12u1",
  link: "https://security-tracker.example.test/CVE-2023-44487",
  score_v3: 7.5,
  vectors_v3: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
  published_timestamp: 1_697_414_400,
  last_modified_timestamp: 1_697_500_800,
  feed_rating: "High",
  cves: ["CVE-2023-44487"],
};

const check = {
  level: "WARN",
  evaluation: 1,
  type: "docker",
  category: "docker",
  test_number: "5.10",
  scored: true,
  profile: "Level 1",
  automated: true,
  description: "Ensure that the memory usage for containers is limited",
  message: ["web"],
  remediation: "Set a limit.",
};

/** What NeuVector answers. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { report: { checks: [{ level: "WARN", test_number: "5.10" }] } },
    findings: 1,
  },
  {
    name: "scan report",
    shows: ["typical", "everything"],
    source,
    document: {
      report: {
        image_id: "x",
        registry: "https://registry.example.test/",
        repository: "shop",
        tag: "1",
        digest,
        base_os: "debian:12",
        vulnerabilities: [
          flaw,
          {
            ...flaw,
            name: "CVE-2022-9999",
            package_name: "python:requests",
            package_version: "2.0",
            score_v3: 0,
            vectors_v3: "",
          },
          { ...flaw, package_name: "golang.org/x/net", file_name: "app/server" },
        ],
        checks: [check, { ...check, test_number: "5.11", level: "PASS" }],
        secrets: [{ type: "Private Key", evidence: "-----BEGIN****", path: "root/key.pem", suggestion: "Remove it" }],
      },
    },
    findings: 5,
    passed: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-44487" },
        subject: "pkg:deb/debian/nghttp2",
        vulnerability: {
          fixedIn: "1.52.0-1+deb12u1",
          score: 7.5,
          severities: [{ system: "cvss-3" }, { system: "cvss-2" }],
        },
        evidence: [{ location: { path: "registry.example.test/shop:1" } }],
      },
      { subject: "pkg:pypi/requests", vulnerability: { score: 5 } },
      { subject: "pkg:golang/golang.org/x/net", evidence: [{ location: { path: "app/server" } }] },
      { rule: { id: "neuvector/5.10" }, severity: "medium" },
      { kind: "secret", subject: "file:root/key.pem" },
    ],
  },
  {
    name: "compliance of one target",
    source,
    document: { report: { checks: [check, { ...check, level: "INFO" }] } },
    findings: 1,
    passed: 1,
  },
  {
    name: "compliance",
    source: "neuvector/neuvector: controller/api/apis.go, RESTBenchReport",
    document: {
      run_timestamp: 1_697_414_400,
      cis_version: "1.6.0",
      items: [
        { ...check, level: "HIGH" },
        { ...check, test_number: "5.12", level: "NOTE" },
      ],
    },
    findings: 1,
    passed: 1,
    contains: [{ severity: "high" }],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: { report: { vulnerabilities: [], checks: null } },
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: {
      report: { vulnerabilities: [{ ...flaw, package_name: null }, { ...flaw, cves: "x" }, 5], checks: {}, base_os: 5 },
    },
    findings: 1,
    unread: 2,
  },
];
