import type { ImportSample } from "../sample.ts";

const source = "Dependency-Track: docs/integrations/file-formats";

const finding = {
  component: {
    uuid: "b815b581",
    name: "timespan",
    group: "npm",
    version: "2.3.0",
    purl: "pkg:npm/timespan@2.3.0",
    project: "ca4f2da9",
  },
  vulnerability: {
    uuid: "115fa411",
    source: "NPM",
    vulnId: "533",
    title: "Regular expression denial of service",
    severity: "LOW",
    severityRank: 3,
    cvssV2BaseScore: 5,
    cvssV2Vector: "(AV:N/AC:L/Au:N/C:N/I:N/A:P)",
    cvssV3BaseScore: 5.3,
    cvssV3Vector: "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L",
    cweId: 400,
    cweName: "Uncontrolled Resource Consumption",
    cwes: [
      { cweId: 400, name: "x" },
      { cweId: 1333, name: "y" },
    ],
    description: "Takes long.",
    recommendation: "None.",
    aliases: [{ cveId: "CVE-2017-16115", ghsaId: "GHSA-f523-2f5j-gfcg" }],
    epssScore: 0.0021,
    epssPercentile: 0.59,
  },
  analysis: { state: "NOT_SET", isSuppressed: false },
  attribution: { analyzerIdentity: "INTERNAL_ANALYZER", attributedOn: 1_577_934_000_000 },
  matrix: "ca4f2da9:b815b581:115fa411",
};

const document = {
  version: "1.2",
  meta: {
    application: "Dependency-Track",
    version: "4.5.0",
    timestamp: "2022-02-18T23:31:42Z",
    baseUrl: "https://track.example.test",
  },
  project: { uuid: "ca4f2da9", name: "Acme", version: "1.0" },
};

/** What Dependency-Track exports. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      version: "1.0",
      meta: { application: "Dependency-Track" },
      project: {},
      findings: [{ component: { name: "lib" }, vulnerability: { vulnId: "CVE-2020-1" } }],
    },
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      ...document,
      findings: [
        finding,
        {
          ...finding,
          vulnerability: { ...finding.vulnerability, vulnId: "CVE-2020-1", source: "NVD", aliases: [] },
          analysis: { state: "NOT_AFFECTED", isSuppressed: false },
        },
        {
          ...finding,
          component: { name: "lib", group: "org.acme", version: "1" },
          analysis: { state: "NOT_SET", isSuppressed: true },
        },
      ],
    },
    findings: 3,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2017-16115", aliases: ["533", "CVE-2017-16115", "GHSA-f523-2f5j-gfcg"] },
        subject: "pkg:npm/timespan",
        status: "open",
        vulnerability: {
          score: 5.3,
          weaknesses: ["CWE-400", "CWE-1333"],
          epss: { probability: 0.0021, percentile: 0.59, date: "2022-02-18" },
        },
        witnesses: [{ tool: "dependency-track", version: "4.5.0", rule: "533", firstSeen: "2020-01-02T03:00:00.000Z" }],
      },
      { rule: { id: "vulnerability/CVE-2020-1" }, status: "accepted", exception: { reason: "NOT_AFFECTED" } },
      { subject: "pkg:generic/org.acme/lib", status: "accepted", exception: { reason: "suppressed" } },
    ],
  },
  {
    name: "affected ranges",
    source:
      "Dependency-Track 4.14, FPF 1.6; DefectDojo, unittests/scans/dependency_track/finding_with_multiple_affected_ranges.json",
    document: {
      ...document,
      version: "1.6",
      findings: [
        {
          component: { name: "core", version: "2.14.1", purl: "pkg:maven/org.acme/core@2.14.1" },
          vulnerability: {
            vulnId: "CVE-2021-44228",
            affectedVersions: [
              { versionType: "RANGE", versionStartIncluding: "3.0.0", versionEndExcluding: "3.2.0" },
              { versionType: "RANGE", versionStartIncluding: "2.0.0", versionEndExcluding: "2.15.0" },
              { versionType: "EXACT", version: "2.14.1" },
            ],
          },
        },
      ],
    },
    findings: 1,
    contains: [{ subject: "pkg:maven/org.acme/core", vulnerability: { fixedIn: "2.15.0" } }],
  },
  { name: "nothing found", shows: ["empty"], source, document: { ...document, findings: [] }, findings: 0 },
  {
    name: "wrong types",
    source,
    document: {
      ...document,
      project: 5,
      findings: [
        { ...finding, component: null },
        { ...finding, vulnerability: { ...finding.vulnerability, aliases: "x", cwes: [5] } },
      ],
    },
    findings: 1,
    unread: 2,
  },
];
