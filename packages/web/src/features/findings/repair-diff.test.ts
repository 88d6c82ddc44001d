import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ShownEdit, ShownEvidence } from "./finding-details.ts";
import { repairDiffs, writeDiff } from "./repair-diff.ts";

const noPlace = { endLine: undefined, startColumn: undefined, endColumn: undefined };
const place = { ...noPlace, path: "Dockerfile", pointer: undefined, layer: undefined };

function edit(from: readonly [number, number], to: readonly [number, number], text: string): ShownEdit {
  return {
    path: "Dockerfile",
    startLine: from[0],
    startColumn: from[1],
    endLine: to[0],
    endColumn: to[1],
    text,
  };
}

interface Case {
  readonly name: string;
  readonly excerpt: string | undefined;
  readonly edits: readonly ShownEdit[];
  /** By hand. */
  readonly expected: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: "a word within a line",
    excerpt: "RUN apt-get install curl",
    edits: [edit([3, 20], [3, 20], " -y")],
    expected: ["-RUN apt-get install curl", "+RUN apt-get install -y curl"],
  },
  {
    name: "two words of one line",
    excerpt: "RUN a b",
    edits: [edit([3, 5], [3, 6], "A"), edit([3, 7], [3, 8], "B")],
    expected: ["-RUN a b", "+RUN A B"],
  },
  {
    name: "a line before another one",
    excerpt: 'CMD ["x"]',
    edits: [edit([3, 1], [3, 1], "USER 10001\n")],
    expected: ["+USER 10001", ' CMD ["x"]'],
  },
  {
    name: "a line that goes",
    excerpt: "MAINTAINER x",
    edits: [edit([3, 1], [4, 1], "")],
    expected: ["-MAINTAINER x"],
  },
  {
    name: "what the evidence does not show",
    excerpt: undefined,
    edits: [edit([3, 1], [3, 1], "USER 10001\n")],
    expected: ["+USER 10001"],
  },
  {
    name: "a line that was cut off",
    excerpt: "RUN a …",
    edits: [edit([3, 5], [3, 6], "b")],
    expected: ["+b"],
  },
  {
    name: "an edit behind the end of its line",
    excerpt: "RUN a",
    edits: [edit([3, 50], [3, 51], "b")],
    expected: ["+b"],
  },
];

describe("repairDiffs", () => {
  test.each(cases)("shows $name", ({ excerpt, edits, expected }) => {
    const [diff] = repairDiffs(edits, [{ ...place, startLine: 3, excerpt }]);

    expect(diff === undefined ? [] : writeDiff(diff).split("\n").slice(2, -1)).toEqual(expected);
  });

  test("takes any numbers", () => {
    const number = fc.integer({ min: 1, max: 6 });
    const anyEdit = fc.tuple(number, number, number, number, fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(
        fc.array(anyEdit, { maxLength: 5 }),
        fc.string({ unit: fc.constantFrom("a", "\n"), maxLength: 12 }),
        (edits, excerpt) => {
          const evidence: ShownEvidence[] = [{ ...place, startLine: 1, excerpt }];
          const shown = repairDiffs(
            edits.map(([startLine, startColumn, endLine, endColumn, text]) =>
              edit([startLine, startColumn], [endLine, endColumn], text),
            ),
            evidence,
          );

          expect(shown.length).toBe(edits.length === 0 ? 0 : 1);
        },
      ),
    );
  });
});
