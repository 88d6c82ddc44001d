import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changelogFixes } from "./debian/changelog-fixes.ts";
import { collectItems } from "./fixtures/collect-items.ts";
import { readFeed } from "./fixtures/read-feed.ts";
import { severityList } from "./flaws/severity-list.ts";
import { core } from "./nodejs/core.ts";
import { readReleaseLines } from "./nodejs/release-lines.ts";
import { interpreters } from "./rubysec/interpreters.ts";
import { subtractSpans } from "./version-spans.ts";

function read(feed: typeof core, root: unknown) {
  return collectItems(readFeed(feed, [Buffer.from(JSON.stringify(root))], { path: "1.json" }));
}

/** Ends by hand, as node-semver reads the words. */
test.each([
  {
    text: "8.x || 7.x",
    spans: [
      { from: "8.0.0", to: "9.0.0" },
      { from: "7.0.0", to: "8.0.0" },
    ],
  },
  { text: "^8.1.4", spans: [{ from: "8.1.4", to: "9.0.0" }] },
  { text: "^0.10.42", spans: [{ from: "0.10.42", to: "0.11.0" }] },
  { text: "~4.2.3", spans: [{ from: "4.2.3", to: "4.3.0" }] },
  { text: ">= 10.9.0", spans: [{ from: "10.9.0" }] },
  { text: ">=4.0.0 <=4.1.1", spans: [{ from: "4.0.0", to: "4.1.2" }] },
  { text: "<6.0.0", spans: [{ to: "6.0.0" }] },
  { text: "", spans: [] },
  { text: "all", spans: undefined },
])("the release lines $text", ({ text, spans }) => {
  expect(readReleaseLines(text)).toEqual(spans);
});

test("taking spans away leaves exactly the numbers that are in none of them", () => {
  const span = fc.record({
    from: fc.option(fc.nat(30), { nil: undefined }),
    to: fc.option(fc.nat(30), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 4 }),
      fc.array(span, { maxLength: 4 }),
      fc.nat(31),
      (given, taken, number) => {
        const left = subtractSpans(given.map(toTexts), taken.map(toTexts), (one, other) => Number(one) - Number(other));
        const isIn = given.some((one) => holds(one, number)) && !taken.some((one) => holds(one, number));

        expect(left.some(({ from, to }) => Number(from ?? -1) <= number && number < Number(to ?? 99))).toBe(isIn);
      },
    ),
  );
});

