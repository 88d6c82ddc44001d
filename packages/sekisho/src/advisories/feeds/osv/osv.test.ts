import { describe, expect, test } from "vitest";
import { collectItems } from "../fixtures/collect-items.ts";
import { readFeed } from "../fixtures/read-feed.ts";
import { osv } from "./osv.ts";

function read(record: unknown) {
  return collectItems(readFeed(osv, [Buffer.from(JSON.stringify(record))], { path: "record.json" }));
}

const openEnd = [{ type: "SEMVER", events: [{ introduced: "0" }] }];

test("reads a record of the Go database, abridged from GO-2020-0001", () => {
  const { advisories, errors, warnings } = read({
    schema_version: "1.3.1",
    id: "GO-2020-0001",
    modified: "0001-01-01T00:00:00Z",
    published: "2021-04-14T20:04:52Z",
    aliases: ["CVE-2020-36567", "GHSA-6vm3-jj99-7229"],
    summary: "Arbitrary log line injection",
    details: "Requests write log lines.",
    affected: [
      {
        package: { name: "github.com/Gin-Gonic/gin", ecosystem: "Go" },
        ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.6.0" }] }],
        ecosystem_specific: { imports: [{ path: "github.com/gin-gonic/gin", symbols: ["Default", "Logger"] }] },
      },
    ],
    references: [{ type: "FIX", url: "https://example.com/fix" }],
    database_specific: { review_status: "REVIEWED" },
  });

  expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  expect(advisories).toEqual([
    {
      id: "GO-2020-0001",
      aliases: ["CVE-2020-36567", "GHSA-6vm3-jj99-7229"],
      upstream: [],
      source: "osv-go",
      kind: "vulnerability",
      published: "2021-04-14T20:04:52Z",
      isReviewed: true,
      summary: "Arbitrary log line injection",
      details: "Requests write log lines.",
      references: ["https://example.com/fix"],
      weaknesses: [],
      severities: [],
      affected: [
        {
          ecosystem: "golang",
          name: "github.com/gin-gonic/gin",
          names: "binary",
          status: "fixed",
          ranges: [{ fixed: "1.6.0" }],
          versions: [],
          imports: [{ path: "github.com/gin-gonic/gin", symbols: ["Default", "Logger"] }],
        },
      ],
    },
  ]);
});

describe("kinds", () => {
  test.each([
    { name: "MAL-2024-1", record: {}, kind: "malware" },
    { name: "GHSA-aaaa-bbbb-cccc", record: { database_specific: { cwe_ids: ["CWE-506"] } }, kind: "malware" },
    {
      name: "RUSTSEC-2025-0147",
      record: { summary: "`evm-units` was removed from crates.io for malicious code" },
      kind: "malware",
    },
    { name: "RUSTSEC-2020-0001", record: { affected: [informational("unmaintained")] }, kind: "unmaintained" },
    { name: "RUSTSEC-2020-0002", record: { affected: [informational("unsound")] }, kind: "unsound" },
    { name: "RUSTSEC-2020-0003", record: { affected: [informational("notice")] }, kind: "notice" },
    { name: "RUSTSEC-2020-0004", record: { affected: [informational(null)] }, kind: "vulnerability" },
    {
      name: "RUSTSEC-2018-0004",
      record: { summary: "Malicious input could cause uninitialized memory to be exposed" },
      kind: "vulnerability",
    },
  ])("$name is $kind", ({ name, record, kind }) => {
    expect(read({ id: name, ...record }).advisories.map((advisory) => advisory.kind)).toEqual([kind]);
  });
});

function informational(word: string | null) {
  return {
    package: { ecosystem: "crates.io", name: "x" },
    database_specific: { informational: word },
    ranges: openEnd,
  };
}

describe("names of flaws", () => {
  test.each([
    {
      name: "aliases of a language",
      id: "GHSA-x",
      names: { aliases: ["CVE-2024-0001"], related: ["CVE-2024-0002"] },
      aliases: ["CVE-2024-0001"],
      upstream: [],
    },
    {
      name: "an AlmaLinux erratum",
      id: "ALSA-2024:1",
      names: { related: ["CVE-2024-0001", "CVE-2024-0002"] },
      aliases: [],
      upstream: ["CVE-2024-0001", "CVE-2024-0002"],
    },
    {
      name: "a DSA",
      id: "DSA-5380-1",
      names: { upstream: ["CVE-2023-1393"] },
      aliases: [],
      upstream: ["CVE-2023-1393"],
    },
    {
      name: "an erratum with aliases",
      id: "RLSA-2024:1",
      names: { aliases: ["CVE-2024-0001", "CVE-2024-0002"] },
      aliases: [],
      upstream: ["CVE-2024-0001", "CVE-2024-0002"],
    },
    { name: "wrong types", id: "GO-1", names: { aliases: "CVE-2024-0001", related: 7 }, aliases: [], upstream: [] },
  ])("$name", ({ id, names, aliases, upstream }) => {
    expect(read({ id, ...names }).advisories).toMatchObject([{ aliases, upstream }]);
  });
});

