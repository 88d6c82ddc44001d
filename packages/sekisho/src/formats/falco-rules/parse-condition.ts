import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { ConditionCursor, ConditionSyntaxError } from "./condition-cursor.ts";
import type { Condition } from "./condition-syntax.ts";
import { parseCheck } from "./parse-check.ts";

/** A condition, or the first thing that is wrong with it. */
export type ParsedCondition =
  | { readonly kind: "condition"; readonly root: Condition }
  | (OffsetRange & { readonly kind: "problem"; readonly expected: Text; readonly got: string });

/** How deep parentheses may nest. The engine allows a thousand of its own steps, about four a parenthesis. */
const maxNesting = 250;

/** Reads a condition with lists already expanded. Never throws. Source: falcosecurity/libs, userspace/libsinsp/filter/parser.h. */
export function parseCondition(text: string): ParsedCondition {
  const cursor = new ConditionCursor(text);
  try {
    const root = parseJunction(cursor, "or");
    if (!cursor.isAtEnd)
      cursor.fail({ en: "and, or, or the end of the condition", ja: "and、or、または条件式の終わり" });
    return { kind: "condition", root };
  } catch (error) {
    if (!(error instanceof ConditionSyntaxError)) throw error;
    const { start, end } = error.range;
    return { kind: "problem", expected: error.expected, got: text.slice(start, end), start, end };
  }
}

function parseJunction(cursor: ConditionCursor, kind: "or" | "and"): Condition {
  cursor.skipBlanks();
  const start = cursor.at;
  const first = kind === "or" ? parseJunction(cursor, "and") : parseNegation(cursor);
  const parts = [first];
  cursor.skipBlanks();
  while (cursor.takeWord(kind)) {
    expectBlankOrParenthesis(cursor, kind);
    parts.push(kind === "or" ? parseJunction(cursor, "and") : parseNegation(cursor));
    cursor.skipBlanks();
  }
  if (parts.length === 1) return first;
  return { kind, parts, start, end: parts.at(-1)?.end ?? cursor.at };
}

function expectBlankOrParenthesis(cursor: ConditionCursor, word: string): void {
  if (cursor.skipBlanks() || cursor.text[cursor.at] === "(") return;
  cursor.fail({ en: `a blank or ( behind ${word}`, ja: `${word} の後に空白または (` });
}

/** Reads `not` any number of times, then what it denies. */
function parseNegation(cursor: ConditionCursor): Condition {
  cursor.skipBlanks();
  const start = cursor.at;
  let isDenied = false;
  while (cursor.takeWord("not")) {
    expectBlankOrParenthesis(cursor, "not");
    isDenied = !isDenied;
  }
  const body = parsePrimary(cursor);
  return isDenied ? { kind: "not", body, start, end: body.end } : body;
}

function parsePrimary(cursor: ConditionCursor): Condition {
  cursor.skipBlanks();
  const start = cursor.at;
  if (!cursor.take("(")) return parseCheck(cursor);
  cursor.depth += 1;
  if (cursor.depth > maxNesting) {
    cursor.fail(
      { en: `at most ${maxNesting} parentheses in each other`, ja: `${maxNesting} 段以内の括弧の入れ子` },
      start,
    );
  }
  const inner = parseJunction(cursor, "or");
  cursor.skipBlanks();
  if (!cursor.take(")")) cursor.fail({ en: "and, or, or )", ja: "and、or、または )" });
  cursor.depth -= 1;
  return inner;
}
