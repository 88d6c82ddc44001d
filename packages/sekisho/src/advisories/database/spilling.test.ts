import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BuildRoom } from "./build-room.ts";
import { KeptValues } from "./kept-values.ts";
import { orderByKey } from "./number-list.ts";
import { compareTexts, RankedTexts } from "./ranked-texts.ts";
import { RowRuns } from "./row-runs.ts";
import { sampleAdvisory, sampleRow } from "./sample-advisory.ts";
import { memoryScratch } from "./scratch.ts";
import { SourceBuilder } from "./source-builder.ts";

const id = fc.constantFrom("A", "B", "C", "D");
const name = fc.constantFrom("p", "q", "r", "ä");
const statement = fc.record({
  id,
  modified: fc.constantFrom("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
  ecosystem: fc.constantFrom("npm", "pypi"),
  names: fc.array(name, { maxLength: 4 }),
  summary: fc.string({ maxLength: 5 }),
});

test("the same advisories give the same bytes, whether they fit into memory or not", () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 30 }), fc.integer({ min: 0, max: 300 }), (statements, heldBytes) => {
      const digestsWith = (room: BuildRoom) => {
        const builder = new SourceBuilder("sample", { wants: () => true, texts: "all" }, room);
        for (const { id: of, modified, ecosystem, names, summary } of statements) {
          const affected = names.map((each) => ({ ...sampleRow(each), ecosystem }));
          builder.add(sampleAdvisory(of, { modified, summary, affected }));
        }
        return [...builder.finish()].map(({ part }) => part);
      };
      expect(digestsWith(new BuildRoom(memoryScratch(), heldBytes))).toEqual(
        digestsWith(new BuildRoom(memoryScratch())),
      );
    }),
  );
});

describe("rows in runs", () => {
  const row = fc.record({
    name: fc.nat(9),
    advisory: fc.nat(9),
    content: fc.string({ maxLength: 6 }),
    spills: fc.boolean(),
  });
  // Any order of the numbers is right, as long as it stays the same.
  const ranks = fc
    .shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 10 })
    .map((list) => Uint32Array.from(list));

  test("come back by name, advisory and arrival, as sort() orders them", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), ranks, ranks, (rows, names, advisories) => {
        const runs = new RowRuns(memoryScratch());
        for (const { name: of, advisory, content, spills } of rows) {
          runs.add(of, advisory, (writer) => writer.text(content));
          if (spills) runs.spill({ names, advisories });
        }
        const got = [...runs.ordered({ names, advisories })].map((each) => ({
          name: each.name,
          advisory: each.advisory,
          content: each.bytes.subarray(1).toString(),
        }));
        const expected = rows
          .toSorted((left, right) => {
            const byName = (names[left.name] ?? 0) - (names[right.name] ?? 0);
            return byName === 0 ? (advisories[left.advisory] ?? 0) - (advisories[right.advisory] ?? 0) : byName;
          })
          .map(({ spills: _spills, ...rest }) => rest);
        expect(got).toEqual(expected);
      }),
    );
  });

  test("may be larger than what is read at once", () => {
    const runs = new RowRuns(memoryScratch());
    const large = "x".repeat(700_000);
    for (const content of [large, "small", large]) runs.add(0, 0, (writer) => writer.text(content));
    const order = { names: Uint32Array.of(0), advisories: Uint32Array.of(0) };
    runs.spill(order);
    expect(runs.heldBytes).toBe(0);
    expect([...runs.ordered(order)].map(({ bytes }) => bytes.length)).toEqual([700_003, 6, 700_003]);
  });
});

test("a room makes whoever holds most give way", () => {
  const spilled: string[] = [];
  const holder = (named: string, bytes: number) => ({
    heldBytes: bytes,
    spill() {
      spilled.push(named);
      this.heldBytes = 0;
    },
  });
  const room = new BuildRoom(memoryScratch(), 100);
  const [small, large] = [holder("small", 40), holder("large", 60)];
  for (const each of [small, large]) {
    room.enter(each);
    room.grew(each.heldBytes);
  }
  expect(spilled).toEqual([]);
  small.heldBytes += 1;
  room.grew(1);
  expect(spilled).toEqual(["large"]);
});

test("kept values are those that were put last, whatever their size", () => {
  const value = fc.record({ number: fc.nat(5), length: fc.constantFrom(0, 1, 1000, 70_000), byte: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), (puts) => {
      const values = new KeptValues(memoryScratch());
      const last: Buffer[] = [];
      for (const { number, length, byte } of puts) {
        const at = Math.min(number, last.length);
        last[at] = Buffer.alloc(length, byte);
        values.put(at, (writer) => writer.bytes(last[at] ?? Buffer.alloc(0)));
      }
      for (const [at, expected] of last.entries()) expect(values.read(at).equals(expected)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("texts keep their order while others come between", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ maxLength: 3 }))), (turns) => {
      const texts = new RankedTexts();
      for (const turn of turns) {
        for (const text of turn) texts.numberOf(text);
        const expected = [...new Set(turns.slice(0, turns.indexOf(turn) + 1).flat())].sort(compareTexts);
        expect(texts.order().map((number) => texts.at(number))).toEqual(expected);
      }
    }),
  );
});

test("places are ordered by key and stay in their order where keys are equal", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7)), (keys) => {
      const places = Uint32Array.from(keys, (_key, place) => place);
      const expected = [...places].sort((left, right) => (keys[left] ?? 0) - (keys[right] ?? 0) || left - right);
      expect([...orderByKey(places, (place) => keys[place] ?? 0, 8)]).toEqual(expected);
    }),
  );
});
