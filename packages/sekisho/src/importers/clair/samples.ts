import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const digest = `sha256:${"3".repeat(64)}`;
const layer = `sha256:${"4".repeat(64)}`;
const source = "quay/claircore: vulnerabilityreport.go";

const flaw = {
  Name: "CVE-2019-5021",
  NamespaceName: "alpine:v3.9",
  Description: "root without password",
  Link: "https://cve.example.test/CVE-2019-5021",
  Severity: "High",
  Metadata: { NVD: { CVSSv2: { Score: 10, Vectors: "AV:N/AC:L/Au:N/C:C/I:C/A:C" } } },
  FixedBy: "2.0-r1",
  FeatureName: "shadow",
  FeatureVersion: "2.0-r0",
};

const report = {
  manifest_hash: digest,
  packages: {
    "10": {
      id: "10",
      name: "libssl3",
      version: "3.0.2-0ubuntu1",
      kind: "binary",
      source: { id: "9", name: "openssl", kind: "source" },
      arch: "amd64",
    },
    "11": { id: "11", name: "requests", version: "2.0.0", kind: "binary" },
  },
  distributions: {
    "1": { id: "1", did: "ubuntu", name: "Ubuntu", version_id: "22.04", pretty_name: "Ubuntu 22.04.1 LTS" },
  },
  environments: {
    "10": [{ package_db: "var/lib/dpkg/status", introduced_in: layer, distribution_id: "1" }],
    "11": [{ package_db: "python:usr/lib/python3/dist-packages", introduced_in: layer, distribution_id: "" }],
  },
  vulnerabilities: {
    "500": {
      id: "500",
      updater: "ubuntu",
      name: "CVE-2022-3602 on Ubuntu 22.04 LTS (jammy) - high",
      description: "A buffer is too small.",
      links: "https://one.example.test https://two.example.test",
      severity: "High",
      normalized_severity: "High",
      fixed_in_version: "3.0.2-0ubuntu1.7",
      package: { name: "openssl" },
    },
    "501": {
      id: "501",
      name: "GHSA-x84v-xcm2-53pg",
      severity: "moderate",
      normalized_severity: "Medium",
      fixed_in_version: "",
    },
  },
  package_vulnerabilities: { "10": ["500"], "11": ["501"] },
  enrichments: {
    "message/vnd.clair.map.vulnerability; enricher=clair.cvss schema=https://csrc.example.test/cvss-v3.json": [
      {
        "500": [
          {
            version: "3.1",
            vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
            baseScore: 7.5,
            baseSeverity: "HIGH",
          },
        ],
      },
    ],
  },
};

/** What Clair and the programs around it write. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      manifest_hash: "sha256:3333333333333333333333333333333333333333333333333333333333333333",
      packages: { "1": { name: "a" } },
      vulnerabilities: { "2": { name: "CVE-2020-1" } },
      package_vulnerabilities: { "1": ["2"] },
    },
    findings: 1,
  },
  {
    name: "Clair 4",
    shows: ["typical", "everything"],
    source,
    document: report,
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2022-3602" },
        subject: "pkg:deb/ubuntu/libssl3",
        evidence: [{ location: { path: "var/lib/dpkg/status", layer } }],
        vulnerability: {
          fixedIn: "3.0.2-0ubuntu1.7",
          score: 7.5,
          references: ["https://one.example.test", "https://two.example.test"],
        },
      },
      { rule: { id: "vulnerability/GHSA-x84v-xcm2-53pg" }, subject: "pkg:pypi/requests", severity: "medium" },
    ],
  },
  {
    name: "Clair 4, nothing found",
    shows: ["empty"],
    source,
    document: { ...report, vulnerabilities: {}, package_vulnerabilities: {}, enrichments: {} },
    findings: 0,
  },
  {
    name: "Clair 4, a flaw that is not there and one that cannot be read",
    source,
    document: {
      ...report,
      vulnerabilities: { ...report.vulnerabilities, "501": { id: "501" } },
      package_vulnerabilities: { "10": ["500", "999"], "11": ["501"], "12": "x" },
    },
    findings: 1,
    leftOut: 1,
    unread: 1,
  },
  {
    name: "Clair 2",
    shows: ["old"],
    source: "quay/clair v2: api/v1/models.go",
    document: {
      Layer: {
        Name: "x",
        NamespaceName: "debian:9",
        IndexedByVersion: 3,
        Features: [
          {
            Name: "bash",
            NamespaceName: "debian:9",
            Version: "4.4-5",
            AddedBy: `abc${layer}`,
            Vulnerabilities: [
              {
                Name: "CVE-2019-18276",
                NamespaceName: "debian:9",
                Severity: "Negligible",
                Link: "https://x.example.test",
              },
            ],
          },
          { Name: "tar", NamespaceName: "debian:9", Version: "1.29" },
        ],
      },
    },
    findings: 1,
    contains: [{ subject: "pkg:deb/debian/bash", severity: "info", evidence: [{ location: { layer } }] }],
  },
  {
    name: "klar",
    source: "optiopay/klar: README, FORMAT_OUTPUT=json",
    document: {
      LayerCount: 3,
      Vulnerabilities: {
        High: [flaw, { ...flaw, Name: 5 }],
        Low: [{ ...flaw, Name: "CVE-2019-1", Metadata: null, FixedBy: "" }],
      },
    },
    findings: 2,
    unread: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2019-5021" },
        subject: "pkg:apk/alpine/shadow",
        vulnerability: { fixedIn: "2.0-r1", severities: [{ system: "cvss-2", score: 10 }] },
      },
    ],
  },
  {
    name: "clair-scanner",
    source: "arminc/clair-scanner: README",
    document: {
      image: "shop:1",
      unapproved: ["CVE-2018-1"],
      vulnerabilities: [
        {
          featurename: "glibc",
          featureversion: "2.24-11",
          vulnerability: "CVE-2018-1",
          namespace: "debian:9",
          description: "d",
          link: "https://l.example.test",
          severity: "Medium",
          fixedby: "",
        },
        {
          featurename: "glibc",
          featureversion: "2.24-11",
          vulnerability: "CVE-2018-2",
          namespace: "debian:9",
          severity: "Defcon1",
          fixedby: "2.25",
        },
      ],
    },
    findings: 2,
    contains: [
      {
        subject: "pkg:deb/debian/glibc",
        severity: "critical",
        vulnerability: { fixedIn: "2.25" },
        witnesses: [{ status: "approved" }],
      },
    ],
  },
];
