import type { OffsetRange } from "../../model/source-text.ts";
import { isSpace } from "./blanks.ts";

/** How deep `${a:-${b:-…}}` may nest before a word is given up. */
const maxExpansionDepth = 100;

/** Where and why a word is no word for BuildKit. */
export interface WordError extends OffsetRange {
  readonly code: "unclosed-quote" | "invalid-substitution";
  /** What was expected there: a quote, a brace, a known modifier. */
  readonly expected: string;
}

/** `$NAME` or `${NAME…}`. */
export interface Expansion extends OffsetRange {
  readonly kind: "expansion";
  readonly name: string;
  /** As scanned: "", `-`, `:-`, `#`, `%`, `/`, `//`, or `:` with any other character. */
  readonly modifier: string;
  readonly operand: readonly WordPiece[];
  /** Range of everything behind the modifier and before the closing brace. */
  readonly operandRange: OffsetRange;
  /** The second operand of `/` and `//`. */
  readonly replacement: readonly WordPiece[];
}

/** One piece of a word; the pieces of a word follow each other without gap. */
export type WordPiece =
  | ({ readonly kind: "literal" } & OffsetRange)
  /** The escape character and what it escapes; alone at the end of the text. */
  | ({ readonly kind: "escape" } & OffsetRange)
  /** An escape character between double quotes that escapes nothing. */
  | ({ readonly kind: "lone-escape" } & OffsetRange)
  | ({ readonly kind: "single-quoted" } & OffsetRange)
  | ({ readonly kind: "double-quoted"; readonly pieces: readonly WordPiece[] } & OffsetRange)
  | Expansion;

/** A text taken apart as BuildKit's shell lexer does. */
export interface WordSyntax {
  readonly text: string;
  readonly escape: string;
  /** Up to the error, when there is one. */
  readonly pieces: readonly WordPiece[];
  readonly error: WordError | undefined;
  /** Every expansion, in the order in which they start. */
  readonly expansions: readonly Expansion[];
}

interface Lexer {
  readonly text: string;
  readonly escape: string;
  at: number;
  depth: number;
  error: WordError | undefined;
  readonly expansions: (Expansion | undefined)[];
}

/** Takes a text apart. Works in one pass; gives up at the first error. */
export function parseWord(text: string, escape: string): WordSyntax {
  const lexer: Lexer = { text, escape, at: 0, depth: 0, error: undefined, expansions: [] };
  const pieces = readPieces(lexer, "");
  const expansions = lexer.expansions.filter((expansion) => expansion !== undefined);
  return { text, escape, pieces, error: lexer.error, expansions };
}

/** Reads up to the stop character, which is taken too, or up to the end when there is none. */
function readPieces(lexer: Lexer, stop: string): WordPiece[] {
  const pieces: WordPiece[] = [];
  const { text, escape } = lexer;
  let literalStart = lexer.at;
  while (lexer.at < text.length && lexer.error === undefined) {
    const character = text.charAt(lexer.at);
    const isStop = character === stop;
    if (!isStop && character !== "$" && character !== "'" && character !== '"' && character !== escape) {
      lexer.at++;
      continue;
    }
    if (lexer.at > literalStart) pieces.push({ kind: "literal", start: literalStart, end: lexer.at });
    if (isStop) {
      lexer.at++;
      return pieces;
    }
    pieces.push(readSpecial(lexer, character));
    literalStart = lexer.at;
  }
  if (lexer.error !== undefined) return pieces;
  if (lexer.at > literalStart) pieces.push({ kind: "literal", start: literalStart, end: lexer.at });
  if (stop !== "") fail(lexer, "invalid-substitution", stop);
  return pieces;
}

function readSpecial(lexer: Lexer, character: string): WordPiece {
  if (character === "$") return readDollar(lexer);
  if (character === "'") return readSingleQuoted(lexer);
  if (character === '"') return readDoubleQuoted(lexer);
  return readEscape(lexer);
}

function readEscape(lexer: Lexer): WordPiece {
  const start = lexer.at;
  lexer.at = Math.min(start + 1 + characterLength(lexer.text, start + 1), lexer.text.length);
  return { kind: "escape", start, end: lexer.at };
}

function readSingleQuoted(lexer: Lexer): WordPiece {
  const start = lexer.at;
  const close = lexer.text.indexOf("'", start + 1);
  if (close === -1) {
    fail(lexer, "unclosed-quote", "'", start);
    lexer.at = lexer.text.length;
  } else lexer.at = close + 1;
  return { kind: "single-quoted", start, end: lexer.at };
}

function readDoubleQuoted(lexer: Lexer): WordPiece {
  const { text, escape } = lexer;
  const start = lexer.at;
  const pieces: WordPiece[] = [];
  lexer.at++;
  let literalStart = lexer.at;
  while (lexer.at < text.length && lexer.error === undefined) {
    const character = text.charAt(lexer.at);
    if (character !== '"' && character !== "$" && character !== escape) {
      lexer.at++;
      continue;
    }
    if (lexer.at > literalStart) pieces.push({ kind: "literal", start: literalStart, end: lexer.at });
    if (character === '"') {
      lexer.at++;
      return { kind: "double-quoted", pieces, start, end: lexer.at };
    }
    pieces.push(character === "$" ? readDollar(lexer) : readQuotedEscape(lexer));
    literalStart = lexer.at;
  }
  if (lexer.error === undefined) fail(lexer, "unclosed-quote", '"', start);
  return { kind: "double-quoted", pieces, start, end: lexer.at };
}

