import type { ImportSample } from "../sample.ts";

const uri = (path: string): object => ({ physicalLocation: { artifactLocation: { uri: path } } });

/** Flaws of packages as scanners write them into SARIF. */
export const packageSamples: readonly ImportSample[] = [
  {
    name: "packages in the words of Grype, Docker Scout and OSV-Scanner",
    source: "messages of Grype 0.74, docker scout 1.4, osv-scanner 1.7",
    document: {
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "Grype",
              rules: [{ id: "CVE-2024-10001-lodash", properties: { "security-severity": "9.8" } }],
            },
          },
          results: [
            {
              ruleId: "CVE-2024-10001-lodash",
              message: {
                text: "A critical vulnerability in npm package: lodash, version 4.17.0 was found at: /app/package-lock.json",
              },
            },
          ],
        },
        {
          tool: { driver: { name: "docker scout" } },
          results: [
            {
              ruleId: "CVE-2024-10002",
              level: "none",
              message: {
                text: "  Vulnerability   : CVE-2024-10002\n  Package         : pkg:npm/lodash@4.17.0\n  Fixed version   : 4.17.1",
              },
            },
          ],
        },
        {
          tool: { driver: { name: "osv-scanner" } },
          results: [
            {
              ruleId: "GHSA-2222-3333-4444",
              message: { text: "Package 'left-pad@1.0.0' is vulnerable to 'GHSA-2222-3333-4444'." },
              locations: [uri("file:///work/package-lock.json")],
            },
            { ruleId: "CVE-2024-10003", message: { text: "Something is wrong here." }, locations: [uri("go.mod")] },
          ],
        },
      ],
    },
    findings: 4,
    contains: [
      { rule: { id: "vulnerability/CVE-2024-10001" }, subject: "pkg:npm/lodash", severity: "critical" },
      { subject: "pkg:npm/lodash", vulnerability: { flaw: "CVE-2024-10002", fixedIn: "4.17.1" } },
      { rule: { id: "vulnerability/GHSA-2222-3333-4444" }, subject: "pkg:generic/left-pad" },
      { subject: "pkg:generic/go.mod", evidence: [{ location: { path: "go.mod" } }] },
    ],
  },
  {
    name: "Docker Scout: packages in properties of rules",
    source:
      "docker scout cves --format sarif: a report of 0.24 (`purl`) in the tests of luminousonion, and 1.22 (`purls`)",
    document: {
      version: "2.1.0",
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      runs: [
        {
          tool: {
            driver: {
              fullName: "Docker Scout",
              informationUri: "https://docker.com/products/docker-scout",
              name: "docker scout",
              version: "1.22.0",
              rules: [
                {
                  id: "GMS-2022-9109",
                  name: "OsPackageVulnerability",
                  shortDescription: { text: "GMS-2022-9109: Using Components with Known Vulnerabilities" },
                  helpUri: "https://scout.docker.com/v/GMS-2022-9109",
                  properties: {
                    affected_version: "<=1.4.19",
                    cvssV3_severity: "UNSPECIFIED",
                    fixed_version: "not fixed",
                    purl: "pkg:maven/com.thoughtworks.xstream/xstream@1.4.5",
                    tags: ["UNSPECIFIED"],
                  },
                },
                {
                  id: "CVE-2022-39288",
                  shortDescription: { text: "CVE-2022-39288: a header stops the process" },
                  properties: {
                    affected_version: "<4.8.1",
                    cvssV3_severity: "HIGH",
                    fixed_version: "4.8.1",
                    purls: ["pkg:npm/fastify@3.29.0"],
                    "security-severity": "7.5",
                    tags: ["HIGH"],
                  },
                },
              ],
            },
          },
          results: [
            { ruleId: "GMS-2022-9109", ruleIndex: 0, level: "none", message: { text: "A flaw without a repair." } },
            { ruleId: "CVE-2022-39288", ruleIndex: 1, level: "error", message: { text: "A flaw with a repair." } },
          ],
        },
      ],
    },
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/GMS-2022-9109" },
        subject: "pkg:maven/com.thoughtworks.xstream/xstream",
        vulnerability: { installed: "1.4.5", status: "affected" },
      },
      {
        rule: { id: "vulnerability/CVE-2022-39288" },
        subject: "pkg:npm/fastify",
        severity: "high",
        vulnerability: { installed: "3.29.0", fixedIn: "4.8.1" },
        witnesses: [{ tool: "docker-scout", version: "1.22.0" }],
      },
    ],
  },
];
