import { findMatch } from "../../../formats/regular-expression/find-match.ts";
import { findPattern, type SearchPattern, testPattern } from "../../../formats/regular-expression/pattern-cache.ts";
import { failure } from "../errors.ts";
import { binary, type Overload, ternary } from "../overload.ts";
import { sizeOf } from "../size.ts";
import { boolType, intType, listOf, stringType, type Type } from "../type.ts";
import { type CelError, list, type Result, type Value } from "../values.ts";

const twoTexts: readonly [Type<"string">, Type<"string">] = [stringType, stringType];

/** A tenth of the text by a quarter of the pattern. Source: cel-go, interpreter/runtimecost.go, of `matches`. */
function searchCost(text: Value, pattern: Value): number {
  return Math.ceil((sizeOf(text) + 1) / 10) * Math.ceil(sizeOf(pattern) / 4);
}

/** Regular expressions of RE2, searched in linear time. Sources: CEL language definition; k8s.io/apiserver, cel/library/regex.go. */
export const regularExpressions: readonly Overload[] = [
  binary({ name: "matches", isMethod: true, parameters: twoTexts, result: boolType, cost: searchCost }, matches),
  binary({ name: "matches", parameters: twoTexts, result: boolType, cost: searchCost }, matches),
  binary({ name: "find", isMethod: true, parameters: twoTexts, result: stringType, cost: searchCost }, find),
  binary(
    { name: "findAll", isMethod: true, parameters: twoTexts, result: listOf(stringType), cost: searchCost },
    (text, pattern) => findAll(text, pattern, -1n),
  ),
  ternary(
    {
      name: "findAll",
      isMethod: true,
      parameters: [stringType, stringType, intType],
      result: listOf(stringType),
      cost: searchCost,
    },
    findAll,
  ),
];

function matches(text: string, pattern: string): Result {
  return search(pattern, (found) => {
    const result = testPattern(found, text);
    return result === "exhausted" ? tooCostly() : result;
  });
}

function find(text: string, pattern: string): Result {
  return search(pattern, ({ program }) => {
    const match = findMatch(program, text, 0);
    if (match === "exhausted") return tooCostly();
    return match === undefined ? "" : text.slice(match.start, match.end);
  });
}

/** Finds up to so many matches, all when the limit is negative; each begins behind the one before. */
function findAll(text: string, pattern: string, limit: bigint): Result {
  return search(pattern, ({ program }) => {
    const found: string[] = [];
    let from = 0;
    let lastEnd = -1;
    while (from <= text.length && (limit < 0n || BigInt(found.length) < limit)) {
      const match = findMatch(program, text, from);
      if (match === "exhausted") return tooCostly();
      if (match === undefined) break;
      // An empty match right behind another one does not count, as in Go.
      if (match.end > match.start || match.start !== lastEnd) found.push(text.slice(match.start, match.end));
      lastEnd = match.end;
      from = match.end > match.start ? match.end : match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
    }
    return list(found);
  });
}

function search(text: string, use: (pattern: SearchPattern) => Result): Result {
  const pattern = findPattern(text);
  if (pattern.kind === "pattern") return use(pattern);
  return failure(`invalid regular expression: ${pattern.en}`, `正規表現が正しくありません: ${pattern.ja}`);
}

function tooCostly(): CelError {
  return failure("the search for a regular expression takes too many steps", "正規表現の検索に時間がかかりすぎます");
}
