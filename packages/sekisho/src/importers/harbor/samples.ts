import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const source =
  "goharbor/pluggable-scanner-spec: scanner-adapter-openapi-v1.1.yaml; Harbor 2 API, artifacts/{reference}/additions/vulnerabilities";
const digest = `sha256:${"5".repeat(64)}`;

const flaw = {
  id: "CVE-2021-36159",
  package: "apk-tools",
  version: "2.10.4-r2",
  fix_version: "2.10.7-r0",
  severity: "Critical",
  description: "A length is not checked.",
  links: ["https://avd.example.test/cve-2021-36159"],
  artifact_digests: [digest],
  preferred_cvss: {
    score_v3: 9.1,
    score_v2: null,
    vector_v3: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:H",
    vector_v2: "",
  },
  cwe_ids: ["CWE-125"],
  vendor_attributes: { CVSS: { nvd: { V2Score: 6.4, V2Vector: "AV:N/AC:L/Au:N/C:P/I:N/A:P", V3Score: 9.1 } } },
};

const report = {
  generated_at: "2023-04-05T06:07:08.123456Z",
  scanner: { name: "Trivy", vendor: "Aqua Security", version: "v0.37.2" },
  severity: "Critical",
  vulnerabilities: [
    flaw,
    { ...flaw, id: "CVE-2021-1", severity: "None", artifact_digests: null, layer: { digest, diff_id: digest } },
  ],
};

/** What Harbor answers. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      "application/vnd.security.vulnerability.report; version=1.1": {
        vulnerabilities: [{ id: "CVE-2021-1", package: "apk" }],
      },
    },
    findings: 1,
  },
  {
    name: "report 1.1",
    shows: ["typical", "everything"],
    source,
    document: { "application/vnd.security.vulnerability.report; version=1.1": report },
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2021-36159" },
        subject: "pkg:generic/apk-tools",
        vulnerability: {
          fixedIn: "2.10.7-r0",
          score: 9.1,
          weaknesses: ["CWE-125"],
          severities: [
            { system: "cvss-3", from: "harbor" },
            { system: "cvss-2", from: "nvd" },
          ],
        },
        witnesses: [{ tool: "harbor", severity: "Critical" }],
      },
      { rule: { id: "vulnerability/CVE-2021-1" }, severity: "info", evidence: [{ location: { layer: digest } }] },
    ],
  },
  {
    name: "report 1.0",
    source,
    document: {
      "application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0": {
        ...report,
        vulnerabilities: [{ ...flaw, artifact_digests: undefined, preferred_cvss: null }],
      },
    },
    findings: 1,
  },
  { name: "report alone", source, document: report, findings: 2 },
  { name: "nothing found", shows: ["empty"], source, document: { ...report, vulnerabilities: null }, findings: 0 },
  {
    name: "Harbor 1",
    shows: ["old"],
    source: "goharbor/harbor 1.8: docs/swagger.yaml",
    document: [
      {
        id: "CVE-2018-12",
        severity: 5,
        package: "bzip2",
        version: "1.0.6",
        description: "d",
        link: "https://x.example.test",
        fixedVersion: "1.0.7",
      },
      { id: "CVE-2018-13", severity: 2, package: "bzip2", version: "1.0.6", link: "" },
    ],
    findings: 2,
    contains: [{ severity: "high", vulnerability: { fixedIn: "1.0.7" } }, { vulnerability: { rating: "unknown" } }],
  },
  {
    name: "wrong types",
    source,
    document: {
      ...report,
      vulnerabilities: [
        { ...flaw, id: 7 },
        { ...flaw, links: "x", preferred_cvss: 5, artifact_digests: ["sha256:short"] },
        [],
      ],
    },
    findings: 1,
    unread: 2,
  },
];
