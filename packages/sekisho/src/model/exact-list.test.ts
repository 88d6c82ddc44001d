import { expect, test } from "vitest";
import { exactList } from "./exact-list.ts";

test.each([
  { name: "no items", items: [] },
  { name: "one item", items: ["a"] },
  { name: "many items", items: Array.from({ length: 40 }, (_, index) => `${index}`) },
])("gives a list of its own with the same items: $name", ({ items }) => {
  const exact = exactList(items);

  expect(exact).toEqual(items);
  expect(exact).not.toBe(items);
});

test("gives one list for all empty ones", () => {
  expect(exactList([])).toBe(exactList([]));
});
