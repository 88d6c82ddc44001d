import { expect, test } from "vitest";
import { savedQuery } from "../../../../platform/src/contract/saved-query.ts";
import { findingColumns, gridOf, readColumns, writeColumns } from "./finding-columns.ts";

test.each([
  { name: "nothing", text: undefined, expected: ["asset", "state", "since"] },
  { name: "no column at all", text: "", expected: [] },
  { name: "columns in another order", text: "epss,asset", expected: ["asset", "epss"] },
  { name: "one twice, and one that nobody knows", text: "risk,risk,<b>", expected: ["risk"] },
])("reads $name from an address", ({ text, expected }) => {
  expect(readColumns(text)).toEqual(expected);
});

test.each([
  { name: "the usual ones", columns: ["since", "state", "asset"], expected: undefined },
  { name: "others", columns: ["epss", "asset"], expected: "asset,epss" },
  { name: "none", columns: [], expected: "" },
] as const)("writes $name into an address", ({ columns, expected }) => {
  expect(writeColumns(columns)).toBe(expected);
});

test("a row has a track for each column, and one more for marks", () => {
  const tracks = (template: string) => template.replaceAll(/minmax\([^)]*\)/g, "x").split(" ");

  expect(tracks(gridOf(["asset", "epss"], false).gridTemplateColumns)).toHaveLength(4);
  expect(tracks(gridOf(["asset", "epss"], true).gridTemplateColumns)).toHaveLength(5);
});

test("every column can be kept in a view", () => {
  const kept = savedQuery.safeParse({ list: "findings", columns: findingColumns });

  expect(kept.success).toBe(true);
});