interface Numbers {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

function holds({ from, to }: Numbers, number: number): boolean {
  return (from ?? -1) <= number && number < (to ?? 99);
}

function toTexts({ from, to }: Numbers) {
  return { ...(from === undefined ? {} : { from: String(from) }), ...(to === undefined ? {} : { to: String(to) }) };
}

describe("Node.js", () => {
  test("is vulnerable in its lines up to the repaired release", () => {
    const flaw = {
      cve: ["CVE-2017-1000381"],
      vulnerable: "8.x || 4.x",
      patched: "^8.1.4 || ^4.8.4",
      severity: "high",
      source_path: "vuln/core/1.json",
    };

    expect(read(core, flaw).advisories).toMatchObject([
      {
        id: "NODEJS-CORE-1",
        aliases: ["CVE-2017-1000381"],
        upstream: [],
        severities: [{ rating: "high" }],
        affected: [
          {
            ecosystem: "generic",
            name: "node",
            status: "fixed",
            ranges: [
              { introduced: "4.0.0", fixed: "4.8.4" },
              { introduced: "8.0.0", fixed: "8.1.4" },
            ],
          },
        ],
      },
    ]);
  });

  test("has several flaws in one record", () => {
    expect(read(core, { cve: ["CVE-2021-22959", "CVE-2021-22960"], vulnerable: "16.x" }).advisories).toMatchObject([
      {
        aliases: [],
        upstream: ["CVE-2021-22959", "CVE-2021-22960"],
        affected: [{ ranges: [{ introduced: "16.0.0", fixed: "17.0.0" }] }],
      },
    ]);
  });

  test.each([
    { vulnerable: "everything", patched: "" },
    { vulnerable: "8.x", patched: ">= 4.0.0" },
  ])("may be affected where $vulnerable patched in $patched leaves nothing", (flaw) => {
    const { advisories, warnings } = read(core, flaw);

    expect(advisories[0]?.affected).toMatchObject([{ status: "under-investigation", ranges: [{}] }]);
    expect(warnings).toHaveLength(1);
  });
});

describe("Ruby", () => {
  test("is vulnerable where it is neither patched nor unaffected", () => {
    const flaw = {
      engine: "ruby",
      cve: "2013-4164",
      ghsa: "a-b-c",
      patched_versions: ["~> 1.9.3.484", ">= 2.0.0.353"],
      unaffected_versions: ["< 1.8.0"],
      cvss_v2: 6.8,
    };

    expect(read(interpreters, flaw).advisories).toMatchObject([
      {
        id: "RUBYSEC-RUBY-CVE-2013-4164",
        aliases: ["CVE-2013-4164", "GHSA-a-b-c"],
        severities: [{ system: "score", score: 6.8 }],
        // `~> 1.9.3.484` ends before 1.9.4: releases from there to 2.0.0.353 are in no repaired line.
        affected: [
          {
            name: "ruby",
            ranges: [
              { introduced: "1.8.0", fixed: "1.9.3.484" },
              { introduced: "1.9.4", fixed: "2.0.0.353" },
            ],
          },
        ],
      },
    ]);
  });

  test.each([{ patched_versions: ["latest one"] }, { patched_versions: [">= 0"] }])(
    "may be affected where $patched_versions leaves nothing",
    (flaw) => {
      expect(read(interpreters, { engine: "rbx", cve: "2012-1", ...flaw }).advisories[0]?.affected).toMatchObject([
        { name: "rubinius", status: "under-investigation" },
      ]);
    },
  );

  test("needs the number of a flaw", () => {
    expect(read(interpreters, { engine: "ruby", patched_versions: [] }).errors).toHaveLength(1);
  });
});

test("a flaw that several changelog entries name was repaired by the last version", () => {
  const fixes = {
    "1.2-1+deb12u2": { cves: ["CVE-2024-0001"] },
    "1.2-1+deb12u10": { cves: ["CVE-2024-0001", "CVE-2024-0002", "x"] },
  };

  const { advisories, leftOut, warnings } = read(changelogFixes, {
    codename: "bookworm",
    source: "curl",
    fixes,
    unclear: ["CVE-2024-0003"],
  });

  expect(advisories.map(({ id, affected }) => [id, affected[0]?.ecosystem, affected[0]?.ranges])).toEqual([
    ["CVE-2024-0001", "debian:12", [{ fixed: "1.2-1+deb12u10" }]],
    ["CVE-2024-0002", "debian:12", [{ fixed: "1.2-1+deb12u10" }]],
  ]);
  expect({ leftOut, warnings: warnings.length }).toEqual({ leftOut: ["CVE-2024-0003"], warnings: 1 });
});

test("a backport has what its changelog names of the version that it is made from, though it sorts before it", () => {
  const { advisories } = read(changelogFixes, {
    codename: "bookworm",
    source: "less",
    newest_seen: "590-2.1~deb12u2",
    fixes: { "590-2.1": { cves: ["CVE-2024-32487"] }, "590-2": { cves: ["CVE-2022-46663"] } },
  });

  // dpkg --compare-versions 590-2.1~ lt 590-2.1~deb12u1, and 590-2.1~deb12u1 lt 590-2.1
  expect(advisories.map(({ id, affected }) => [id, affected[0]?.ranges])).toEqual([
    ["CVE-2024-32487", [{ fixed: "590-2.1~" }]],
    ["CVE-2022-46663", [{ fixed: "590-2" }]],
  ]);
});

test("gathered severities keep who said them", () => {
  const vector = "CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:P/VC:N/VI:N/VA:H/SC:N/SI:N/SA:H";

  expect(
    read(severityList, { cve: "CVE-2026-27204", sources: { rustsec: { vector }, rubysec: { score: 7.5 }, npm: 7 } })
      .flaws,
  ).toEqual([
    {
      cve: "CVE-2026-27204",
      severities: [
        { system: "cvss-4", vector, from: "rustsec" },
        { system: "score", score: 7.5, from: "rubysec" },
      ],
    },
  ]);
});