test.each([{ id: "ALBA-2019:0973" }, { id: "ALEA-2020:1" }, { id: "RHBA-2020:1" }])("$id repairs no flaw", ({ id }) => {
  expect(read({ id })).toMatchObject({ advisories: [], leftOut: [id], errors: [] });
});

describe("severities", () => {
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  test.each([
    {
      name: "a vector",
      id: "GHSA-1",
      record: { severity: [{ type: "CVSS_V3", score: vector }] },
      severities: [{ system: "cvss-3", vector, from: "osv-github" }],
    },
    {
      name: "a vector beside a package, once",
      id: "BIT-x-1",
      record: {
        severity: [{ type: "CVSS_V3", score: vector }],
        affected: [
          {
            package: { ecosystem: "Bitnami", name: "x" },
            severity: [{ type: "CVSS_V3", score: vector }],
            ranges: openEnd,
          },
        ],
      },
      severities: [{ system: "cvss-3", vector, from: "osv-bitnami" }],
    },
    {
      name: "words of GitHub",
      id: "GHSA-2",
      record: { database_specific: { severity: "MODERATE" } },
      severities: [{ system: "rating", rating: "medium", words: "MODERATE", from: "osv-github" }],
    },
    {
      name: "words of Ubuntu",
      id: "UBUNTU-CVE-2024-1",
      record: { severity: [{ type: "Ubuntu", score: "negligible" }] },
      severities: [{ system: "rating", rating: "info", words: "negligible", from: "osv-ubuntu" }],
    },
    {
      name: "the first word of a summary",
      id: "ALSA-2024:1",
      record: { summary: "Important: kernel security update" },
      severities: [{ system: "rating", rating: "high", words: "Important", from: "osv-almalinux" }],
    },
    {
      name: "words that rate nothing",
      id: "BIT-y-1",
      record: { database_specific: { severity: "Unknown" } },
      severities: [{ system: "rating", rating: "unknown", words: "Unknown", from: "osv-bitnami" }],
    },
    {
      name: "a score",
      id: "RUBYSEC-1",
      record: { database_specific: { cvss_v2: 4.3 } },
      severities: [{ system: "score", score: 4.3, from: "osv-rubygems" }],
    },
    {
      name: "a score that is none",
      id: "RUBYSEC-2",
      record: { database_specific: { cvss_v3: 11 }, severity: [7, {}, { type: "CVSS_V3" }] },
      severities: [],
    },
  ])("$name", ({ id, record, severities }) => {
    expect(read({ id, ...record }).advisories).toMatchObject([{ severities }]);
  });
});