function readQuotedEscape(lexer: Lexer): WordPiece {
  const start = lexer.at;
  const next = lexer.text.charAt(start + 1);
  const isEscape = next === '"' || next === "$" || next === lexer.escape;
  lexer.at = start + (isEscape ? 2 : 1);
  return { kind: isEscape ? "escape" : "lone-escape", start, end: lexer.at };
}

function readDollar(lexer: Lexer): WordPiece {
  const { text } = lexer;
  const start = lexer.at;
  lexer.at++;
  if (text.charAt(lexer.at) === "{") return readBraced(lexer, start);
  const name = readName(lexer);
  if (name === "") return { kind: "literal", start, end: lexer.at };
  const expansion = createExpansion(name, { start, end: lexer.at });
  lexer.expansions.push(expansion);
  return expansion;
}

function readBraced(lexer: Lexer, start: number): WordPiece {
  const { text } = lexer;
  lexer.at++;
  const first = text.charAt(lexer.at);
  if (first === "" || first === "{" || first === "}" || first === ":") {
    fail(lexer, "invalid-substitution", first === "" ? "}" : "NAME", start);
    return { kind: "literal", start, end: lexer.at };
  }
  if (lexer.depth >= maxExpansionDepth) {
    fail(lexer, "invalid-substitution", `at most ${maxExpansionDepth} levels of \${…}`, start);
    return { kind: "literal", start, end: lexer.at };
  }
  const name = readName(lexer);
  const slot = lexer.expansions.push(undefined) - 1;
  const expansion = readModifier(lexer, name, start);
  lexer.expansions[slot] = expansion;
  return expansion ?? { kind: "literal", start, end: lexer.at };
}

function readModifier(lexer: Lexer, name: string, start: number): Expansion | undefined {
  const { text } = lexer;
  const modifierStart = lexer.at;
  const character = text.charAt(lexer.at);
  lexer.at += characterLength(text, lexer.at);
  if (character === "}") return createExpansion(name, { start, end: lexer.at });
  if (character === "/") return readReplacement(lexer, name, start);
  if (character === ":") {
    const second = text.charAt(lexer.at);
    lexer.at += characterLength(text, lexer.at);
    if (second === "#" || second === "%") return failModifier(lexer, modifierStart);
  } else if (character === "" || !"+-?#%".includes(character)) {
    return failModifier(lexer, modifierStart);
  }
  const modifier = text.slice(modifierStart, lexer.at);
  const operandStart = lexer.at;
  const operand = readNested(lexer, "}");
  const range = { start, end: lexer.at };
  return { ...createExpansion(name, range), modifier, operand, operandRange: behind(operandStart, lexer) };
}

function readReplacement(lexer: Lexer, name: string, start: number): Expansion {
  const isGlobal = lexer.text.charAt(lexer.at) === "/";
  if (isGlobal) lexer.at++;
  const operandStart = lexer.at;
  const operand = readNested(lexer, "/");
  const replacement = lexer.error === undefined ? readNested(lexer, "}") : [];
  const range = { start, end: lexer.at };
  const operandRange = behind(operandStart, lexer);
  return { ...createExpansion(name, range), modifier: isGlobal ? "//" : "/", operand, operandRange, replacement };
}

function readNested(lexer: Lexer, stop: string): WordPiece[] {
  lexer.depth++;
  const pieces = readPieces(lexer, stop);
  lexer.depth--;
  return pieces;
}

/** Without the closing brace, when it was reached. */
function behind(start: number, lexer: Lexer): OffsetRange {
  return { start, end: lexer.error === undefined ? lexer.at - 1 : lexer.at };
}

function createExpansion(name: string, range: OffsetRange): Expansion {
  const operandRange = { start: range.end, end: range.end };
  return { kind: "expansion", name, modifier: "", operand: [], operandRange, replacement: [], ...range };
}

/** Reads digits, one special parameter, or letters, digits and underscores. */
function readName(lexer: Lexer): string {
  const { text } = lexer;
  const start = lexer.at;
  const first = text.charAt(start);
  if (isDigit(first)) {
    while (isDigit(text.charAt(lexer.at))) lexer.at++;
  } else if (first !== "" && "@*#?-$!".includes(first)) {
    lexer.at++;
  } else {
    while (isNameCharacter(text, lexer.at)) lexer.at += characterLength(text, lexer.at);
  }
  return text.slice(start, lexer.at);
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function isNameCharacter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (Number.isNaN(unit)) return false;
  if (unit < 0x80) return unit === 0x5f || isDigit(text.charAt(at)) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);
  return !isSpace(unit) && /^[\p{L}\p{Nd}]/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

/** 2 for a character outside the basic plane, 0 at the end of the text. */
function characterLength(text: string, at: number): number {
  if (at >= text.length) return 0;
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function failModifier(lexer: Lexer, start: number): undefined {
  fail(lexer, "invalid-substitution", ":- - :+ + :? ? # ## % %% / //", start);
  return undefined;
}

function fail(lexer: Lexer, code: WordError["code"], expected: string, start = lexer.at): void {
  const end = Math.max(lexer.at, Math.min(start + 1, lexer.text.length));
  lexer.error ??= { code, expected, start, end };
}
