import { findPattern, testPattern } from "../../formats/regular-expression/pattern-cache.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { readJsonText } from "./json-text.ts";
import { listIn, numberIn, type Operand, type PathFunction, textIn, valueIn } from "./operands.ts";

/** Texts beyond this are not made: a few calls could fill the memory. */
const maxTextLength = 1_000_000;

/** Functions about texts. */
export const textFunctions: Readonly<Record<string, PathFunction>> = {
  starts_with: ofTwo((text, start) => text.startsWith(start)),
  ends_with: ofTwo((text, end) => text.endsWith(end)),
  equal_fold: ofTwo((left, right) => left.toLowerCase() === right.toLowerCase()),
  trim_prefix: ofTwo((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trim: ofTwo(trim),
  split: ofTwo((text, separator) => text.split(separator)),
  regex_match: (operands) => matchesPattern(textIn(operands, 0), valueIn(operands, 1)),
  pattern_match: (operands) => {
    const [pattern, value] = [textIn(operands, 0), scalarText(valueIn(operands, 1))];
    if (pattern === undefined || value === undefined) return null;
    return matchesWildcard(pattern.replaceAll(/[\\[]/g, "\\$&"), value);
  },
  to_upper: ofOne((text) => text.toUpperCase()),
  to_lower: ofOne((text) => text.toLowerCase()),
  replace_all: (operands) => replaced(operands, Number.POSITIVE_INFINITY),
  replace: (operands) => replaced(operands, numberIn(operands, 3)),
  truncate: (operands) => {
    const [text, length] = [textIn(operands, 0), numberIn(operands, 1)];
    return text === undefined || length === undefined ? null : text.slice(0, Math.max(0, length));
  },
  join: (operands) => {
    const [separator, items] = [textIn(operands, 0), listIn(operands, 1)];
    if (separator === undefined || items?.every((item) => typeof item === "string") !== true) return null;
    return short(items.join(separator));
  },
  to_string: (operands) => textOfValue(valueIn(operands, 0)),
  base64_decode: ofOne((text) => Buffer.from(text, "base64").toString("utf8")),
  base64_encode: ofOne((text) => Buffer.from(text, "utf8").toString("base64")),
  parse_json: ofOne((text) => readJsonText(text) ?? null),
};

function ofOne(give: (text: string) => ManifestValue): PathFunction {
  return (operands) => {
    const text = textIn(operands, 0);
    return text === undefined ? null : give(text);
  };
}

function ofTwo(give: (text: string, other: string) => ManifestValue): PathFunction {
  return (operands) => {
    const [text, other] = [textIn(operands, 0), textIn(operands, 1)];
    return text === undefined || other === undefined ? null : give(text, other);
  };
}

function trim(text: string, letters: string): string {
  const wanted = new Set(letters);
  const all = Array.from(text);
  const first = all.findIndex((letter) => !wanted.has(letter));
  const last = all.findLastIndex((letter) => !wanted.has(letter));
  return first === -1 ? "" : all.slice(first, last + 1).join("");
}

/** The patterns are those of RE2, searched in linear time. */
function matchesPattern(written: string | undefined, value: ManifestValue): boolean | null {
  const text = scalarText(value);
  const pattern = written === undefined ? undefined : findPattern(written);
  if (text === undefined || pattern?.kind !== "pattern") return null;
  const found = testPattern(pattern, text);
  return found === "exhausted" ? null : found;
}

function scalarText(value: ManifestValue): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function replaced(operands: readonly Operand[], count: number | undefined): string | null {
  const [text, old, put] = [textIn(operands, 0), textIn(operands, 1), textIn(operands, 2)];
  if (text === undefined || old === undefined || put === undefined || count === undefined) return null;
  const parts = text.split(old);
  // A negative count is all of them.
  const kept = count < 0 || count >= parts.length ? parts.length : count + 1;
  return short([...parts.slice(0, kept - 1), parts.slice(kept - 1).join(old)].join(put));
}

function short(text: string): string | null {
  return text.length > maxTextLength ? null : text;
}

function textOfValue(value: ManifestValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
