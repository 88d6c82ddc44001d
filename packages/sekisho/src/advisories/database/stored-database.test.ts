import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Advisory, AdvisorySeverity, AffectedPackage, AffectedRange, FlawFacts } from "../../model/advisory.ts";
import { SekishoError } from "../../model/error.ts";
import type { VulnerabilityStore } from "../vulnerability-store.ts";
import { BuildRoom } from "./build-room.ts";
import { joinAliases } from "./join-aliases.ts";
import type { BuiltPart } from "./part.ts";
import { readEveryValue } from "./read-every-value.ts";
import { sampleAdvisory, sampleRow } from "./sample-advisory.ts";
import { memoryScratch } from "./scratch.ts";
import { SourceBuilder, type SourceOptions } from "./source-builder.ts";
import { openStoredDatabase } from "./stored-database.ts";

const everything: SourceOptions = { wants: () => true, texts: "all" };

function buildParts(advisories: readonly Advisory[], options = everything): readonly BuiltPart[] {
  const sources = [...new Set(advisories.map(({ source }) => source))].sort();
  const parts = sources.flatMap((source) => {
    const builder = new SourceBuilder(source, options, new BuildRoom(memoryScratch()));
    for (const advisory of advisories) if (advisory.source === source) builder.add(advisory);
    return [...builder.finish()];
  });
  return [
    ...parts,
    joinAliases(
      parts.map(({ part }) => part),
      (part) => readerOf(parts, part.digest),
      memoryScratch(),
    ),
  ];
}

function readerOf(parts: readonly BuiltPart[], digest: string) {
  const bytes = Buffer.concat([...(parts.find(({ part }) => part.digest === digest)?.pieces() ?? [])]);
  return (offset: number, length: number) => bytes.subarray(offset, offset + length);
}

function storeOf(parts: readonly BuiltPart[]): VulnerabilityStore {
  const ids = [...new Set(parts.map(({ part }) => part.source))].filter((id) => id !== "");
  const sources = ids.map((id) => ({ id, name: id, license: "CC0-1.0", fetchedAt: "2026-01-02T03:04:05Z" }));
  return openStoredDatabase(
    { schemaVersion: 1, sequence: 1, created: "2026-01-02T03:04:05Z", sources, parts: parts.map(({ part }) => part) },
    { open: (part) => readerOf(parts, part.digest), close: () => undefined },
  );
}

