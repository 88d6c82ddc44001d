import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf } from "./columns.ts";
import { wrapItems, wrapPath } from "./wrap-path.ts";

describe("wrapPath", () => {
  // Counted by hand.
  test.each([
    { name: "a path that fits", path: "usr/bin/su", columns: 10, expected: ["usr/bin/su"] },
    { name: "a path that does not", path: "usr/lib/openssh/sftp", columns: 12, expected: ["usr/lib/", "openssh/sftp"] },
    { name: "a name wider than a line", path: "a/0123456789/b", columns: 8, expected: ["a/", "01234567", "89/b"] },
    { name: "wide characters", path: "関所/関所/x", columns: 6, expected: ["関所/", "関所/x"] },
    { name: "an absolute path", path: "/usr/bin", columns: 5, expected: ["/usr/", "bin"] },
  ])("$name", ({ path, columns, expected }) => {
    expect(wrapPath(path, columns)).toEqual(expected);
  });

  test("loses nothing of a path without blanks, and keeps to the width", () => {
    const character = fc.constantFrom("a", "/", "関", "🚀", ".");
    fc.assert(
      fc.property(fc.array(character, { maxLength: 80 }), fc.integer({ min: 4, max: 20 }), (characters, columns) => {
        const path = characters.join("");

        const lines = wrapPath(path, columns);

        expect(lines.join("")).toBe(path);
        expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe("wrapItems", () => {
  test.each([
    { name: "no item", items: [], expected: [] },
    { name: "items that fit", items: ["a", "b"], expected: ["a, b"] },
    { name: "as many as fit on a line", items: ["abcd", "efgh", "i"], expected: ["abcd,", "efgh, i"] },
    {
      name: "one wider than a line",
      items: ["a", "usr/lib/libc.so", "b"],
      expected: ["a,", "usr/lib/", "libc.so,", "b"],
    },
  ])("$name", ({ items, expected }) => {
    expect(wrapItems(items, ", ", 8)).toEqual(expected);
  });
});
