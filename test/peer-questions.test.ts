import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue } from "../packages/sekisho/src/scan/catalogue.ts";
import { peerQuestions } from "./peer-questions.ts";

const aliases = new Set(catalogue.flatMap((check) => check.aliases));
const decision = readFileSync(join(import.meta.dirname, "../docs/decisions/0062-what-files-cannot-answer.md"), "utf8");
const excused = new Set(decision.split("\n").flatMap(idsOfRow));

/** Gives the ids of a table row `tool:ID, ID to ID | why`; an id without a tool has the one before it. */
function idsOfRow(line: string): readonly string[] {
  const [, ids] = /^\| ([a-z-]+:[^|]+?) \|/.exec(line) ?? [];
  if (ids === undefined) return [];
  const tool = ids.slice(0, ids.indexOf(":"));
  return ids
    .slice(tool.length + 1)
    .replaceAll("POP-", "")
    .split(", ")
    .flatMap((part) => idsOfRange(part).map((id) => `${tool}:${tool === "popeye" ? "POP-" : ""}${id}`));
}

function idsOfRange(part: string): readonly string[] {
  const [first, last] = part.split(" to ");
  if (first === undefined || last === undefined) return [part];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${Number(first) + index}`);
}

describe("questions of other tools about manifests", () => {
  test.each(Object.entries(peerQuestions).map(([name, ids]) => ({ name, ids: ids.trim().split(/\s+/) })))(
    "$name: each is the alias of a check, or decision 0062 says why files cannot answer it",
    ({ name, ids }) => {
      const asked = ids.map((id) => `${name}:${id}`);
      expect(asked.filter((id) => !aliases.has(id) && !excused.has(id))).toEqual([]);
    },
  );

  test("the decision excuses what no check answers, and nothing else", () => {
    const known = new Set(
      Object.entries(peerQuestions).flatMap(([tool, ids]) =>
        ids
          .trim()
          .split(/\s+/)
          .map((id) => `${tool}:${id}`),
      ),
    );
    expect(excused.size).toBe(4 + 64);
    expect([...excused].filter((id) => aliases.has(id) || !known.has(id))).toEqual([]);
  });
});
