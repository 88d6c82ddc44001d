import { expect, test } from "vitest";
import { byDirectory } from "./by-directory.ts";

const [first, second, third] = [{ path: "/a/b/c" }, { path: "/a/d" }, { path: "e" }];

// The directories of the paths are counted by hand.
test.each([
  { name: "a file itself", path: "/a/b/c", expected: [first] },
  { name: "a directory", path: "/a", expected: [first, second] },
  { name: "a file without directory", path: "e", expected: [third] },
  { name: "a name with the same beginning", path: "/a/b/", expected: undefined },
  { name: "the root", path: "/", expected: undefined },
])("finds what lies in $name", ({ path, expected }) => {
  expect(byDirectory([first, second, third]).get(path)).toEqual(expected);
});

test("leaves out what is longer than a path can be", () => {
  expect(byDirectory([{ path: "/a".repeat(500_000) }]).size).toBe(0);
});

test("keeps the first of many", () => {
  expect(byDirectory([first, second], 1).get("/a")).toEqual([first]);
});
