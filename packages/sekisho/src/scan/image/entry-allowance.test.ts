import { expect, test } from "vitest";
import type { LayerReading } from "../layer/layer-reading.ts";
import { createEntryAllowance } from "./entry-allowance.ts";

function readingOf(...paths: readonly string[]): LayerReading {
  const entries = paths.map((path) => ({
    path,
    type: "file" as const,
    mode: 0,
    userId: 0,
    groupId: 0,
    size: 0,
    modifiedAt: 0,
  }));
  const facts = { storedBytes: 0, archiveBytes: 0, entries, analyses: [], coverage: [], diagnostics: [] };
  return { facts, diagnostics: [], isWhole: true };
}

test("an image has room for so many entries; a layer that has none is said not to be examined", () => {
  const allowance = createEntryAllowance(3);
  const [first, second, third] = [readingOf("a"), readingOf("b", "c"), readingOf("d")];

  const admitted = [allowance.admit(first), allowance.admit(second)];
  const isUsedUp = [allowance.isUsedUp()];
  const refused = allowance.admit(third);
  isUsedUp.push(allowance.isUsedUp());

  expect(admitted).toEqual([first, second]);
  expect(isUsedUp).toEqual([false, true]);
  expect(refused).toMatchObject({ facts: { entries: [] }, isWhole: false });
  expect(refused.diagnostics.map(({ code, level }) => ({ code, level }))).toEqual([
    { code: "image/too-many-entries", level: "error" },
  ]);
  expect(allowance.refuse()).toEqual(refused);
});
