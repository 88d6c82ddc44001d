import { failure, noOverload } from "../errors.ts";
import { binary, type Overload, quaternary, ternary, unary } from "../overload.ts";
import { totalSize, traversalCost } from "../size.ts";
import { dynType, intType, listOf, stringType } from "../type.ts";
import { type CelError, itemsOf, type ListValue, list, type Result } from "../values.ts";
import { type IndexedText, indexOfOffset, indexText, offsetOf } from "./code-points.ts";
import { formatText } from "./format-text.ts";
import { quoteText } from "./quote-text.ts";

/** The longest text that a replacement makes, in UTF-16 units. */
const maxTextLength = 10_000_000;
const texts = listOf(stringType);
const onText = { isMethod: true, cost: traversalCost } as const;

/** The strings extension. Source: cel-go, ext/strings.go, version 4. */
export const textFunctions: readonly Overload[] = [
  binary({ ...onText, name: "charAt", parameters: [stringType, intType], result: stringType }, charAt),
  binary({ ...onText, name: "indexOf", parameters: [stringType, stringType], result: intType }, (text, part) =>
    findFirst(text, part, 0n),
  ),
  ternary({ ...onText, name: "indexOf", parameters: [stringType, stringType, intType], result: intType }, findFirst),
  binary({ ...onText, name: "lastIndexOf", parameters: [stringType, stringType], result: intType }, (text, part) =>
    BigInt(indexOfOffset(indexText(text), text.lastIndexOf(part))),
  ),
  ternary({ ...onText, name: "lastIndexOf", parameters: [stringType, stringType, intType], result: intType }, findLast),
  unary({ ...onText, name: "join", parameters: [texts], result: stringType, cost: totalSize }, (parts) =>
    join(parts, ""),
  ),
  binary({ ...onText, name: "join", parameters: [texts, stringType], result: stringType, cost: totalSize }, join),
  unary({ ...onText, name: "lowerAscii", parameters: [stringType], result: stringType }, (text) =>
    text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
  ),
  unary({ ...onText, name: "upperAscii", parameters: [stringType], result: stringType }, (text) =>
    text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
  ),
  ternary(
    { ...onText, name: "replace", parameters: [stringType, stringType, stringType], result: stringType },
    (text, part, other) => replace(text, [part, other], -1n),
  ),
  quaternary(
    { ...onText, name: "replace", parameters: [stringType, stringType, stringType, intType], result: stringType },
    (text, part, other, limit) => replace(text, [part, other], limit),
  ),
  unary({ ...onText, name: "reverse", parameters: [stringType], result: stringType }, (text) =>
    Array.from(text).reverse().join(""),
  ),
  binary({ ...onText, name: "split", parameters: [stringType, stringType], result: texts }, (text, separator) =>
    split(text, separator, -1n),
  ),
  ternary({ ...onText, name: "split", parameters: [stringType, stringType, intType], result: texts }, split),
  binary({ ...onText, name: "substring", parameters: [stringType, intType], result: stringType }, (text, from) => {
    const indexed = indexText(text);
    return substring(indexed, from, BigInt(indexed.size));
  }),
  ternary(
    { ...onText, name: "substring", parameters: [stringType, intType, intType], result: stringType },
    (text, from, to) => substring(indexText(text), from, to),
  ),
  unary({ ...onText, name: "trim", parameters: [stringType], result: stringType }, trim),
  binary({ ...onText, name: "format", parameters: [stringType, listOf(dynType)], result: stringType }, formatText),
  unary({ name: "strings.quote", parameters: [stringType], result: stringType, cost: traversalCost }, quoteText),
];

function outside(index: bigint, size: number): CelError {
  return failure(
    `index out of range: ${index} in a text of ${size}`,
    `添字 ${index} は長さ ${size} の文字列の範囲外です`,
  );
}

function charAt(text: string, index: bigint): Result {
  const indexed = indexText(text);
  if (index < 0n || index > BigInt(indexed.size)) return outside(index, indexed.size);
  return text.slice(offsetOf(indexed, Number(index)), offsetOf(indexed, Number(index) + 1));
}

function findFirst(text: string, part: string, from: bigint): Result {
  const indexed = indexText(text);
  if (from < 0n || (from > BigInt(indexed.size) && part !== "")) return outside(from, indexed.size);
  const found = text.indexOf(part, offsetOf(indexed, Number(from)));
  return found === -1 ? -1n : BigInt(indexOfOffset(indexed, found));
}

function findLast(text: string, part: string, from: bigint): Result {
  const indexed = indexText(text);
  if (from < 0n || (from > BigInt(indexed.size) && part !== "")) return outside(from, indexed.size);
  const found = text.lastIndexOf(part, offsetOf(indexed, Number(from)));
  return found === -1 ? -1n : BigInt(indexOfOffset(indexed, found));
}

function join(parts: ListValue, separator: string): Result {
  const strings: string[] = [];
  let length = 0;
  for (const item of itemsOf(parts)) {
    if (typeof item !== "string") return noOverload("join", [parts]);
    length += item.length + separator.length;
    if (length > maxTextLength) return tooLong();
    strings.push(item);
  }
  return strings.join(separator);
}

function replace(text: string, [part, other]: readonly [string, string], limit: bigint): Result {
  const pieces = splitAt(text, part, limit < 0n ? Number.POSITIVE_INFINITY : Number(limit));
  if (text.length + pieces.length * other.length > maxTextLength) return tooLong();
  return pieces.join(other);
}

function tooLong(): CelError {
  return failure(
    `the text would be longer than ${maxTextLength} characters`,
    `文字列が上限の ${maxTextLength} 文字を超えます`,
  );
}

/** Splits at the first so many places where a part stands; an empty one stands before, between and behind all letters. */
function splitAt(text: string, part: string, limit: number): readonly string[] {
  if (part === "") {
    const letters = Array.from(text);
    const pieces = ["", ...letters.slice(0, Math.max(0, limit - 1))];
    if (limit <= 0) return [text];
    if (limit > letters.length) return [...pieces, ""];
    return [
      ...pieces.slice(0, -1),
      ...(pieces.length > 1 ? [pieces.at(-1) ?? ""] : [""]),
      letters.slice(limit - 1).join(""),
    ];
  }
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf(part); at !== -1 && pieces.length < limit; at = text.indexOf(part, from)) {
    pieces.push(text.slice(from, at));
    from = at + part.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

function split(text: string, separator: string, limit: bigint): Result {
  if (limit === 0n) return list([]);
  if (limit === 1n) return list([text]);
  const most = limit < 0n ? Number.POSITIVE_INFINITY : Number(limit);
  if (separator !== "") return list(splitAt(text, separator, most - 1));
  const letters = Array.from(text);
  if (letters.length <= most) return list(letters);
  return list([...letters.slice(0, most - 1), letters.slice(most - 1).join("")]);
}

function substring(indexed: IndexedText, from: bigint, to: bigint): Result {
  const size = BigInt(indexed.size);
  if (from < 0n || from > size) return outside(from, indexed.size);
  if (to < 0n || to > size) return outside(to, indexed.size);
  if (from > to) {
    return failure(
      `invalid substring range: ${from} is behind ${to}`,
      `部分文字列の範囲が正しくありません: 開始 ${from} が終了 ${to} より後です`,
    );
  }
  return indexed.text.slice(offsetOf(indexed, Number(from)), offsetOf(indexed, Number(to)));
}

/** Unicode's white space, as Go knows it. */
const blanks = new Set(
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && blanks.has(text.charAt(start))) start += 1;
  while (end > start && blanks.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
