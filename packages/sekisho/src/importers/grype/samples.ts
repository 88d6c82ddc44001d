import type { ImportSample } from "../sample.ts";

const source = "anchore/grype: schema/grype/db-search and grype/presenter/models";
const digest = `sha256:${"1".repeat(64)}`;

const match = {
  vulnerability: {
    id: "GHSA-35jh-r3h4-6jhm",
    dataSource: "https://github.example.test/advisories/GHSA-35jh-r3h4-6jhm",
    namespace: "github:language:javascript",
    severity: "High",
    urls: ["https://lodash.example.test"],
    description: "Command injection in a template",
    cvss: [
      {
        source: "nvd@nist.gov",
        type: "Primary",
        version: "3.1",
        vector: "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H",
        metrics: { baseScore: 7.2, exploitabilityScore: 1.2, impactScore: 5.9 },
        vendorMetadata: {},
      },
    ],
    fix: { versions: ["4.17.21"], state: "fixed" },
    advisories: [{ id: "GHSA-35jh", link: "https://github.example.test/advisories/2" }],
    epss: [{ cve: "CVE-2021-23337", epss: 0.0087, percentile: 0.74, date: "2025-06-01" }],
    knownExploited: [
      { cve: "CVE-2021-23337", dateAdded: "2022-01-10", dueDate: "2022-07-10", knownRansomwareCampaignUse: "Known" },
    ],
    cwes: [{ cve: "CVE-2021-23337", cwe: "CWE-94", source: "nvd", type: "Primary" }],
    risk: 0.7,
  },
  relatedVulnerabilities: [
    { id: "CVE-2021-23337", dataSource: "https://nvd.example.test/CVE-2021-23337", severity: "High", cvss: [] },
  ],
  matchDetails: [{ type: "exact-direct-match", matcher: "javascript-matcher" }],
  artifact: {
    id: "1",
    name: "lodash",
    version: "4.17.20",
    type: "npm",
    locations: [{ path: "/app/node_modules/lodash/package.json", layerID: digest }],
    language: "javascript",
    licenses: ["MIT"],
    purl: "pkg:npm/lodash@4.17.20",
  },
};

const old = {
  vulnerability: {
    id: "CVE-2019-14697",
    severity: "Critical",
    links: ["https://x.example.test"],
    "cvss-v2": { baseScore: 7.5 },
    fixedInVersion: "1.1.22-r3",
  },
  artifact: {
    name: "musl",
    version: "1.1.22-r2",
    type: "apk",
    locations: [{ path: "/lib/apk/db/installed", layerIndex: 0 }],
  },
};

/** What Grype writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { matches: [{ vulnerability: { id: "CVE-2020-8203" }, artifact: { name: "lodash" } }] },
    findings: 1,
  },
  {
    name: "image",
    shows: ["typical", "everything"],
    source,
    document: {
      matches: [
        match,
        {
          ...match,
          vulnerability: {
            ...match.vulnerability,
            id: "CVE-2020-8203",
            severity: "Negligible",
            fix: { versions: [], state: "wont-fix" },
            epss: [],
            knownExploited: null,
          },
          relatedVulnerabilities: [],
        },
      ],
      ignoredMatches: [
        {
          ...match,
          appliedIgnoreRules: [
            { vulnerability: "GHSA-35jh-r3h4-6jhm", reason: "Only in tests", namespace: "", "fix-state": "" },
          ],
          artifact: { ...match.artifact, version: "4.17.19" },
        },
        {
          ...match,
          vulnerability: { ...match.vulnerability, id: "CVE-2018-3721" },
          relatedVulnerabilities: null,
          appliedIgnoreRules: [{ "vex-status": "not_affected", "vex-justification": "component_not_present" }],
        },
      ],
      source: {
        type: "image",
        target: {
          userInput: "shop:1",
          imageID: digest,
          manifestDigest: digest,
          mediaType: "x",
          tags: ["shop:1"],
          imageSize: 1,
          layers: [],
          manifest: "e30=",
          config: "e30=",
          repoDigests: [`shop@${digest}`],
        },
      },
      distro: { name: "debian", version: "12", idLike: [] },
      descriptor: { name: "grype", version: "0.92.0", configuration: {}, timestamp: "2025-06-02T10:00:00Z" },
    },
    findings: 4,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2021-23337", aliases: ["CVE-2021-23337", "GHSA-35jh-r3h4-6jhm"] },
        subject: "pkg:npm/lodash",
        status: "open",
        evidence: [{ location: { path: "/app/node_modules/lodash/package.json", layer: digest } }],
        vulnerability: {
          fixedIn: "4.17.21",
          status: "fixed",
          score: 7.2,
          epss: { probability: 0.0087 },
          knownExploited: { added: "2022-01-10", ransomware: true },
          weaknesses: ["CWE-94"],
        },
        witnesses: [{ tool: "grype", version: "0.92.0", severity: "High", status: "fixed" }],
      },
      { rule: { id: "vulnerability/CVE-2020-8203" }, vulnerability: { status: "will-not-fix", rating: "info" } },
      {
        rule: { id: "vulnerability/CVE-2018-3721" },
        status: "accepted",
        exception: { justification: "component_not_present" },
      },
    ],
  },
  {
    name: "0.1, a folder",
    shows: ["old"],
    source: "anchore/grype 0.1.0: grype/presenter/json",
    document: { matches: [old], source: { type: "directory", target: "./service" } },
    findings: 1,
    contains: [{ subject: "pkg:apk/musl", vulnerability: { fixedIn: "1.1.22-r3", rating: "critical" } }],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: {
      matches: [],
      source: { type: "sbom-file", target: "sbom.json" },
      distro: { name: "", version: "", idLike: null },
      descriptor: { name: "grype", version: "0.92.0" },
    },
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: {
      matches: [
        match,
        { ...match, artifact: { ...match.artifact, name: 5 } },
        {
          ...match,
          artifact: { ...match.artifact, purl: 5, type: "weird", name: "Some Thing" },
          vulnerability: { ...match.vulnerability, cvss: "high" },
        },
        7,
      ],
      source: { type: "directory", target: "." },
    },
    findings: 2,
    unread: 2,
    contains: [{ subject: "pkg:generic/Some Thing" }],
  },
];
