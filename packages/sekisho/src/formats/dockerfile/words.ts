import { type MappedText, originRange, sliceMapped } from "../../model/mapped-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { maxMatchedLength, replaceMatches, trimPrefix, trimSuffix } from "./patterns.ts";
import type { DockerfileSyntax, VariableUse, Word } from "./syntax.ts";
import { type Expansion, parseWord, type WordError, type WordPiece, type WordSyntax } from "./word-syntax.ts";

/** The character that joins lines and escapes in words. */
export type EscapeCharacter = DockerfileSyntax["escape"];

/** Gives a variable's value, or `undefined` when it is not set. */
export type LookUpVariable = (name: string) => string | undefined;

/** A word with its variables replaced. */
export interface ExpandedWord {
  readonly value: string;
  /** The uses of variables that are not set, in order; those with a default among them. */
  readonly unknown: readonly VariableUse[];
  /** Why BuildKit refuses the word, or that it grows too long; `value` is then the word's text before expansion. */
  readonly failure?: string;
}

/** How the pieces of a word become text. */
interface RenderMode {
  readonly keepsEscapes: boolean;
  /** Escape characters between quotes are doubled, because the result is read as a pattern. */
  readonly isPattern: boolean;
  readonly keepsQuotes: boolean;
  readonly expand: (expansion: Expansion, syntax: WordSyntax) => string;
}

/** What the expansion of one word has come to so far. */
interface Evaluation {
  readonly lookUp: LookUpVariable;
  readonly unknown: Expansion[];
  /** Units that variables have come to, and that patterns were looked for in. */
  length: number;
  /** The first refusal. */
  failure: string | undefined;
}

/**
 * A word whose variables grow longer is refused: `ENV A=$A$A`, written again and again, doubles each time. Linux starts
 * no program with a variable twice as long. Source: execve(2), MAX_ARG_STRLEN.
 */
export const maxExpandedLength = 65_536;

const noVariables: readonly VariableUse[] = [];

