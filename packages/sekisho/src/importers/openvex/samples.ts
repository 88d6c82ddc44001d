import type { ImportSample } from "../sample.ts";

const source = "OpenVEX specification 0.2.0 and 0.0.1";
const digest = "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";

/** What makers of software write as OpenVEX. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      "@context": "https://openvex.dev/ns/v0.2.0",
      statements: [{ vulnerability: { name: "CVE-2023-1" }, products: [{ "@id": "pkg:npm/a@1" }], status: "affected" }],
    },
    findings: 1,
  },
  {
    name: "no statements",
    shows: ["empty"],
    source,
    document: {
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": "https://example.com/vex/0",
      author: "A",
      statements: [],
    },
    findings: 0,
  },
  {
    name: "every status",
    shows: ["typical", "everything"],
    source,
    document: {
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": "https://example.com/vex/1",
      author: "Example",
      timestamp: "2024-05-06T07:08:09Z",
      version: 2,
      statements: [
        {
          vulnerability: { name: "CVE-2023-1255", aliases: ["GHSA-2222-3333-4444"] },
          products: [
            {
              "@id": `pkg:oci/web@${digest}?repository_url=registry.example.com/shop/web&tag=1.2`,
              subcomponents: [
                { "@id": "pkg:apk/alpine/libcrypto3@3.0.8-r3" },
                { "@id": "pkg:apk/alpine/libssl3@3.0.8-r3" },
              ],
            },
          ],
          status: "affected",
          action_statement: "Upgrade to 1.3",
        },
        {
          vulnerability: { name: "CVE-2023-1256" },
          products: [{ "@id": "pkg:npm/lodash@4.17.0" }],
          status: "not_affected",
          justification: "vulnerable_code_not_in_execute_path",
          impact_statement: "The template function is never called.",
        },
        { vulnerability: { name: "CVE-2023-1257" }, products: [{ "@id": "pkg:npm/lodash@4.17.0" }], status: "fixed" },
        {
          vulnerability: { name: "CVE-2023-1258" },
          products: [{ "@id": "pkg:npm/lodash@4.17.0" }],
          status: "under_investigation",
          status_notes: "we are looking",
        },
      ],
    },
    findings: 5,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-1255", aliases: ["CVE-2023-1255", "GHSA-2222-3333-4444"] },
        subject: "pkg:apk/alpine/libssl3",
        status: "open",
        remediation: "Upgrade to 1.3",
        vulnerability: { installed: "3.0.8-r3", status: "affected" },
      },
      {
        rule: { id: "vulnerability/CVE-2023-1256" },
        status: "accepted",
        exception: {
          reason: "The template function is never called.",
          justification: "vulnerable_code_not_in_execute_path",
        },
      },
      { rule: { id: "vulnerability/CVE-2023-1257" }, exception: { reason: "fixed" } },
      { rule: { id: "vulnerability/CVE-2023-1258" }, status: "open", vulnerability: { status: "under-investigation" } },
    ],
  },
  {
    name: "0.0.1, statements that lack something",
    shows: ["old"],
    source,
    document: {
      id: "old",
      format: "text/vex+json",
      author: "Example",
      statements: [
        {
          vulnerability: "CVE-2022-1",
          products: ["pkg:deb/debian/openssl@1.1"],
          status: "affected",
          action_statement: "wait",
        },
        { vulnerability: "CVE-2022-2", products: ["pkg:deb/debian/openssl@1.1"], status: "not_affected" },
        { vulnerability: "CVE-2022-3", products: ["pkg:deb/debian/openssl@1.1"], status: "perhaps" },
        "no statement",
      ],
    },
    findings: 1,
    leftOut: 3,
    contains: [{ rule: { id: "vulnerability/CVE-2022-1" }, subject: "pkg:deb/debian/openssl", remediation: "wait" }],
  },
];
