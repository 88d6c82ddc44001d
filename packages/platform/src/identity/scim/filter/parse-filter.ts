import { ScimError } from "../scim-error.ts";
import { type FilterToken, readTokens } from "./read-tokens.ts";

/** How a value is compared (RFC 7644, table 3). */
export type CompareOperator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";

/** What a value is compared with. */
export type CompareValue = string | number | boolean | null;

/** A question about a resource. Paths are in lower case, without the schema. */
export type Filter =
  | {
      readonly kind: "compare";
      readonly path: string;
      readonly operator: CompareOperator;
      readonly value: CompareValue;
    }
  | { readonly kind: "present"; readonly path: string }
  | { readonly kind: "and" | "or"; readonly parts: readonly [Filter, Filter] }
  | { readonly kind: "not"; readonly part: Filter }
  /** One value of a list for which all of it holds: `emails[type eq "work" and primary eq true]`. */
  | { readonly kind: "within"; readonly path: string; readonly part: Filter };

/** What a change is about: `name.givenName`, `members[value eq "1"]`, `emails[type eq "work"].value`. */
export interface AttributePath {
  readonly path: string;
  readonly filter: Filter | undefined;
  /** Of what the filter chose. */
  readonly part: string | undefined;
}

const operators: ReadonlySet<string> = new Set(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);
const deepest = 20;
/** `urn:ietf:params:scim:schemas:core:2.0:User:userName`; what comes first is the schema. */
const ownSchema = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/;

interface Reader {
  readonly text: string;
  readonly tokens: readonly FilterToken[];
  at: number;
  depth: number;
}

/**
 * Reads a filter (RFC 7644, 3.4.2.2): `not` binds before `and`, `and` before `or`; words are the same in every case.
 *
 * @throws {ScimError} 400 `invalidFilter` that says where and what was expected.
 */
export function parseFilter(text: string): Filter {
  const reader: Reader = { text, tokens: readTokens(text), at: 0, depth: 0 };
  const filter = readAlternatives(reader);
  if (reader.at < reader.tokens.length) throw unexpected(reader, "and, or, or the end");
  return filter;
}

/**
 * Reads the path of a change (RFC 7644, 3.5.2).
 *
 * @throws {ScimError} 400 `invalidPath`
 */
export function parsePath(text: string): AttributePath {
  try {
    const reader: Reader = { text, tokens: readTokens(text), at: 0, depth: 0 };
    const path = readPath(reader);
    const filter = takeSign(reader, "[") ? readBracket(reader) : undefined;
    const part = filter === undefined ? undefined : readPart(reader);
    if (reader.at < reader.tokens.length) throw unexpected(reader, "the end of the path");
    return { path, filter, part };
  } catch (error) {
    if (error instanceof ScimError) throw new ScimError(400, error.text, "invalidPath");
    throw error;
  }
}

function readAlternatives(reader: Reader): Filter {
  let filter = readSequence(reader);
  while (takeWord(reader, "or")) filter = { kind: "or", parts: [filter, readSequence(reader)] };
  return filter;
}

function readSequence(reader: Reader): Filter {
  let filter = readOne(reader);
  while (takeWord(reader, "and")) filter = { kind: "and", parts: [filter, readOne(reader)] };
  return filter;
}

function readOne(reader: Reader): Filter {
  if (++reader.depth > deepest) throw unexpected(reader, `at most ${deepest} levels`);
  const filter = readTerm(reader);
  reader.depth--;
  return filter;
}

function readTerm(reader: Reader): Filter {
  if (takeSign(reader, "(")) return readGroup(reader);
  const isNegation = wordAt(reader) === "not" && reader.tokens[reader.at + 1]?.text === "(";
  if (isNegation) {
    reader.at += 2;
    return { kind: "not", part: readGroup(reader) };
  }
  const path = readPath(reader);
  if (takeSign(reader, "[")) return { kind: "within", path, part: readBracket(reader) };
  const operator = wordAt(reader);
  if (operator === "pr") {
    reader.at++;
    return { kind: "present", path };
  }
  if (!isOperator(operator)) throw unexpected(reader, "an operator");
  reader.at++;
  return { kind: "compare", path, operator, value: readValue(reader) };
}

function readGroup(reader: Reader): Filter {
  const filter = readAlternatives(reader);
  if (!takeSign(reader, ")")) throw unexpected(reader, ")");
  return filter;
}

function readBracket(reader: Reader): Filter {
  const filter = readAlternatives(reader);
  if (!takeSign(reader, "]")) throw unexpected(reader, "]");
  return filter;
}

function readPath(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token?.kind !== "word" || !/^[a-z]/i.test(token.text)) throw unexpected(reader, "the name of an attribute");
  reader.at++;
  return token.text.toLowerCase().replace(ownSchema, "");
}

/** `.value` behind a bracket. */
function readPart(reader: Reader): string | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined) return undefined;
  if (token.kind !== "word" || !/^\.[a-z$]/i.test(token.text)) {
    throw unexpected(reader, "a part of the attribute");
  }
  reader.at++;
  return token.text.slice(1).toLowerCase();
}

function readValue(reader: Reader): CompareValue {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw unexpected(reader, "a value");
  const value = valueOf(token);
  if (value === undefined) throw unexpected(reader, "a value: a text in quotes, a number, true, false or null");
  reader.at++;
  return value;
}

function valueOf({ kind, text }: FilterToken): CompareValue | undefined {
  if (kind === "text") return text;
  const word = text.toLowerCase();
  if (word === "true") return true;
  if (word === "false") return false;
  if (word === "null") return null;
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}

function isOperator(word: string | undefined): word is CompareOperator {
  return word !== undefined && operators.has(word);
}

function wordAt({ tokens, at }: Reader): string | undefined {
  const token = tokens[at];
  return token?.kind === "word" ? token.text.toLowerCase() : undefined;
}

function takeWord(reader: Reader, word: string): boolean {
  const isThere = wordAt(reader) === word;
  if (isThere) reader.at++;
  return isThere;
}

function takeSign(reader: Reader, sign: string): boolean {
  const token = reader.tokens[reader.at];
  const isThere = token?.kind === "sign" && token.text === sign;
  if (isThere) reader.at++;
  return isThere;
}

function unexpected({ text, tokens, at }: Reader, expected: string): ScimError {
  const token = tokens[at];
  const column = (token?.start ?? text.length) + 1;
  const got = token === undefined ? "nothing" : token.text.slice(0, 50);
  return new ScimError(
    400,
    {
      en: `filter, column ${column}: expected ${expected}, got ${got}`,
      ja: `フィルターの ${column} 文字目: ${expected} が必要ですが、${got} があります。`,
    },
    "invalidFilter",
  );
}
