import type { ImportSample } from "../sample.ts";

/** Parts that not all updaters of Clair fill. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "layer, the distribution at the package, both versions of CVSS",
    source: "quay/clair v2: api/v1/models.go",
    document: {
      Layer: {
        Name: "l1",
        Features: [
          {
            Name: "musl",
            NamespaceName: "alpine:v3.9",
            Version: "1.1.20-r4",
            AddedBy: `l1sha256:${"4".repeat(64)}`,
            Vulnerabilities: [
              {
                Name: "CVE-2019-14697",
                Severity: "High",
                Metadata: {
                  NVD: {
                    CVSSv2: { Score: 7.5, Vectors: "AV:N/AC:L/Au:N/C:P/I:P/A:P" },
                    CVSSv3: { Score: 9.8, Vectors: "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
                  },
                },
              },
            ],
          },
        ],
      },
    },
    findings: 1,
    contains: [
      {
        subject: "pkg:apk/alpine/musl",
        evidence: [{ location: { layer: `sha256:${"4".repeat(64)}` } }],
        vulnerability: {
          severities: [
            { system: "cvss-3", score: 9.8 },
            { system: "cvss-2", score: 7.5 },
          ],
        },
      },
    ],
  },
];
