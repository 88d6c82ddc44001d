import type { ImportSample } from "../sample.ts";

const source = "SPDX 3.0.1, Security profile; SPDX 2.3, section 7.21";

/** What tools write as SPDX. */
export const samples: readonly ImportSample[] = [
  {
    name: "2.3 without packages",
    shows: ["empty"],
    source,
    document: {
      spdxVersion: "SPDX-2.3",
      dataLicense: "CC0-1.0",
      SPDXID: "SPDXRef-DOCUMENT",
      name: "empty",
      documentNamespace: "https://example.com/empty",
      creationInfo: { created: "2026-01-01T00:00:00Z", creators: ["Tool: a"] },
    },
    findings: 0,
  },
  {
    name: "3.0 with the security profile",
    shows: ["typical", "everything"],
    source,
    document: {
      "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
      "@graph": [
        { type: "CreationInfo", "@id": "_:c", specVersion: "3.0.1", created: "2024-05-06T07:08:09Z" },
        {
          type: "software_Package",
          spdxId: "urn:p1",
          name: "openssl",
          software_packageVersion: "3.0.7",
          software_packageUrl: "pkg:deb/debian/openssl@3.0.7",
        },
        { type: "software_Package", spdxId: "urn:p2", name: "own", software_packageVersion: "2" },
        {
          type: "security_Vulnerability",
          spdxId: "urn:v1",
          summary: "Type confusion",
          description: "Addresses are taken for others.",
          externalIdentifier: [
            { type: "ExternalIdentifier", externalIdentifierType: "cve", identifier: "CVE-2023-0286" },
            { type: "ExternalIdentifier", externalIdentifierType: "securityOther", identifier: "GHSA-2222-3333-4444" },
          ],
          externalRef: [
            { type: "ExternalRef", externalRefType: "securityAdvisory", locator: ["https://example.com/1"] },
          ],
        },
        { type: "security_Vulnerability", spdxId: "urn:v2", name: "CVE-2023-9999" },
        {
          type: "security_CvssV3VulnAssessmentRelationship",
          spdxId: "urn:r1",
          relationshipType: "hasAssessmentFor",
          from: "urn:v1",
          to: ["urn:p1"],
          security_score: "7.4",
          security_severity: "high",
          security_vectorString: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:H",
        },
        {
          type: "security_EpssVulnAssessmentRelationship",
          spdxId: "urn:r2",
          relationshipType: "hasAssessmentFor",
          from: "urn:v1",
          to: ["urn:p1"],
          security_probability: "0.01",
          security_percentile: "0.5",
          security_publishedTime: "2024-05-01T00:00:00Z",
        },
        {
          type: "security_VexAffectedVulnAssessmentRelationship",
          spdxId: "urn:r3",
          relationshipType: "affects",
          from: "urn:v1",
          to: ["urn:p1"],
          security_actionStatement: "Upgrade to 3.0.8",
        },
        {
          type: "security_VexNotAffectedVulnAssessmentRelationship",
          spdxId: "urn:r4",
          relationshipType: "doesNotAffect",
          from: "urn:v1",
          to: ["urn:p2"],
          security_justificationType: "componentNotPresent",
          security_impactStatement: "built without it",
        },
        {
          type: "Relationship",
          spdxId: "urn:r5",
          relationshipType: "hasAssociatedVulnerability",
          from: "urn:p2",
          to: ["urn:v2"],
        },
        { type: "Relationship", spdxId: "urn:r6", relationshipType: "dependsOn", from: "urn:p2", to: ["urn:p1"] },
      ],
    },
    findings: 3,
    packages: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-0286", aliases: ["CVE-2023-0286", "GHSA-2222-3333-4444"] },
        subject: "pkg:deb/debian/openssl",
        severity: "high",
        remediation: "Upgrade to 3.0.8",
        vulnerability: { score: 7.4, epss: { probability: 0.01, percentile: 0.5, date: "2024-05-01" } },
        witnesses: [{ references: ["https://example.com/1"] }],
      },
      {
        subject: "pkg:generic/own",
        status: "accepted",
        exception: { reason: "built without it", justification: "component_not_present" },
      },
      { rule: { id: "vulnerability/CVE-2023-9999" }, subject: "pkg:generic/own", status: "open" },
    ],
  },
  {
    name: "3.0 without flaws, and an element that is none",
    source,
    document: {
      "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
      "@graph": [{ type: "software_Package", spdxId: "urn:p1", name: "openssl" }, 5],
    },
    findings: 0,
    packages: 1,
    unread: 1,
  },
  {
    name: "2.3 with references to advisories",
    source,
    document: {
      spdxVersion: "SPDX-2.3",
      SPDXID: "SPDXRef-DOCUMENT",
      packages: [
        {
          SPDXID: "SPDXRef-1",
          name: "openssl",
          externalRefs: [
            { referenceCategory: "SECURITY", referenceType: "advisory", referenceLocator: "https://example.com/1" },
            { referenceCategory: "SECURITY", referenceType: "cpe23Type", referenceLocator: "cpe:2.3:a:openssl" },
          ],
        },
      ],
    },
    findings: 0,
    packages: 1,
    leftOut: 1,
  },
  {
    name: "2.2 tag-value",
    shows: ["smallest", "old"],
    source,
    document:
      "SPDXVersion: SPDX-2.2\nDataLicense: CC0-1.0\n\nPackageName: openssl\nExternalRef: SECURITY advisory https://example.com/1\n",
    findings: 0,
    packages: 1,
    leftOut: 1,
  },
];
