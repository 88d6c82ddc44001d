import type { ShellWord, WordPart } from "../../formats/shell/syntax.ts";
import { literalOf, printWord } from "../../formats/shell/word-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";

/** One argument of a program. */
export interface CallArgument extends OffsetRange {
  /** As the program sees it, as far as that is known: parameters as `${NAME}`, substitutions as `$(…)`. */
  readonly text: string;
  /** As the program sees it; `undefined` when it holds an expansion or a pattern. */
  readonly literal: string | undefined;
  /** Everything in it stands in quotes. */
  readonly isQuoted: boolean;
  readonly word: ShellWord;
}

/** What has arguments: a call, or a part of one. */
export interface ArgumentHolder {
  readonly args: readonly CallArgument[];
}

/** An option as it was given. */
export interface OptionUse {
  /** With its dashes; one letter of a cluster stands for itself: `-y` of `-qy`. */
  readonly name: string;
  readonly value: string | undefined;
  readonly argument: CallArgument;
}

/** Arguments taken apart. */
export interface ReadArguments {
  readonly options: readonly OptionUse[];
  readonly operands: readonly CallArgument[];
}

/** How a program writes its options. */
export interface OptionGrammar {
  /** The options that take a value, with their dashes. */
  readonly valueFlags: ReadonlySet<string>;
  /** One dash may start a long name, as in Go's programs: there are no clusters. */
  readonly hasSingleDashNames?: boolean;
}

/** Gives what a call's checks need to know of a word. */
export function argumentOf(word: ShellWord): CallArgument {
  const literal = literalOf(word);
  const text = literal ?? printWord(word);
  const isQuoted = word.parts.length > 0 && word.parts.every(isQuotedPart);
  return { text, literal, isQuoted, word, start: word.start, end: word.end };
}

function isQuotedPart(part: WordPart): boolean {
  return part.kind === "single-quoted" || part.kind === "double-quoted";
}

/**
 * Takes arguments apart as getopt_long does: `--name=value`, `--name value`, `-n value`, `-nvalue`, clusters such as `-qy`;
 * everything behind `--` is an operand, and so is `-` alone. Options may stand between operands.
 */
export function readArguments(args: readonly CallArgument[], grammar: OptionGrammar): ReadArguments {
  const options: OptionUse[] = [];
  const operands: CallArgument[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index];
    if (argument === undefined) break;
    if (argument.text === "--") {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (!argument.text.startsWith("-") || argument.text === "-") operands.push(argument);
    else if (pushOptions(options, argument, args[index + 1], grammar)) index++;
  }
  return { options, operands };
}

/** Adds the options of one argument; true when the next argument is the value of the last of them. */
function pushOptions(
  options: OptionUse[],
  argument: CallArgument,
  next: CallArgument | undefined,
  grammar: OptionGrammar,
): boolean {
  const { text } = argument;
  const equals = text.indexOf("=");
  const name = equals < 0 ? text : text.slice(0, equals);
  const isWhole = text.startsWith("--") || text.length === 2 || grammar.hasSingleDashNames === true;
  if (isWhole || equals === 2 || grammar.valueFlags.has(name)) {
    const takesNext = equals < 0 && grammar.valueFlags.has(name) && next !== undefined;
    const value = equals < 0 ? undefined : text.slice(equals + 1);
    options.push({ name, value: takesNext ? next.text : value, argument });
    return takesNext;
  }
  for (let at = 1; at < text.length; at++) {
    const letter = `-${text.charAt(at)}`;
    const takesValue = grammar.valueFlags.has(letter);
    if (!takesValue) {
      options.push({ name: letter, value: undefined, argument });
      continue;
    }
    const rest = text.slice(at + 1);
    options.push({ name: letter, value: rest === "" ? next?.text : rest, argument });
    return rest === "" && next !== undefined;
  }
  return false;
}

/**
 * Tells whether one of the flags is given before `--`: as its own argument, or with a value behind `=` that is not `false`,
 * `no`, `off` or `0`. An argument behind it (`--yes true`) does not matter.
 */
export function hasFlag(call: ArgumentHolder, ...names: readonly string[]): boolean {
  for (const { text } of call.args) {
    if (text === "--") return false;
    if (names.includes(text)) return true;
    const equals = text.indexOf("=");
    if (equals > 0 && names.includes(text.slice(0, equals)) && !isOff(text.slice(equals + 1))) return true;
  }
  return false;
}

/** Tells whether the value of an option turns it off: `false`, `no`, `off`, `0`. */
export function isOff(value: string): boolean {
  return /^(?:false|no|off|0)$/i.test(value);
}

/**
 * Tells whether a one-letter flag is given before `--`, by itself or in a cluster: `y` in `-y`, `-qy`, `-yq`. A letter of
 * `valueLetters` ends its cluster, because what follows it is its value: `y` is not in `-oy` when `o` takes one.
 */
export function hasLetterFlag(call: ArgumentHolder, letter: string, valueLetters = ""): boolean {
  for (const { text } of call.args) {
    if (text === "--") return false;
    if (!/^-[A-Za-z0-9]/.test(text)) continue;
    for (const character of text.slice(1)) {
      if (character === letter) return true;
      if (valueLetters.includes(character) || !/[A-Za-z0-9]/.test(character)) break;
    }
  }
  return false;
}

/**
 * Gives the value of the last of the flags that is given before `--`: `--name value`, `--name=value`, `-n value`, `-n=value`,
 * `-nvalue`; `undefined` when none is given or the value is missing.
 */
export function flagValue(call: ArgumentHolder, names: readonly string[]): string | undefined {
  let value: string | undefined;
  for (const [index, { text }] of call.args.entries()) {
    if (text === "--") break;
    for (const name of names) {
      if (text === name) value = call.args[index + 1]?.text;
      else if (text.startsWith(`${name}=`)) value = text.slice(name.length + 1);
      else if (/^-[^-]$/.test(name) && text.startsWith(name)) value = text.slice(name.length);
    }
  }
  return value;
}

/** Gives the arguments that are neither flags nor values of the given flags; everything behind `--` is one. */
export function operandsOf(call: ArgumentHolder, valueFlags: readonly string[] = []): readonly CallArgument[] {
  return readArguments(call.args, { valueFlags: new Set(valueFlags) }).operands;
}
