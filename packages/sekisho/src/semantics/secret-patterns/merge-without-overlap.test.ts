import { expect, test } from "vitest";
import { mergeWithoutOverlap } from "./merge-without-overlap.ts";

function ranges(text: string) {
  return text
    .split(" ")
    .filter((range) => range !== "")
    .map((range) => ({ start: Number(range.split("-")[0]), end: Number(range.split("-")[1]) }));
}

// Which ranges share a unit is counted by hand.
test.each([
  { name: "apart", kept: "0-2 8-9", found: "3-5", expected: "0-2 3-5 8-9" },
  { name: "touching", kept: "0-2 4-6", found: "2-4", expected: "0-2 2-4 4-6" },
  { name: "overlapping the one before", kept: "0-4", found: "3-5", expected: "0-4" },
  { name: "overlapping the one behind", kept: "4-6", found: "3-5", expected: "4-6" },
  { name: "around another", kept: "4-6", found: "3-9", expected: "4-6" },
  { name: "overlapping each other", kept: "", found: "0-4 2-6 5-7", expected: "0-4 5-7" },
  { name: "none", kept: "0-4", found: "", expected: "0-4" },
])("ranges $name", ({ kept, found, expected }) => {
  expect(mergeWithoutOverlap(ranges(kept), ranges(found), (range) => range)).toEqual(ranges(expected));
});
