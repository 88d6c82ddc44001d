import type { ImportSample } from "../sample.ts";

/** Parts that not all scanners behind Harbor fill. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "report with its artifact, a status, and vectors of vendors",
    source:
      "goharbor/pluggable-scanner-spec: scanner-adapter-openapi-v1.1.yaml; DefectDojo, unittests/scans/harbor_vulnerability/harborapipip.json",
    document: {
      generated_at: "2023-11-16T00:14:12.726598+00:00",
      artifact: { repository: "shop/web", digest: `sha256:${"6".repeat(64)}`, mime_type: "x" },
      scanner: { name: "Trivy", vendor: "Aqua Security", version: "v0.44.0" },
      severity: "High",
      vulnerabilities: [
        {
          id: "CVE-2023-1",
          package: "libs",
          version: "1.2.3",
          fix_version: "",
          severity: "Medium",
          status: "will_not_fix",
          links: ["https://avd.example.test/cve-2023-1"],
          preferred_cvss: { score_v3: null, score_v2: 7.5, vector_v3: "", vector_v2: "AV:N/AC:L/Au:N/C:P/I:P/A:P" },
          layer: { digest: `sha256:${"7".repeat(64)}` },
          vendor_attributes: {
            CVSS: { redhat: { V3Score: 4, V3Vector: "CVSS:3.0/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L" } },
          },
        },
      ],
    },
    findings: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-1" },
        evidence: [{ location: { path: "shop/web", layer: `sha256:${"7".repeat(64)}` } }],
        vulnerability: {
          status: "will-not-fix",
          severities: [
            { from: "harbor", system: "cvss-2", score: 7.5 },
            { from: "redhat", system: "cvss-3", score: 4 },
          ],
        },
      },
    ],
  },
  {
    name: "list of version 1 with several links",
    source: "goharbor/harbor 1.10: docs/swagger.yaml, VulnerabilityItem",
    document: [
      {
        id: "CVE-2019-1",
        severity: 4,
        package: "curl",
        version: "7.64",
        link: "https://one.example.test",
        links: ["https://two.example.test"],
        fixedVersion: "7.65",
      },
    ],
    findings: 1,
    contains: [
      { severity: "medium", witnesses: [{ references: ["https://one.example.test", "https://two.example.test"] }] },
    ],
  },
];
