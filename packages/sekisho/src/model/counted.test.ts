import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test.each([
  { name: "none", count: 0, expected: "0 lines" },
  { name: "one", count: 1, expected: "1 line" },
  { name: "several", count: 12, expected: "12 lines" },
])("$name", ({ count, expected }) => {
  expect(counted(count, "line")).toBe(expected);
});