const word = fc.string({ unit: "grapheme", maxLength: 12 });
const rating = fc.constantFrom("critical", "high", "medium", "low", "info", "unknown" as const);
const range: fc.Arbitrary<AffectedRange> = fc.record(
  { introduced: fc.oneof(fc.constant("0"), word), fixed: word, lastAffected: word },
  { requiredKeys: [] },
);
const severity: fc.Arbitrary<AdvisorySeverity> = fc.oneof(
  fc.record({ system: fc.constantFrom("cvss-2", "cvss-3", "cvss-4"), vector: word, from: word }),
  fc.record({
    system: fc.constant("score"),
    score: fc.double({ min: 0, max: 10, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
    from: word,
  }),
  fc.record({ system: fc.constant("rating"), rating, words: word, from: word }),
) as fc.Arbitrary<AdvisorySeverity>;
const row: fc.Arbitrary<AffectedPackage> = fc.record(
  {
    ecosystem: fc.constant("npm"),
    name: fc.constantFrom("left", "right", "__proto__"),
    names: fc.constantFrom("source", "binary"),
    status: fc.constantFrom("fixed", "affected", "not-affected", "will-not-fix", "under-investigation", "end-of-life"),
    ranges: fc.array(range, { maxLength: 3 }),
    versions: fc.array(word, { maxLength: 4 }),
    module: word,
    architectures: fc.array(word, { maxLength: 3 }),
    channel: word,
    rating: fc.record({ rating, words: word }),
    imports: fc.array(fc.record({ path: word, symbols: fc.array(word, { maxLength: 2 }) }), { maxLength: 2 }),
  },
  { requiredKeys: ["ecosystem", "name", "names", "status", "ranges", "versions"] },
) as fc.Arbitrary<AffectedPackage>;
const date = fc.oneof(fc.constantFrom("2026-08-21T10:11:12Z", "2026-08-21T10:11:12.5Z", "0001-01-01T00:00:00Z"), word);
const anyAdvisory: fc.Arbitrary<Advisory> = fc.record(
  {
    id: fc.constant("X-1"),
    aliases: fc.array(word, { maxLength: 3 }),
    upstream: fc.array(word, { maxLength: 3 }),
    source: fc.constant("sample"),
    kind: fc.constantFrom("vulnerability", "malware", "unmaintained", "unsound", "notice"),
    published: date,
    modified: date,
    withdrawn: date,
    isReviewed: fc.boolean(),
    summary: word,
    details: word,
    references: fc.array(word, { maxLength: 3 }),
    weaknesses: fc.array(word, { maxLength: 3 }),
    severities: fc.array(severity, { maxLength: 3 }),
    affected: fc.array(row, { minLength: 1, maxLength: 4 }),
  },
  {
    requiredKeys: [
      "id",
      "aliases",
      "upstream",
      "source",
      "kind",
      "summary",
      "details",
      "references",
      "weaknesses",
      "severities",
      "affected",
    ],
  },
) as fc.Arbitrary<Advisory>;

describe("what was written is read back", () => {
  test("for every advisory, with its rows by name and each once", () => {
    fc.assert(
      fc.property(anyAdvisory, (advisory) => {
        const store = storeOf(buildParts([advisory]));
        const texts = new Map(advisory.affected.map((affected) => [JSON.stringify(sorted(affected)), affected]));
        const affected = [...texts.values()].sort((left, right) =>
          left.name < right.name ? -1 : Number(left.name > right.name),
        );
        expect(store.findAdvisory("sample", "X-1")).toEqual({ ...advisory, affected });
        for (const name of new Set(affected.map((one) => one.name))) {
          const expected = affected.filter((one) => one.name === name);
          expect(store.rowsOf("npm", name)).toEqual(
            expected.map((one) => ({ advisory: "X-1", source: "sample", affected: one })),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  test("for thousands of packages, in order of advisories", () => {
    const advisories = Array.from({ length: 3000 }, (_none, number) =>
      sampleAdvisory(`A-${String(number).padStart(4, "0")}`, {
        affected: [sampleRow(`p${number % 700}`), sampleRow("everywhere", { ranges: [{ fixed: `${number}.0.0` }] })],
      }),
    );
    const store = storeOf(buildParts(advisories));
    expect(store.rowsOf("npm", "everywhere")).toHaveLength(3000);
    // 3000 advisories over 700 names: name 5 has 5, 705, 1405, 2105, 2805.
    expect(store.rowsOf("npm", "p5").map(({ advisory }) => advisory)).toEqual([
      "A-0005",
      "A-0705",
      "A-1405",
      "A-2105",
      "A-2805",
    ]);
  });

  test("for facts of flaws", () => {
    const facts: FlawFacts = {
      cve: "CVE-2021-44228",
      knownExploited: { added: "2021-12-10", due: "2021-12-24", ransomware: true },
      epss: { probability: 0.94358, percentile: 0.99957, date: "2026-01-01" },
      severities: [{ system: "cvss-3", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", from: "nvd" }],
    };
    const builder = new SourceBuilder("flaws", everything, new BuildRoom(memoryScratch()));
    builder.addFlaw(facts);
    builder.addFlaw({ cve: "CVE-2020-0001", severities: [] });
    const store = storeOf([...builder.finish()]);
    expect(store.findFlaw("CVE-2021-44228")).toEqual(facts);
    expect(store.findFlaw("CVE-2020-0001")).toEqual({ cve: "CVE-2020-0001", severities: [] });
    expect(store.findFlaw("CVE-2020-0002")).toBeUndefined();
  });

  test("joined, where two sources know of one flaw", () => {
    const exploited = new SourceBuilder("kev", everything, new BuildRoom(memoryScratch()));
    exploited.addFlaw({ cve: "CVE-1-1", knownExploited: { added: "2026-01-01", ransomware: false }, severities: [] });
    const rated = new SourceBuilder("nvd", everything, new BuildRoom(memoryScratch()));
    rated.addFlaw({ cve: "CVE-1-1", severities: [{ system: "score", score: 9.8, from: "nvd" }] });
    const store = storeOf([...exploited.finish(), ...rated.finish()]);
    expect(store.findFlaw("CVE-1-1")).toEqual({
      cve: "CVE-1-1",
      knownExploited: { added: "2026-01-01", ransomware: false },
      severities: [{ system: "score", score: 9.8, from: "nvd" }],
    });
  });
});

describe("what is covered", () => {
  const store = storeOf(
    buildParts([
      sampleAdvisory("A", {
        affected: [sampleRow("p", { ecosystem: "debian:12" }), sampleRow("p", { ecosystem: "debian:11" })],
      }),
    ]),
  );

  test.each([
    { name: "a release that is there", ecosystem: "debian:12", isCovered: true },
    { name: "a release that is not", ecosystem: "debian:13", isCovered: false },
    { name: "the distribution without a release", ecosystem: "debian", isCovered: false },
  ])("$name", ({ ecosystem, isCovered }) => {
    expect(store.covers(ecosystem)).toBe(isCovered);
    expect(store.rowsOf(ecosystem, "p")).toHaveLength(isCovered ? 1 : 0);
  });

  test("an advisory of two releases is given whole", () => {
    expect(store.findAdvisory("sample", "A")?.affected.map(({ ecosystem }) => ecosystem)).toEqual([
      "debian:11",
      "debian:12",
    ]);
    expect(store.findAdvisory("other", "A")).toBeUndefined();
    expect(store.findAdvisory("sample", "B")).toBeUndefined();
  });

  test("only wanted ecosystems leave a trace", () => {
    const parts = buildParts(
      [
        sampleAdvisory("A", { affected: [sampleRow("p"), sampleRow("p", { ecosystem: "golang" })] }),
        sampleAdvisory("B", { affected: [sampleRow("q", { ecosystem: "golang" })] }),
      ],
      { wants: (ecosystem) => ecosystem === "npm", texts: "all" },
    );
    const only = storeOf(parts);
    expect(only.segments.map(({ ecosystem, rows }) => ({ ecosystem, rows }))).toEqual([{ ecosystem: "npm", rows: 1 }]);
    expect(only.findAdvisory("sample", "B")).toBeUndefined();
  });
});

describe("an advisory that comes twice", () => {
  test("keeps all rows, and what was modified last", () => {
    const parts = buildParts([
      sampleAdvisory("A", { modified: "2026-02-01T00:00:00Z", weaknesses: ["CWE-2"], affected: [sampleRow("p")] }),
      sampleAdvisory("A", {
        modified: "2026-01-01T00:00:00Z",
        weaknesses: ["CWE-1"],
        affected: [sampleRow("q"), sampleRow("p")],
      }),
    ]);
    const found = storeOf(parts).findAdvisory("sample", "A");
    expect(found?.weaknesses).toEqual(["CWE-2"]);
    expect(found?.affected.map(({ name }) => name)).toEqual(["p", "q"]);
  });
});

describe("names of one flaw", () => {
  const store = storeOf(
    buildParts([
      sampleAdvisory("GO-1", { aliases: ["CVE-2020-1", "GHSA-a"], affected: [sampleRow("p")] }),
      sampleAdvisory("PYSEC-1", { aliases: ["GHSA-a"], source: "python", affected: [sampleRow("q")] }),
      sampleAdvisory("MANY", { aliases: ["CVE-2020-1", "CVE-2020-2"], affected: [sampleRow("r")] }),
      sampleAdvisory("DSA-1", { upstream: ["CVE-2020-1", "CVE-2020-3"], affected: [sampleRow("s")] }),
    ]),
  );

  test.each([
    { name: "from any of them", id: "GHSA-a", names: ["CVE-2020-1", "GHSA-a", "GO-1", "PYSEC-1"] },
    { name: "over two sources", id: "PYSEC-1", names: ["CVE-2020-1", "GHSA-a", "GO-1", "PYSEC-1"] },
    { name: "not over an advisory of several flaws", id: "CVE-2020-2", names: ["CVE-2020-2"] },
    { name: "not over what an erratum fixes", id: "DSA-1", names: ["DSA-1"] },
    { name: "of a name that nobody knows", id: "__proto__", names: ["__proto__"] },
  ])("$name", ({ id, names }) => {
    expect(store.aliasesOf(id)).toEqual(names);
  });
});

describe("texts", () => {
  const details = `First sentence. Second sentence.\n${"x".repeat(100_000)}`;

  test("are cut where they are absurdly long", () => {
    const found = storeOf(buildParts([sampleAdvisory("A", { details, affected: [sampleRow("p")] })])).findAdvisory(
      "sample",
      "A",
    );
    expect(found?.details).toHaveLength(64 * 1024 + 1);
  });

  test("are summaries alone where that is asked for; the first sentence stands for a missing one", () => {
    const advisory = sampleAdvisory("A", {
      summary: "",
      details,
      references: ["https://example.com"],
      affected: [sampleRow("p")],
    });
    const found = storeOf(buildParts([advisory], { wants: () => true, texts: "summaries" })).findAdvisory(
      "sample",
      "A",
    );
    expect(found).toMatchObject({ summary: "First sentence.", details: "", references: [] });
  });
});

test("the same advisories give the same bytes", () => {
  const build = () => buildParts([sampleAdvisory("A", { aliases: ["B"], affected: [sampleRow("p")] })]);
  expect(build().map(({ part }) => part)).toEqual(build().map(({ part }) => part));
});

test("a damaged part is an error of every question to it, never an empty answer", () => {
  const parts = buildParts([sampleAdvisory("A", { affected: [sampleRow("p")] })]);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 7 }), (seed, bit) => {
      const damaged = parts.map(({ part, pieces }) => {
        const copy = Buffer.concat([...pieces()]);
        const at = seed % copy.length;
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        return { part, pieces: () => [copy] };
      });
      const store = storeOf(damaged);
      expect(() => [store.rowsOf("npm", "p"), store.findAdvisory("sample", "A")]).toThrow(SekishoError);
      for (const { part } of damaged) expect(readEveryValue(part, readerOf(damaged, part.digest))).toBe(false);
    }),
    { numRuns: 200 },
  );
  for (const { part } of parts) expect(readEveryValue(part, readerOf(parts, part.digest))).toBe(true);
});

/** Keys in one order, so that equal rows have equal texts. */
function sorted(affected: AffectedPackage): unknown {
  return Object.fromEntries(Object.entries(affected).sort(([left], [right]) => (left < right ? -1 : 1)));
}
