import { ScimError } from "../scim-error.ts";

/** A piece of a filter. */
export interface FilterToken {
  readonly kind: "word" | "text" | "sign";
  /** Of a text what stands between the quotes, with its escapes read. */
  readonly text: string;
  /** Where it begins, from 0. */
  readonly start: number;
}

const longestFilter = 4000;
const mostTokens = 400;
const blank = /[\t ]/;
const sign = /[()[\]]/;
const wordSign = /[A-Za-z0-9_.:$-]/;

/**
 * Cuts a filter into words, texts in quotes and brackets.
 *
 * @throws {ScimError} 400 `invalidFilter` for a sign that begins none of these, and a text that does not end.
 */
export function readTokens(text: string): readonly FilterToken[] {
  if (text.length > longestFilter) throw wrong(longestFilter, `at most ${longestFilter} signs`);
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    const here = text[at] ?? "";
    if (blank.test(here)) {
      at++;
      continue;
    }
    const [token, end] = readToken(text, at, here);
    tokens.push(token);
    if (tokens.length > mostTokens) throw wrong(at, `at most ${mostTokens} words`);
    at = end;
  }
  return tokens;
}

function readToken(text: string, start: number, here: string): readonly [FilterToken, number] {
  if (sign.test(here)) return [{ kind: "sign", text: here, start }, start + 1];
  const isQuoted = here === '"';
  const end = isQuoted ? findQuote(text, start) : findEndOfWord(text, start);
  if (end === start) throw wrong(start, "a word, a text in quotes or a bracket");
  if (!isQuoted) return [{ kind: "word", text: text.slice(start, end), start }, end];
  return [{ kind: "text", text: readText(text.slice(start, end), start), start }, end];
}

/** Gives the place behind the closing quote. */
function findQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  throw wrong(start, "a text with a quote at its end");
}

function findEndOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && wordSign.test(text[at] ?? "")) at++;
  return at;
}

/** Texts are those of JSON. */
function readText(quoted: string, start: number): string {
  try {
    const value: unknown = JSON.parse(quoted);
    if (typeof value === "string") return value;
  } catch {
    // What is wrong is said below, with its place.
  }
  throw wrong(start, "a text as JSON has it");
}

function wrong(at: number, expected: string): ScimError {
  return new ScimError(
    400,
    {
      en: `filter, column ${at + 1}: expected ${expected}`,
      ja: `フィルターの ${at + 1} 文字目: ${expected} が必要です。`,
    },
    "invalidFilter",
  );
}
