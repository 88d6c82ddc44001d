import type { ImportSample } from "../sample.ts";
import { reportSamples } from "./report-samples.ts";

const source = "Sysdig Secure: sysdig-cli-scanner --output-json, API v1 of scan results";
const digest = `sha256:${"f".repeat(64)}`;
const metadata = {
  pullString: "shop:1",
  imageId: digest,
  digest,
  baseOs: "debian 12.5",
  size: 1,
  os: "linux",
  architecture: "amd64",
};

const flaw = {
  name: "CVE-2024-1111",
  severity: "high",
  cvssScore: { version: "3.1", score: 7.5, vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" },
  disclosureDate: "2024-02-03",
  exploitable: false,
  fixVersion: "3.0.14-1",
  packageRef: "p1",
  mainProvider: "vulndb",
};

const result = {
  info: { resultUrl: "https://secure.example.test" },
  scanner: { name: "sysdig-cli-scanner", version: "1.22.0" },
  result: {
    assetType: "containerImage",
    stage: "pipeline",
    metadata,
    layers: { l1: { digest, index: 0, command: "ADD" } },
    packages: {
      p1: {
        name: "libssl3",
        version: "3.0.11-1",
        type: "os",
        path: "/var/lib/dpkg/status",
        layerRef: "l1",
        isRunning: false,
        isRemoved: false,
        vulnerabilitiesRefs: ["v1"],
      },
      p2: {
        name: "requests",
        version: "2.0.0",
        type: "python",
        path: "/usr/lib/python3",
        layerRef: digest,
        suggestedFix: "2.31.0",
        vulnerabilitiesRefs: ["v2", "v9"],
      },
      p3: { name: "clean", version: "1", type: "os", vulnerabilitiesRefs: null },
    },
    vulnerabilities: {
      v1: flaw,
      v2: { ...flaw, name: "CVE-2024-2222", severity: "negligible", fixVersion: "", riskAcceptRefs: ["a1"] },
    },
    riskAccepts: {
      a1: {
        reason: "RiskOwned",
        description: "Until the next release",
        expirationDate: "2027-03-31",
        status: "active",
      },
    },
    policies: { evaluations: [], globalEvaluation: "passed" },
  },
};

/** What Sysdig Secure writes. */
export const samples: readonly ImportSample[] = [
  ...reportSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      result: {
        metadata: {},
        packages: { "1": { name: "a", vulnerabilitiesRefs: ["2"] } },
        vulnerabilities: { "2": { name: "CVE-2024-2" } },
      },
    },
    findings: 1,
  },
  {
    name: "packages by id",
    shows: ["typical", "everything"],
    source,
    document: result,
    findings: 2,
    leftOut: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2024-1111" },
        subject: "pkg:deb/debian/libssl3",
        severity: "high",
        vulnerability: { fixedIn: "3.0.14-1", score: 7.5, severities: [{ from: "vulndb" }] },
        evidence: [{ location: { path: "/var/lib/dpkg/status", layer: digest } }],
        witnesses: [{ version: "1.22.0" }],
      },
      {
        subject: "pkg:pypi/requests",
        status: "accepted",
        exception: { reason: "RiskOwned: Until the next release", expires: "2027-03-31" },
        vulnerability: { fixedIn: "2.31.0" },
      },
    ],
  },
  {
    name: "list of packages",
    shows: ["old"],
    source: "Sysdig Secure: sysdig-cli-scanner 1.3 --output-json",
    document: {
      result: {
        metadata,
        packages: [
          {
            name: "musl",
            version: "1.2",
            type: "os",
            path: "lib/apk/db/installed",
            layerRef: digest,
            vulns: [
              {
                name: "CVE-2020-28928",
                severity: { label: "Medium", value: 5 },
                cvssScore: { value: { version: "3.1", score: 5.5, vector: "" } },
                fixedInVersion: "1.2.2",
              },
            ],
          },
          {
            name: "left",
            version: "1.0.0",
            type: "npm",
            suggestedFix: "1.0.1",
            vulns: [{ name: "CVE-2020-9999", severity: { label: "Low" } }],
          },
          { name: "ok", version: "1", vulns: null },
        ],
      },
    },
    findings: 2,
    contains: [
      { subject: "pkg:npm/left", vulnerability: { fixedIn: "1.0.1" } },
      {
        rule: { id: "vulnerability/CVE-2020-28928" },
        severity: "medium",
        vulnerability: { score: 5.5, fixedIn: "1.2.2" },
      },
    ],
  },
  {
    name: "CSV",
    source: "Sysdig Secure: Reporting, Vulnerabilities",
    document: [
      "Vulnerability ID,Severity,Package name,Package version,Package type,Package path,Image,OS Name,CVSS version,CVSS score,CVSS vector,Vuln link,Fix version,K8S cluster name,K8S namespace name,K8S workload type,K8S workload name,K8S container name,Image ID,Risk accepted",
      `CVE-2024-1111,High,libssl3,3.0.11-1,os,,shop:1,debian,3.1,7.5,,https://x.example.test,3.0.14-1,prod,shop,deployment,web,app,${digest},false`,
      `CVE-2024-2222,Low,left,1.0.0,javascript,/app/package.json,shop:1,debian,,,,,,,,,,,,true`,
    ].join("\n"),
    findings: 2,
    contains: [
      {
        subject: "pkg:deb/debian/libssl3",
        evidence: [{ message: "prod: shop/web[Deployment]/container:app" }],
        vulnerability: { score: 7.5 },
      },
      { subject: "pkg:npm/left", status: "accepted" },
    ],
  },
  {
    name: "CSV, names in lower case",
    shows: ["smallest"],
    source: "Sysdig Secure: Reporting API",
    document:
      "vulnerability id,severity,package name,package version,package type\nCVE-2024-1111,Critical,jackson,2,java\n",
    findings: 1,
    contains: [{ subject: "pkg:maven/jackson", severity: "critical" }],
  },
  {
    name: "CSV, capitals",
    shows: ["empty"],
    source: "Sysdig Secure: Registry and pipeline results, CSV",
    document: "Vulnerability ID,Severity,Package Name,Package Version,Package Type\n",
    findings: 0,
  },
  {
    name: "a machine",
    source,
    document: {
      result: {
        metadata: { hostName: "node-1", baseOs: "ubuntu 22.04" },
        packages: { "1": { name: "bash", type: "os", vulnerabilitiesRefs: ["2"] } },
        vulnerabilities: { "2": { name: "CVE-2024-2" } },
      },
    },
    findings: 1,
    contains: [{ subject: "pkg:deb/ubuntu/bash", evidence: [{ location: { path: "node-1" } }] }],
  },
  {
    name: "wrong types",
    source,
    document: {
      result: {
        metadata: 5,
        packages: { p1: { name: "a", version: "1", type: "npm", vulnerabilitiesRefs: ["v1", "v2"] } },
        vulnerabilities: { v1: { ...flaw, cvssScore: 5 }, v2: { severity: "high" } },
      },
    },
    findings: 1,
    unread: 1,
    contains: [{ subject: "pkg:npm/a" }],
  },
];
