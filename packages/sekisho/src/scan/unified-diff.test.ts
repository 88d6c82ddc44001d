import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

/** Applies a diff as POSIX describes `patch`: independent of how it was made, and strict about every context line. */
function apply(before: string, diff: string): string {
  const source = before.split(/(?<=\n)/);
  const result: string[] = [];
  let at = 0;
  const lines = diff.split(/(?<=\n)/).slice(2);
  for (const [index, line] of lines.entries()) {
    const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n$/.exec(line);
    if (header !== null) {
      const start = Number(header[1]) - (header[2] === "0" ? 0 : 1);
      result.push(...source.slice(at, start));
      at = start;
      demand(result.length + (header[4] === "0" ? 0 : 1) === Number(header[3]), line);
    } else if (!line.startsWith("\\")) {
      const isUnended = lines[index + 1]?.startsWith("\\") === true;
      const text = isUnended ? line.slice(1, -1) : line.slice(1);
      if (line[0] !== "+") demand(source[at++] === text, line);
      if (line[0] !== "-") result.push(text);
    }
  }
  return [...result, ...source.slice(at)].join("");
}

function demand(isTrue: boolean, line: string): void {
  if (!isTrue) throw new Error(`This line of the diff does not fit: ${line}`);
}

// Expected values: GNU diff 3.8 with `-u` over the same texts.
describe("unifiedDiff", () => {
  test.each([
    { name: "equal texts", before: "a\n", after: "a\n", expected: "" },
    {
      name: "one line replaced",
      before: "a\nb\nc\n",
      after: "a\nB\nc\n",
      expected: "--- a/D\n+++ b/D\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n",
    },
    {
      name: "a single line has no count",
      before: "a\n",
      after: "b\n",
      expected: "--- a/D\n+++ b/D\n@@ -1 +1 @@\n-a\n+b\n",
    },
    {
      name: "everything new",
      before: "",
      after: "a\n",
      expected: "--- a/D\n+++ b/D\n@@ -0,0 +1 @@\n+a\n",
    },
    {
      name: "everything gone",
      before: "a\n",
      after: "",
      expected: "--- a/D\n+++ b/D\n@@ -1 +0,0 @@\n-a\n",
    },
    {
      name: "no line end before and after",
      before: "a\nb",
      after: "A\nb",
      expected: "--- a/D\n+++ b/D\n@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n",
    },
    {
      name: "a line end added",
      before: "a",
      after: "a\n",
      expected: "--- a/D\n+++ b/D\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n",
    },
    {
      name: "six equal lines keep changes in one hunk",
      before: "x\n1\n2\n3\n4\n5\n6\nx\n",
      after: "y\n1\n2\n3\n4\n5\n6\ny\n",
      expected: "--- a/D\n+++ b/D\n@@ -1,8 +1,8 @@\n-x\n+y\n 1\n 2\n 3\n 4\n 5\n 6\n-x\n+y\n",
    },
    {
      name: "seven equal lines part them",
      before: "x\n1\n2\n3\n4\n5\n6\n7\nx\n",
      after: "y\n1\n2\n3\n4\n5\n6\n7\ny\n",
      expected: "--- a/D\n+++ b/D\n@@ -1,4 +1,4 @@\n-x\n+y\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-x\n+y\n",
    },
    {
      name: "a carriage return is part of its line",
      before: "a\r\n",
      after: "a\n",
      expected: "--- a/D\n+++ b/D\n@@ -1 +1 @@\n-a\r\n+a\n",
    },
  ])("$name", ({ before, after, expected }) => {
    expect(unifiedDiff("D", before, after)).toBe(expected);
  });

  test("applied to the text before, it gives the text after", () => {
    const text = fc
      .array(fc.constantFrom("a\n", "b\n", "c\r\n", "\n"), { maxLength: 25 })
      .map((lines) => lines.join(""));
    const ragged = fc.tuple(text, fc.constantFrom("", "a", "z")).map(([lines, end]) => lines + end);
    fc.assert(
      fc.property(ragged, ragged, (before, after) => {
        const diff = unifiedDiff("D", before, after);
        expect(diff === "" ? before : apply(before, diff)).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  test("texts without a line in common end in time", () => {
    const before = Array.from({ length: 20_000 }, (_, index) => `a${index}\n`).join("");
    const after = Array.from({ length: 20_000 }, (_, index) => `b${index}\n`).join("");
    expect(apply(before, unifiedDiff("D", before, after))).toBe(after);
  });
});