const special = /["'$\\`]/;

/** Makes a word of a part of a text. `onError` hears what BuildKit would refuse when it expands the word. */
export function createWord(
  text: MappedText,
  range: OffsetRange,
  escape: EscapeCharacter,
  onError?: (error: WordError) => void,
): Word {
  const mapped = sliceMapped(text, range.start, range.end);
  const { start, end } = originRange(text, range);
  const raw = mapped.text;
  if (!special.test(raw)) return { start, end, raw, text: mapped, value: raw, variables: noVariables };
  const syntax = parseWord(raw, escape);
  if (syntax.error !== undefined) onError?.({ ...syntax.error, ...originRange(mapped, syntax.error) });
  const value = syntax.error === undefined ? renderUnexpanded(syntax) : raw;
  return { start, end, raw, text: mapped, value, variables: toVariableUses(syntax, mapped), escape };
}

/** Makes a word of one string of a JSON array. Its value is what the JSON says; BuildKit's quotes come on top of that. */
export function createJsonWord(text: MappedText, range: OffsetRange, value: string, escape: EscapeCharacter): Word {
  const mapped = sliceMapped(text, range.start, range.end);
  const { start, end } = originRange(text, range);
  const variables = value.includes("$")
    ? toVariableUses(parseWord(mapped.text.slice(1, -1), escape), mapped, 1)
    : noVariables;
  return { start, end, raw: mapped.text, text: mapped, value, variables, isJson: true, escape };
}

/**
 * Replaces the variables of a word as BuildKit does, quotes and escapes resolved.
 *
 * Unset variables become nothing or their default. Modifiers: `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `//`.
 * Source: moby/buildkit, frontend/dockerfile/shell; Dockerfile reference, "Environment replacement".
 */
export function expandWord(word: Word, lookUp: LookUpVariable): ExpandedWord {
  const text = word.isJson === true ? word.value : word.raw;
  if (!special.test(text)) return { value: word.value, unknown: [] };
  const syntax = parseWord(text, word.escape ?? "\\");
  if (syntax.error !== undefined)
    return { value: word.value, unknown: [], failure: `expected ${syntax.error.expected}` };
  const evaluation: Evaluation = { lookUp, unknown: [], length: 0, failure: undefined };
  const value = render(syntax, syntax.pieces, plainMode(evaluation));
  const unknown = findUses(word, evaluation.unknown);
  if (evaluation.failure === undefined) return { value, unknown };
  return { value: word.value, unknown, failure: evaluation.failure };
}

/** Gives a word's text with quotes and escapes resolved, or with the quotes kept; expansions stay as written. */
export function renderUnexpanded(syntax: WordSyntax, keepsQuotes = false): string {
  const expand = (expansion: Expansion): string => syntax.text.slice(expansion.start, expansion.end);
  return render(syntax, syntax.pieces, { keepsEscapes: false, isPattern: false, keepsQuotes, expand });
}

function plainMode(evaluation: Evaluation): RenderMode {
  const expand = (expansion: Expansion, syntax: WordSyntax): string => {
    if (evaluation.length > maxExpandedLength) return "";
    const text = evaluate(expansion, syntax, evaluation);
    evaluation.length += text.length;
    return evaluation.length > maxExpandedLength ? refuse(evaluation, tooLong) : text;
  };
  return { keepsEscapes: false, isPattern: false, keepsQuotes: false, expand };
}

function render(syntax: WordSyntax, pieces: readonly WordPiece[], mode: RenderMode): string {
  let text = "";
  for (const piece of pieces) text += renderPiece(syntax, piece, mode);
  return text;
}

function renderPiece(syntax: WordSyntax, piece: WordPiece, mode: RenderMode): string {
  const { text, escape } = syntax;
  switch (piece.kind) {
    case "literal":
      return text.slice(piece.start, piece.end);
    case "escape":
      return text.slice(mode.keepsEscapes ? piece.start : piece.start + 1, piece.end);
    case "lone-escape":
      return mode.keepsEscapes && (!mode.keepsQuotes || mode.isPattern) ? escape + escape : escape;
    case "single-quoted": {
      const inner = text.slice(piece.start + 1, piece.end - 1);
      const value = mode.isPattern ? inner.replaceAll(escape, () => escape + escape) : inner;
      return mode.keepsQuotes ? `'${value}'` : value;
    }
    case "double-quoted": {
      const value = render(syntax, piece.pieces, mode);
      return mode.keepsQuotes ? `"${value}"` : value;
    }
    case "expansion":
      return mode.expand(piece, syntax);
  }
}

function evaluate(expansion: Expansion, syntax: WordSyntax, evaluation: Evaluation): string {
  const value = evaluation.lookUp(expansion.name);
  if (value === undefined) evaluation.unknown.push(expansion);
  const { modifier } = expansion;
  if (modifier === "") return value ?? "";
  const isPattern = modifier === "#" || modifier === "%" || modifier.startsWith("/");
  if (isPattern && !canMatch(value ?? "", evaluation)) return refuse(evaluation, tooLongToMatch);
  const mode = { ...plainMode(evaluation), keepsEscapes: isPattern, isPattern };
  const operand = render(syntax, expansion.operand, mode);
  if (modifier.startsWith("/")) {
    const replacement = render(syntax, expansion.replacement, { ...mode, isPattern: false });
    const replaced = replaceMatches(value ?? "", operand, { replacement, isGlobal: modifier === "//" });
    return replaced ?? refuse(evaluation, `invalid pattern ${operand} in $\{${expansion.name}${modifier}…}`);
  }
  if (isPattern) return trim(expansion, operand, value ?? "", evaluation);
  const isMissing = value === undefined || (modifier.startsWith(":") && value === "");
  switch (modifier.replace(":", "")) {
    case "-":
      return isMissing ? operand : value;
    case "+":
      return isMissing ? "" : operand;
    case "?":
      return isMissing ? refuse(evaluation, describeMissing(expansion.name, operand, value)) : value;
    default:
      return refuse(evaluation, `unsupported modifier ${modifier} in $\{${expansion.name}…}`);
  }
}

/** What a pattern is looked for in counts like what variables come to: nothing of it may be left, but it takes time. */
function canMatch(value: string, evaluation: Evaluation): boolean {
  evaluation.length += value.length;
  return value.length <= maxMatchedLength;
}

function trim(expansion: Expansion, operand: string, value: string, evaluation: Evaluation): string {
  const isLongest = operand.startsWith(expansion.modifier);
  const pattern = isLongest ? operand.slice(1) : operand;
  const cut = expansion.modifier === "#" ? trimPrefix : trimSuffix;
  const rest = cut(value, pattern, isLongest);
  return rest ?? refuse(evaluation, `invalid pattern ${pattern} in $\{${expansion.name}${expansion.modifier}…}`);
}

function describeMissing(name: string, message: string, value: string | undefined): string {
  if (message !== "") return `${name}: ${message}`;
  return value === undefined ? `${name} must be set` : `${name} must not be empty`;
}

/** The failure of a word that looks for a pattern in too long a value. */
export const tooLongToMatch = `expected a value of at most ${maxMatchedLength} characters for a pattern, got more`;

/** The failure of a word that grows past the limit. */
export const tooLong = `expected variables of at most ${maxExpandedLength} characters, got more`;

function refuse(evaluation: Evaluation, failure: string): string {
  evaluation.failure ??= failure;
  return "";
}

function toVariableUses(syntax: WordSyntax, mapped: MappedText, shift = 0): VariableUse[] {
  return syntax.expansions.map((expansion) => {
    const range = { start: expansion.start + shift, end: expansion.end + shift };
    return { ...originRange(mapped, range), ...describeUse(syntax, expansion) };
  });
}

function describeUse(syntax: WordSyntax, expansion: Expansion): Pick<VariableUse, "name" | "modifier" | "operand"> {
  const { name, modifier, operandRange } = expansion;
  if (modifier === "") return { name, modifier: undefined, operand: undefined };
  const operand = syntax.text.slice(operandRange.start, operandRange.end);
  const isDoubled = (modifier === "#" || modifier === "%") && operand.startsWith(modifier);
  if (!isDoubled) return { name, modifier, operand };
  return { name, modifier: modifier + modifier, operand: operand.slice(1) };
}

/** The uses of a word in JSON form may be written with escapes, so they are found by name, the others by place. */
function findUses(word: Word, expansions: readonly Expansion[]): readonly VariableUse[] {
  if (expansions.length === 0) return noVariables;
  const isJson = word.isJson === true;
  const uses = new Map(word.variables.map((use) => [isJson ? use.name : use.start, use]));
  return expansions.map((expansion) => {
    const key = isJson ? expansion.name : originRange(word.text, expansion).start;
    const { start, end } = word;
    return uses.get(key) ?? { start, end, name: expansion.name, modifier: undefined, operand: undefined };
  });
}
