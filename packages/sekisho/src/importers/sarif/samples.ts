import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";
import { packageSamples } from "./package-samples.ts";

const source = "SARIF 2.1.0, OASIS Standard, section 3";
const uri = (path: string): object => ({ physicalLocation: { artifactLocation: { uri: path } } });

/** What tools write as SARIF. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "one result, smallest",
    shows: ["smallest"],
    source,
    document: { version: "2.1.0", runs: [{ tool: { driver: { name: "a" } }, results: [{ message: { text: "b" } }] }] },
    findings: 1,
  },
  {
    name: "smallest",
    shows: ["empty"],
    source,
    document: { version: "2.1.0", runs: [{ tool: { driver: { name: "anything" } }, results: [] }] },
    findings: 0,
  },
  {
    name: "a Dockerfile judged by hadolint",
    shows: ["typical"],
    source,
    document: {
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "Hadolint", version: "2.12.0" } },
          results: [
            {
              ruleId: "DL3008",
              level: "warning",
              message: { text: "Pin versions in apt get install" },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "Dockerfile" },
                    region: {
                      startLine: 3,
                      startColumn: 1,
                      endLine: 3,
                      endColumn: 1,
                      snippet: { text: "RUN apt-get" },
                    },
                  },
                },
              ],
            },
            { ruleId: "SC2086", level: "note", message: { text: "Double quote" }, locations: [uri("Dockerfile")] },
          ],
        },
      ],
    },
    findings: 2,
    contains: [
      {
        rule: { id: "dockerfile/unpinned-apt-package" },
        subject: "",
        evidence: [{ location: { path: "Dockerfile", startLine: 3 }, excerpt: "RUN apt-get" }],
        witnesses: [{ tool: "hadolint", version: "2.12.0", rule: "DL3008", severity: "warning" }],
      },
      { rule: { id: "shell/unquoted-variable" } },
    ],
  },
  {
    name: "an image judged by Trivy",
    source: "Trivy 0.50: trivy image --format sarif",
    document: {
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              fullName: "Trivy Vulnerability Scanner",
              name: "Trivy",
              version: "0.50.0",
              rules: [
                {
                  id: "CVE-2023-0286",
                  name: "OsPackageVulnerability",
                  shortDescription: { text: "X.400 address type confusion" },
                  defaultConfiguration: { level: "error" },
                  helpUri: "https://avd.aquasec.com/nvd/cve-2023-0286",
                  properties: { "security-severity": "7.4", tags: ["vulnerability", "security", "HIGH", "CWE-843"] },
                },
              ],
            },
          },
          originalUriBaseIds: { ROOTPATH: { uri: "file:///" } },
          properties: {
            imageName: "shop/web:1",
            repoDigests: ["shop/web@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
          },
          results: [
            {
              ruleId: "CVE-2023-0286",
              ruleIndex: 0,
              level: "error",
              message: {
                text: "Package: libssl3\nInstalled Version: 3.0.7-1\nVulnerability CVE-2023-0286\nSeverity: HIGH\nFixed Version: 3.0.8-1\nLink: [CVE-2023-0286](https://avd.aquasec.com/nvd/cve-2023-0286)",
              },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "shop/web", uriBaseId: "ROOTPATH" },
                    region: { startLine: 1 },
                  },
                },
              ],
            },
          ],
        },
      ],
    },
    findings: 1,
    contains: [
      {
        kind: "vulnerability",
        rule: { id: "vulnerability/CVE-2023-0286" },
        subject: "pkg:generic/libssl3",
        severity: "high",
        vulnerability: { installed: "3.0.7-1", fixedIn: "3.0.8-1", weaknesses: ["CWE-843"] },
        witnesses: [{ tool: "trivy", version: "0.50.0", references: ["https://avd.aquasec.com/nvd/cve-2023-0286"] }],
      },
    ],
  },
  ...packageSamples,
  {
    name: "every optional part",
    shows: ["everything"],
    source,
    document: {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "Code Guard",
              semanticVersion: "4.1.0",
              rules: [
                {
                  id: "CG100",
                  shortDescription: { text: "Query made of input" },
                  help: { text: "Use parameters." },
                  helpUri: "https://guard.example.com/CG100",
                  messageStrings: { default: { text: "The text {0} reaches {1}" } },
                  defaultConfiguration: { level: "note" },
                  properties: { tags: ["external/cwe/cwe-089"] },
                },
              ],
            },
            extensions: [
              {
                name: "extra",
                rules: [
                  {
                    id: "EX1",
                    shortDescription: { text: "Old hash" },
                    relationships: [{ target: { id: "328", toolComponent: { name: "CWE" } } }],
                  },
                ],
              },
            ],
          },
          originalUriBaseIds: { SRC: { uri: "services/", uriBaseId: "ROOT" }, ROOT: { uri: "app/" } },
          artifacts: [{ location: { uri: "lib/hash.ts" } }],
          invocations: [
            {
              executionSuccessful: false,
              exitCodeDescription: "out of memory",
              startTimeUtc: "2025-01-02T03:04:05Z",
              toolExecutionNotifications: [{ level: "error", message: { text: "could not read x.ts" } }],
              ruleConfigurationOverrides: [{ descriptor: { id: "CG100" }, configuration: { level: "error" } }],
            },
          ],
          results: [
            {
              ruleId: "CG100",
              message: { id: "default", arguments: ["name", "query"] },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "db%20one.ts", uriBaseId: "SRC" },
                    region: { startLine: 7 },
                  },
                  logicalLocations: [{ fullyQualifiedName: "db.find" }],
                },
              ],
              baselineState: "unchanged",
              partialFingerprints: { "primaryLocationLineHash/v1": "39fa2ee980eb94b0:1" },
              hostedViewerUri: "https://guard.example.com/result/1",
              provenance: { firstDetectionTimeUtc: "2024-01-02T03:04:05Z" },
              fixes: [{ description: { text: "Pass a parameter." } }],
            },
            {
              rule: { index: 0, toolComponent: { name: "extra", index: 0 } },
              message: { text: "MD5" },
              locations: [{ physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 2 } } }],
              suppressions: [{ kind: "external", status: "accepted", justification: "only a checksum" }],
            },
            {
              ruleId: "CG100",
              message: { text: "waits" },
              locations: [uri("b.ts")],
              suppressions: [{ kind: "inSource", status: "underReview" }],
            },
            { ruleId: "CG100", kind: "pass", message: { text: "fine" }, locations: [uri("c.ts")] },
            { ruleId: "CG100", kind: "notApplicable", message: { text: "no database" } },
            { ruleId: "CG100", baselineState: "absent", message: { text: "gone" } },
            { ruleId: "CG100", kind: "open", message: { text: "cannot tell" }, locations: [uri("d.ts")] },
          ],
        },
      ],
    },
    findings: 4,
    passed: 3,
    contains: [
      {
        rule: { id: "code-guard/CG100", aliases: ["code-guard:CG100"] },
        subject: "file:app/services/db one.ts/db.find",
        severity: "high",
        message: "The text name reaches query",
        remediation: "Pass a parameter.",
        evidence: [{ location: { path: "app/services/db one.ts", startLine: 7 } }],
        witnesses: [
          {
            version: "4.1.0",
            status: "unchanged",
            weaknesses: ["CWE-89"],
            references: ["https://guard.example.com/CG100", "https://guard.example.com/result/1"],
            firstSeen: "2024-01-02T03:04:05Z",
          },
        ],
      },
      {
        rule: { id: "code-guard/EX1" },
        subject: "file:lib/hash.ts",
        status: "accepted",
        exception: { reason: "only a checksum" },
        witnesses: [{ weaknesses: ["CWE-328"] }],
      },
      { subject: "file:b.ts", status: "open", witnesses: [{ status: "underReview" }] },
      { subject: "file:d.ts", severity: "info", witnesses: [{ status: "open" }] },
    ],
  },
  {
    name: "secrets and manifests",
    source: "gitleaks 8.18 and kube-linter 0.6: SARIF",
    document: {
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "gitleaks", rules: [{ id: "github-pat", name: "GitHub token" }] } },
          results: [
            { ruleId: "github-pat", message: { text: "github-pat has detected secret" }, locations: [uri("a/.env")] },
          ],
        },
        {
          tool: { driver: { name: "kube-linter" } },
          results: [
            {
              ruleId: "host-network",
              level: "error",
              message: { text: "hostNetwork" },
              locations: [uri("./k8s/web.yaml")],
            },
          ],
        },
      ],
    },
    findings: 2,
    contains: [
      { kind: "secret", rule: { aliases: ["gitleaks:github-pat"] }, subject: "file:a/.env" },
      { rule: { id: "workload/host-network" }, evidence: [{ location: { path: "k8s/web.yaml" } }] },
    ],
  },
  {
    name: "wrong types",
    source,
    document: {
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: 5, rules: "none" } },
          results: [
            { ruleId: "A1", level: 3, message: { text: "kept without its level" }, locations: [uri("a.ts")] },
            "no result",
            { ruleId: "A2", message: { text: "kept" }, locations: [uri("b.ts")] },
          ],
        },
      ],
    },
    findings: 2,
    unread: 1,
    contains: [{ rule: { id: "sarif/A1" }, severity: "medium" }],
  },
];
