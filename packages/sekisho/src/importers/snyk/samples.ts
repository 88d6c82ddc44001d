import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const source = "Snyk CLI: snyk test --json, snyk container test --json, snyk iac test --json";

const flaw = {
  id: "SNYK-JS-LODASH-1018905",
  title: "Regular Expression Denial of Service",
  CVSSv3: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L",
  cvssScore: 5.3,
  severity: "medium",
  severityWithCritical: "medium",
  identifiers: { CVE: ["CVE-2020-28500"], CWE: ["CWE-1333"], GHSA: ["GHSA-29mw-wpgm-hmr9"] },
  packageName: "lodash",
  moduleName: "lodash",
  packageManager: "npm",
  version: "4.17.20",
  name: "lodash",
  from: ["shop@1.0.0", "lodash@4.17.20"],
  upgradePath: [false, "lodash@4.17.21"],
  fixedIn: ["4.17.21"],
  description: "Long texts take long.",
  references: [{ title: "Fix", url: "https://github.example.test/lodash/commit" }],
  epssDetails: { percentile: "0.60000", probability: "0.00200", modelVersion: "v2025.03.14" },
  cvssSources: [
    {
      assigner: "NVD",
      severity: "medium",
      baseScore: 5.3,
      cvssVersion: "3.1",
      vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L",
    },
  ],
};

const project = {
  vulnerabilities: [flaw, { ...flaw, from: ["shop@1.0.0", "async@1.0.0", "lodash@4.17.20"] }],
  ok: false,
  dependencyCount: 12,
  org: "shop",
  packageManager: "npm",
  projectName: "shop",
  displayTargetFile: "package-lock.json",
  path: "services/shop",
  filtered: {
    ignore: [
      {
        ...flaw,
        id: "SNYK-JS-X-1",
        identifiers: { CVE: [], CWE: [] },
        packageName: "@acme/x",
        filtered: { ignored: [{ reason: "No user input", expires: "2027-01-31T00:00:00.000Z", path: ["*"] }] },
      },
    ],
    patch: [],
  },
};

const privileged = {
  id: "SNYK-CC-K8S-1",
  title: "Container is running in privileged mode",
  severity: "high",
  isIgnored: false,
  subType: "Deployment",
  documentation: "https://snyk.example.test/rules/K8S-1",
  issue: "Container is running in privileged mode",
  impact: "It can do everything the host can do.",
  resolve: "Remove the attribute",
  msg: "input.spec.privileged",
  path: ["[DocId: 0]", "input", "spec", "containers[web]", "privileged"],
  lineNumber: 12,
};

/** What Snyk writes. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { vulnerabilities: [{ id: "SNYK-1", name: "a" }], ok: false, dependencyCount: 1 },
    findings: 1,
  },
  {
    name: "one project",
    shows: ["typical", "everything"],
    source,
    document: project,
    findings: 3,
    contains: [
      {
        rule: {
          id: "vulnerability/CVE-2020-28500",
          aliases: ["CVE-2020-28500", "GHSA-29mw-wpgm-hmr9", "SNYK-JS-LODASH-1018905"],
        },
        subject: "pkg:npm/lodash",
        evidence: [{ location: { path: "package-lock.json" } }],
        vulnerability: {
          fixedIn: "4.17.21",
          score: 5.3,
          weaknesses: ["CWE-1333"],
          epss: { probability: 0.002, percentile: 0.6, date: "2025-03-14" },
        },
        witnesses: [{ tool: "snyk", rule: "SNYK-JS-LODASH-1018905", severity: "medium" }],
      },
      { subject: "pkg:npm/@acme/x", status: "accepted", exception: { reason: "No user input", expires: "2027-01-31" } },
    ],
  },
  {
    name: "several projects, one of which could not be tested, a licence",
    source,
    document: [
      { ...project, filtered: { ignore: [], patch: [] } },
      { ok: false, error: "Missing node_modules", path: "services/old" },
      {
        ok: false,
        dependencyCount: 1,
        packageManager: "pip",
        path: ".",
        vulnerabilities: [
          {
            id: "snyk:lic:pip:thing:GPL-3.0",
            type: "license",
            title: "GPL-3.0 license",
            severity: "high",
            packageName: "thing",
            version: "1",
          },
        ],
      },
    ],
    findings: 3,
    contains: [{ rule: { id: "snyk/snyk:lic:pip:thing:GPL-3.0" }, subject: "pkg:pypi/thing" }],
  },
  {
    name: "image with an application",
    source,
    document: {
      vulnerabilities: [
        {
          ...flaw,
          id: "SNYK-DEBIAN11-OPENSSL-1",
          identifiers: { CVE: ["CVE-2023-0286"], CWE: [] },
          packageName: "openssl",
          name: "openssl/libssl1.1",
          packageManager: "debian:11",
          version: "1.1.1n-0",
          fixedIn: null,
          nearestFixedInVersion: "1.1.1n-1",
          dockerfileInstruction: "RUN apt-get install openssl",
        },
      ],
      ok: false,
      dependencyCount: 90,
      packageManager: "deb",
      path: "nginx:1.21/nginx",
      projectName: "docker-image|nginx",
      docker: { baseImage: "debian:11" },
      platform: "linux/amd64",
      applications: [
        {
          vulnerabilities: [flaw],
          ok: false,
          dependencyCount: 3,
          packageManager: "npm",
          targetFile: "/app/package-lock.json",
        },
      ],
    },
    findings: 2,
    contains: [
      {
        subject: "pkg:deb/debian/openssl",
        vulnerability: { fixedIn: "1.1.1n-1" },
        evidence: [{ location: { path: "nginx:1.21" } }],
      },
      { subject: "pkg:npm/lodash", evidence: [{ location: { path: "/app/package-lock.json" } }] },
    ],
  },
  {
    name: "a file of infrastructure",
    source,
    document: {
      meta: { isPrivate: true },
      infrastructureAsCodeIssues: [privileged, { ...privileged, id: "SNYK-CC-K8S-6", isIgnored: true, lineNumber: -1 }],
      projectType: "k8sconfig",
      packageManager: "k8sconfig",
      ok: false,
      targetFile: "deploy/web.yaml",
      path: ".",
    },
    findings: 2,
    contains: [
      {
        rule: { id: "snyk/SNYK-CC-K8S-1" },
        severity: "high",
        subject: "",
        evidence: [{ location: { path: "deploy/web.yaml", startLine: 12 } }],
      },
      { status: "accepted" },
    ],
  },
  {
    name: "several files of infrastructure",
    source,
    document: [
      {
        infrastructureAsCodeIssues: [
          { ...privileged, id: "SNYK-CC-TF-1", path: ["resource", "aws_s3_bucket[logs]", "acl"] },
        ],
        projectType: "terraformconfig",
        ok: false,
        targetFile: "main.tf",
        path: ".",
      },
      { infrastructureAsCodeIssues: [], projectType: "terraformconfig", ok: true, targetFile: "empty.tf", path: "." },
    ],
    findings: 1,
    contains: [{ subject: "file:main.tf/resource.aws_s3_bucket[logs].acl" }],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: { vulnerabilities: [], ok: true, dependencyCount: 3, packageManager: "gomodules", path: "." },
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: {
      vulnerabilities: [{ ...flaw, id: null }, { ...flaw, identifiers: "x", cvssScore: "high" }, null],
      ok: false,
      dependencyCount: 3,
      packageManager: 7,
      path: ".",
    },
    findings: 1,
    unread: 2,
  },
];
