import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject, listOf } from "../../formats/json/json-value.ts";
import type { PackageType } from "../../model/package.ts";
import type { SchemeId } from "../../versions/compare-versions.ts";
import { collectItems } from "../feeds/fixtures/collect-items.ts";
import { readFeed } from "../feeds/fixtures/read-feed.ts";
import { osv } from "../feeds/registry.ts";
import { evaluateOsv } from "./fixtures/osv-evaluation.ts";
import { matchInventory } from "./match-inventory.ts";
import { installed, inventoryOf, sampleStore } from "./sample-store.ts";

interface Ecosystem {
  readonly name: string;
  readonly type: PackageType;
  readonly scheme: SchemeId;
  /** What may stand behind the numbers. */
  readonly endings: readonly string[];
}

const ecosystems: readonly Ecosystem[] = [
  { name: "npm", type: "npm", scheme: "npm", endings: ["", "-beta.1", "-rc.2", "+build.5"] },
  {
    name: "Go",
    type: "golang",
    scheme: "go",
    endings: ["", "-pre", "-0.20220101000000-0123456789ab", "+incompatible"],
  },
  { name: "PyPI", type: "pypi", scheme: "pep440", endings: ["", "a1", "rc1", ".post1", ".dev2", "+local"] },
  { name: "Maven", type: "maven", scheme: "maven", endings: ["", "-alpha-1", ".Final", "-SNAPSHOT", "-sp"] },
  { name: "RubyGems", type: "gem", scheme: "gem", endings: ["", ".pre", ".rc1", ".1"] },
  { name: "crates.io", type: "cargo", scheme: "cargo", endings: ["", "-alpha", "-alpha.1"] },
  { name: "NuGet", type: "nuget", scheme: "nuget", endings: ["", ".1", "-Beta", "-beta.2"] },
  { name: "Packagist", type: "composer", scheme: "composer", endings: ["", "-beta1", "-RC2", "-p1"] },
];

function versionsOf({ endings }: Ecosystem): fc.Arbitrary<string> {
  const number = fc.integer({ min: 0, max: 3 });
  return fc.tuple(number, number, number, fc.constantFrom(...endings)).map(([a, b, c, end]) => `${a}.${b}.${c}${end}`);
}

type Event = Readonly<Record<string, string>>;

const endKinds = ["fixed", "last_affected"] as const;

/** Ranges as people write them: begin and end in turn, the last end left out or not, a limit now and then. */
function rangesOf(versions: fc.Arbitrary<string>): fc.Arbitrary<readonly Event[]> {
  const pair = fc.tuple(fc.oneof(fc.constant("0"), versions), versions, fc.constantFrom(...endKinds));
  return fc
    .array(pair, { minLength: 1, maxLength: 3 })
    .map((pairs) => pairs.flatMap(([introduced, end, kind]): Event[] => [{ introduced }, { [kind]: end }]));
}

function recordOf({ name }: Ecosystem, events: readonly Event[], versions: readonly string[]): JsonObject {
  return {
    id: "OTHER-1",
    affected: [{ package: { ecosystem: name, name: "org:sample" }, ranges: [{ type: "ECOSYSTEM", events }], versions }],
  };
}

/** What the product says of a version: it reads the record, keeps it and matches a package. */
function answerOf({ type }: Ecosystem, record: JsonObject, version: string): string {
  const { advisories } = collectItems(readFeed(osv, [Buffer.from(JSON.stringify(record))], { path: "record.json" }));
  const found = installed(type, type === "maven" ? "sample" : "org:sample", version, {
    ...(type === "maven" && { namespace: "org" }),
  });
  const [vulnerability] = matchInventory(inventoryOf("", [found]), sampleStore(advisories)).vulnerabilities;
  if (vulnerability === undefined) return "not-affected";
  return vulnerability.confidence === "possible" ? "possible" : "affected";
}

function expectedOf({ scheme }: Ecosystem, record: JsonObject, version: string): string {
  const [affected] = listOf(record, "affected").filter(isJsonObject);
  return evaluateOsv(affected ?? {}, scheme, version);
}

describe.each(ecosystems)("random records of $name", (ecosystem) => {
  const versions = versionsOf(ecosystem);

  test("are judged as the algorithm of the OSV schema judges them", () => {
    // Two different stretches, in order: what is odd is below.
    const ordered = fc.uniqueArray(versions, { minLength: 2, maxLength: 6 });
    const property = fc.property(ordered, fc.array(versions, { maxLength: 2 }), versions, (bounds, named, version) => {
      const events = eventsInOrder(ecosystem, bounds);
      const record = recordOf(ecosystem, events, named);
      const expected = expectedOf(ecosystem, record, version);
      expect(answerOf(ecosystem, record, version)).toBe(expected);
    });
    fc.assert(property, { numRuns: 100 });
  });

  test("are never called clean where that algorithm says affected, however odd they are", () => {
    const property = fc.property(
      rangesOf(versions),
      fc.option(versions, { nil: undefined }),
      versions,
      fc.boolean(),
      (events, limit, version, isTurned) => {
        const written = [...(isTurned ? events.toReversed() : events), ...(limit === undefined ? [] : [{ limit }])];
        const record = recordOf(ecosystem, written, []);
        const isClean = answerOf(ecosystem, record, version) === "not-affected";
        expect(isClean && expectedOf(ecosystem, record, version) === "affected").toBe(false);
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});

/** Begin and end in turn, each above the one before; the last has no end where the bounds are odd. */
function eventsInOrder({ scheme }: Ecosystem, bounds: readonly string[]): readonly Event[] {
  const isBelow = (left: string, right: string): boolean =>
    evaluateOsv({ ranges: [{ events: [{ introduced: "0" }, { fixed: right }] }] }, scheme, left) === "affected";
  const sorted = bounds.toSorted((left, right) => Number(isBelow(right, left)) - Number(isBelow(left, right)));
  const rising = sorted.filter((bound, place) => place === 0 || isBelow(sorted[place - 1] ?? "", bound));
  return rising.map((version, place): Event => {
    if (place % 2 === 0) return { introduced: version };
    return place % 4 === 1 ? { fixed: version } : { last_affected: version };
  });
}
