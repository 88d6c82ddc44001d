import type { OffsetRange } from "../../model/source-text.ts";

/** One string of a JSON array; the range has its quotes in it. */
export interface JsonString extends OffsetRange {
  readonly value: string;
}

/**
 * What stands in a place where an array of strings in JSON is allowed.
 * `mixed`: valid JSON, but not of strings only; BuildKit refuses it. `none`: no JSON, so it is read as words or shell.
 */
export type JsonForm =
  | { readonly kind: "strings"; readonly strings: readonly JsonString[] }
  | { readonly kind: "mixed" }
  | { readonly kind: "none" };

/** Not a word of JSON. */
export const noJson: JsonForm = { kind: "none" };

/** Reads a part of a text as an array of strings in JSON. */
export function readJsonForm(text: string, range: OffsetRange): JsonForm {
  if (range.start >= range.end || text.charCodeAt(range.start) !== 0x5b) return noJson;
  const strings = readStrings(text, range);
  if (strings !== undefined) return { kind: "strings", strings };
  const parsed = parseJson(text.slice(range.start, range.end));
  return Array.isArray(parsed) ? { kind: "mixed" } : noJson;
}

/** Tells whether a text that is no JSON was most likely meant as the JSON form, and not as a shell's `[` or a glob. */
export function looksLikeJsonForm(text: string): boolean {
  if (/^\[["']/.test(text)) return true;
  return /^\[[ \t]+["']/.test(text) && text.endsWith("]") && /["'][ \t]*,/.test(text);
}

function readStrings(text: string, range: OffsetRange): JsonString[] | undefined {
  const strings: JsonString[] = [];
  let at = skipBlanks(text, range.start + 1, range.end);
  if (text.charCodeAt(at) === 0x5d) return at + 1 === range.end ? strings : undefined;
  while (at < range.end) {
    const string = readString(text, at, range.end);
    if (string === undefined) return undefined;
    strings.push(string);
    at = skipBlanks(text, string.end, range.end);
    if (at >= range.end) return undefined;
    const unit = text.charCodeAt(at);
    if (unit === 0x5d) return at + 1 === range.end ? strings : undefined;
    if (unit !== 0x2c) return undefined;
    at = skipBlanks(text, at + 1, range.end);
  }
  return undefined;
}

function readString(text: string, start: number, end: number): JsonString | undefined {
  if (text.charCodeAt(start) !== 0x22) return undefined;
  let hasEscape = false;
  for (let at = start + 1; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20) return undefined;
    if (unit === 0x22) {
      const value = hasEscape ? parseJson(text.slice(start, at + 1)) : text.slice(start + 1, at);
      return typeof value === "string" ? { start, end: at + 1, value: value.toWellFormed() } : undefined;
    }
    if (unit === 0x5c) {
      hasEscape = true;
      at++;
    }
  }
  return undefined;
}

function skipBlanks(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && /[ \t\r\n]/.test(text.charAt(next))) next++;
  return next;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
