import type { ImportSample } from "../sample.ts";

const digest = `sha256:${"3".repeat(64)}`;

/** Fields under the names that the engine and the command line give them. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "engine, with when and whether it is repaired",
    source: "anchore/anchore-engine 1.0: services/apiext/swagger, Vulnerability",
    document: {
      image_digest: digest,
      imageReference: "acme/shop:1",
      vulnerabilities: [
        {
          vuln: "CVE-2020-2",
          packageName: "curl",
          package_version: "7.64",
          package_type: "dpkg",
          severity: "Low",
          description: "A heap is overrun.",
          detected_at: "2020-02-03T04:05:06Z",
          will_not_fix: true,
          nvd_data: [{ cvss_v2: { base_score: 5, vector_string: "AV:N/AC:L/Au:N/C:P/I:N/A:N" } }],
        },
        {
          vuln: "CVE-2020-3",
          packageName: "zlib",
          packageVersion: "1",
          packageType: "apk",
          detectedAt: "2020-02-04T04:05:06Z",
          nvdData: [{ cvssV2: { baseScore: 4.3 } }],
          vendorData: [{ cvssV3: { baseScore: 6.1 } }],
        },
      ],
    },
    findings: 2,
    contains: [
      {
        message: "A heap is overrun.",
        witnesses: [{ firstSeen: "2020-02-03T04:05:06Z" }],
        evidence: [{ location: { path: "acme/shop:1" } }],
        vulnerability: {
          status: "will-not-fix",
          severities: [{ system: "cvss-2", vector: "AV:N/AC:L/Au:N/C:P/I:N/A:N", score: 5 }],
        },
      },
      {
        witnesses: [{ firstSeen: "2020-02-04T04:05:06Z" }],
        vulnerability: {
          severities: [
            { from: "nvd", score: 4.3 },
            { from: "vendor", score: 6.1 },
          ],
        },
      },
    ],
  },
  {
    name: "command line, an image by its tag",
    source: "anchorectl 1.x: image vulnerabilities -o json",
    document: {
      imageTag: "acme/shop:2",
      vulnerabilities: [
        {
          vuln: "CVE-2020-4",
          packageName: "left-pad",
          packageVersion: "1.0.0",
          packageType: "npm",
          severity: "Low",
          url: "https://security-tracker.example.test/CVE-2020-4",
        },
      ],
    },
    findings: 1,
    contains: [{ subject: "pkg:npm/left-pad", evidence: [{ location: { path: "acme/shop:2" } }] }],
  },
  {
    name: "policies of an image by the tag that was evaluated",
    source: "anchorectl 1.x: image check --detail -o json",
    document: [
      {
        imageDigest: digest,
        evaluationTag: "acme/shop:3",
        detail: [
          {
            gate: "dockerfile",
            trigger: "instruction",
            policyId: "48e6f7d6-1765-11e8-b5f9-8b6f228548b6",
            status: "go",
            description: "HEALTHCHECK is there",
          },
        ],
      },
    ],
    findings: 1,
    contains: [{ rule: { id: "anchore/dockerfile/instruction" }, severity: "info" }],
  },
];