describe("packages", () => {
  test("of Debian carry their urgency", () => {
    const affected = [
      {
        package: { ecosystem: "Debian:10", name: "unixodbc" },
        ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }] }],
        ecosystem_specific: { urgency: "unimportant" },
      },
    ];

    expect(read({ id: "CVE-2024-1013", affected }).advisories[0]?.affected).toEqual([
      {
        ecosystem: "debian:10",
        name: "unixodbc",
        names: "source",
        status: "affected",
        ranges: [{}],
        versions: [],
        rating: { rating: "info", words: "unimportant" },
      },
    ]);
  });

  test("of modules are compared in the stream that the summary names", () => {
    const builds = ["1:10.19.0-2.module_el8.4.0+2521+c668cc9f", "1:10.19.0-2.module_el8.3.0+2023+d2377ea3"];
    const affected = builds.map((fixed) => ({
      package: { ecosystem: "AlmaLinux:8", name: "nodejs" },
      ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed }] }],
    }));

    const { advisories, warnings } = read({
      id: "ALSA-2020:0579",
      summary: "Important: nodejs:10 security update",
      affected,
    });

    expect(advisories[0]?.affected).toMatchObject([
      { name: "nodejs", module: "nodejs:10", ranges: [{ fixed: builds[1] }] },
    ]);
    expect(warnings).toEqual([]);
  });

  test("of an unnamed stream are reported", () => {
    const affected = [
      {
        package: { ecosystem: "AlmaLinux:8", name: "varnish" },
        ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "6.0.8-3.module_el8.8.0+1+a" }] }],
      },
    ];

    const { advisories, warnings } = read({
      id: "ALSA-2023:5989",
      summary: "Important: varnish security update",
      affected,
    });

    expect(advisories[0]?.affected[0]?.module).toBeUndefined();
    expect(warnings.map(({ code }) => code)).toEqual(["feed/unknown-module-stream"]);
  });

  test.each([
    { name: "no versions at all", part: {}, code: "feed/no-versions" },
    {
      name: "commits only",
      part: { ranges: [{ type: "GIT", events: [{ introduced: "0" }] }] },
      code: "feed/no-versions",
    },
    { name: "an empty range", part: { ranges: [{ type: "SEMVER", events: [] }] }, code: "feed/odd-range" },
    { name: "ranges that are a text", part: { ranges: "<1.0" }, code: "feed/no-versions" },
  ])("with $name may be affected in every version", ({ part, code }) => {
    const { advisories, warnings } = read({
      id: "GHSA-1",
      affected: [{ package: { ecosystem: "npm", name: "x" }, ...part }],
    });

    expect(advisories[0]?.affected).toMatchObject([{ status: "under-investigation", ranges: [{}] }]);
    expect(warnings.map((warning) => warning.code)).toEqual([code]);
  });

  test.each([
    { name: "no package", part: {} },
    { name: "null", part: null },
    {
      name: "an ecosystem that nobody knows",
      part: { package: { ecosystem: "OSS-Fuzz", name: "x" }, ranges: openEnd },
    },
    { name: "a name that is a number", part: { package: { ecosystem: "npm", name: 7 }, ranges: openEnd } },
  ])("with $name are left out with a warning", ({ part }) => {
    const { advisories, warnings } = read({ id: "GHSA-1", affected: [part] });

    expect(advisories[0]?.affected).toEqual([]);
    expect(warnings.map(({ code, location }) => [code, location?.pointer])).toEqual([
      ["feed/unknown-ecosystem", "/affected/0/package"],
    ]);
  });
});

test("keeps withdrawals, also with a date that is none", () => {
  expect(read({ id: "GO-1", withdrawn: "2024-01-02T03:04:05Z" }).advisories[0]?.withdrawn).toBe("2024-01-02T03:04:05Z");
  expect(read({ id: "GO-1", withdrawn: "yes" }).advisories[0]?.withdrawn).toBe("yes");
});

test("reads what Debian says of releases beside versions", () => {
  const states = [
    { release: "jessie", package: "virtualbox", state: "end-of-life" },
    { release: "woody", package: "x", state: "not-affected" },
    { release: "atlantis", package: "x", state: "unfixed" },
    7,
  ];

  const { advisories, warnings } = read({ id: "DSA-3699-1", affected: [], database_specific: { states } });

  expect(advisories[0]?.affected).toMatchObject([
    { ecosystem: "debian:8", status: "end-of-life", ranges: [{}] },
    { ecosystem: "debian:3.0", status: "not-affected", ranges: [] },
  ]);
  expect(warnings).toHaveLength(2);
});

test("reads a record of 3 MB", () => {
  const versions = Array.from({ length: 200_000 }, (_, index) => `1.0.${index}`);

  const { advisories } = read({ id: "MAL-1", affected: [{ package: { ecosystem: "npm", name: "x" }, versions }] });

  expect(advisories[0]?.affected[0]?.versions).toHaveLength(200_000);
});

test.each([
  { name: "no id", record: { affected: [] } },
  { name: "an id that is a number", record: { id: 7 } },
  { name: "packages that are an object", record: { id: "GO-1", affected: {} } },
])("refuses a record with $name", ({ record }) => {
  expect(read(record)).toMatchObject({ advisories: [], errors: [{ code: "feed/wrong-record", level: "error" }] });
});

test("refuses a document beyond the limit without holding it", () => {
  const piece = Buffer.alloc(1_048_576, 0x20);

  const { errors } = collectItems(
    readFeed(
      osv,
      Array.from({ length: 65 }, () => piece),
      { path: "huge" },
    ),
  );

  expect(errors.map(({ code }) => code)).toEqual(["feed/too-large"]);
});
