import fc from "fast-check";
import { expect, test } from "vitest";
import { VariableMap } from "./variable-map.ts";

const state = (value: string) => ({ value, setBy: undefined });

test("holds what a Map holds, and leaves older maps alone", () => {
  const change = fc.record({ key: fc.stringMatching(/^[a-e]{1,2}$/), value: fc.option(fc.string()) });
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      let map = VariableMap.empty;
      const model = new Map<string, string>();
      const past: {
        readonly map: VariableMap;
        readonly entries: readonly (readonly [string, string | undefined])[];
      }[] = [];
      for (const { key, value } of changes) {
        map = value === null ? map.without(key) : map.with(key, state(value));
        if (value === null) model.delete(key);
        else model.set(key, value);
        past.push({ map, entries: [...model].sort(([left], [right]) => (left < right ? -1 : 1)) });
      }
      for (const moment of past) {
        expect([...moment.map].map(([key, { value }]) => [key, value])).toEqual(moment.entries);
        expect(moment.map.size).toBe(moment.entries.length);
        for (const [key, value] of moment.entries) expect(moment.map.get(key)?.value).toBe(value);
      }
    }),
  );
});

test("stays flat for names in order", () => {
  let map = VariableMap.empty;
  for (let index = 0; index < 20_000; index++) map = map.with(`V${String(index).padStart(6, "0")}`, state(""));

  expect(map.size).toBe(20_000);
  expect([...map.keys()].at(-1)).toBe("V019999");
});
