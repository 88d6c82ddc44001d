import { describe, expect, test } from "vitest";
import { decides, matchesPathOrParent, parsePathPattern } from "./path-pattern.ts";

function read(...lines: readonly string[]) {
  return lines.map(parsePathPattern).filter((pattern) => pattern !== undefined);
}

// Expected values: gitignore(5), "PATTERN FORMAT", and `git check-ignore` of git 2.39 for the same lines and paths.
describe("path patterns", () => {
  test.each([
    { name: "a name at any depth", lines: ["*.log"], path: "a/b/c.log", expected: true },
    { name: "a leading slash anchors", lines: ["/a.log"], path: "b/a.log", expected: false },
    { name: "a slash in the middle anchors", lines: ["a/b"], path: "c/a/b", expected: false },
    { name: "a directory takes in what is below", lines: ["vendor/"], path: "x/vendor/a/Dockerfile", expected: true },
    { name: "a directory pattern leaves a file alone", lines: ["vendor/"], path: "x/vendor", expected: false },
    { name: "leading double star", lines: ["**/b"], path: "b", expected: true },
    { name: "double star in the middle for nothing", lines: ["a/**/b"], path: "a/b", expected: true },
    { name: "double star in the middle for several", lines: ["a/**/b"], path: "a/x/y/b", expected: true },
    { name: "trailing double star", lines: ["a/**"], path: "a/x/y", expected: true },
    { name: "trailing double star needs something inside", lines: ["a/**"], path: "a", expected: false },
    { name: "a star stays in its segment", lines: ["a/*/c"], path: "a/x/y/c", expected: false },
    { name: "the last pattern decides", lines: ["*.log", "!keep.log"], path: "keep.log", expected: false },
    { name: "nothing comes back below a directory", lines: ["d/", "!d/keep"], path: "d/keep", expected: true },
    { name: "what is inside comes back", lines: ["d/*", "!d/keep"], path: "d/keep", expected: false },
    { name: "a comment", lines: ["#a"], path: "#a", expected: false },
    { name: "an escaped hash", lines: ["\\#a"], path: "#a", expected: true },
    { name: "an escaped exclamation mark", lines: ["\\!a"], path: "!a", expected: true },
    { name: "trailing blanks are dropped", lines: ["a  "], path: "a", expected: true },
    { name: "an escaped trailing blank stays", lines: ["a\\ "], path: "a ", expected: true },
    { name: "a blank line", lines: ["", "   "], path: "a", expected: false },
    { name: "a slash alone", lines: ["/"], path: "a", expected: false },
  ])("$name", ({ lines, path, expected }) => {
    expect(matchesPathOrParent(read(...lines), path)).toBe(expected);
  });

  test("no pattern says nothing", () => {
    expect(decides(read("a"), "b", false)).toBeUndefined();
  });
});
