import { readCharacterClass, readPerlClass, readUnicodeClass } from "./character-class.ts";
import { readEscapedCode } from "./escaped-code.ts";
import { type Assertion, type PatternNode, rangeSet } from "./pattern.ts";
import {
  type Flags,
  failPattern,
  more,
  nextCode,
  type PatternReader,
  peekText,
  startPattern,
  takeText,
} from "./pattern-reader.ts";

/** What a pattern says, or what is wrong with it. */
export type ParsedPattern =
  | { readonly kind: "pattern"; readonly root: PatternNode }
  | { readonly kind: "problem"; readonly en: string; readonly ja: string };

/** How deep groups may nest, and how often something may be repeated. Source: RE2, re2/re2.h and parse.cc. */
const maxDepth = 200;
const maxRepeat = 1000;
const maxPatternLength = 20_000;

const assertions: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ["\\A", "text-start"],
  ["\\z", "text-end"],
  ["\\b", "word-boundary"],
  ["\\B", "no-word-boundary"],
]);

/** Reads a regular expression. Source: RE2 syntax, https://github.com/google/re2/wiki/Syntax. */
export function parsePattern(text: string): ParsedPattern {
  if (text.length > maxPatternLength)
    return { kind: "problem", en: "the pattern is too long", ja: "パターンが長すぎます" };
  const reader = startPattern(text.includes("\\Q") ? expandQuotes(text) : text);
  const root = readChoice(reader, { ignoresCase: false, isMultiline: false, dotTakesAll: false, isUngreedy: false });
  if (reader.problem === undefined && more(reader)) failPattern(reader, "unexpected )", "対応しない ) があります");
  const { problem } = reader;
  return problem === undefined ? { kind: "pattern", root } : { kind: "problem", ...problem };
}

/** Reads alternatives up to a closing parenthesis or the end. */
function readChoice(reader: PatternReader, outer: Flags): PatternNode {
  const options: PatternNode[] = [];
  let flags = outer;
  do {
    const parts: PatternNode[] = [];
    while (more(reader) && peekText(reader) !== "|" && peekText(reader) !== ")") {
      const changed = readFlagChange(reader, flags);
      if (changed !== undefined) flags = changed;
      else parts.push(readRepeat(reader, flags));
    }
    options.push(sequence(parts));
  } while (takeText(reader, "|"));
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
}

function sequence(parts: readonly PatternNode[]): PatternNode {
  const [only] = parts;
  if (only === undefined) return { kind: "empty" };
  return parts.length === 1 ? only : { kind: "sequence", parts };
}

/** Reads `(?i)`, which holds to the end of its group; takes nothing of a group. */
function readFlagChange(reader: PatternReader, flags: Flags): Flags | undefined {
  const match = /^\(\?([imsU]{0,8})(?:-([imsU]{1,8}))?\)/.exec(reader.text.slice(reader.at, reader.at + 24));
  if (match === null) return undefined;
  reader.at += match[0].length;
  return withFlags(flags, match[1] ?? "", match[2] ?? "");
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const decide = (letter: string, before: boolean) => !off.includes(letter) && (on.includes(letter) || before);
  return {
    ignoresCase: decide("i", flags.ignoresCase),
    isMultiline: decide("m", flags.isMultiline),
    dotTakesAll: decide("s", flags.dotTakesAll),
    isUngreedy: decide("U", flags.isUngreedy),
  };
}

function readRepeat(reader: PatternReader, flags: Flags): PatternNode {
  let node = readAtom(reader, flags);
  for (let count = 0; more(reader); count++) {
    const bounds = readBounds(reader);
    if (bounds === undefined) return node;
    // RE2 refuses `a**`, and so does Go.
    if (count > 0) failPattern(reader, "a repetition of a repetition", "繰り返しの指定が重なっています");
    if (
      bounds.min > maxRepeat ||
      (bounds.max > maxRepeat && bounds.max !== Number.POSITIVE_INFINITY) ||
      bounds.max < bounds.min
    ) {
      failPattern(reader, `a repetition is at most ${maxRepeat} times`, `繰り返しの回数は ${maxRepeat} 回までです`);
    }
    const isLazy = takeText(reader, "?");
    node = { kind: "repeat", body: node, ...bounds, isGreedy: isLazy === flags.isUngreedy };
  }
  return node;
}

function readBounds(reader: PatternReader): { readonly min: number; readonly max: number } | undefined {
  if (takeText(reader, "*")) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (takeText(reader, "+")) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (takeText(reader, "?")) return { min: 0, max: 1 };
  const match = /^\{(\d{1,9})(,(\d{0,9}))?\}/.exec(reader.text.slice(reader.at, reader.at + 24));
  if (match === null) return undefined;
  reader.at += match[0].length;
  const min = Number(match[1]);
  if (match[2] === undefined) return { min, max: min };
  return { min, max: match[3] === "" ? Number.POSITIVE_INFINITY : Number(match[3]) };
}

function readAtom(reader: PatternReader, flags: Flags): PatternNode {
  const next = peekText(reader);
  switch (next) {
    case "(":
      return readGroup(reader, flags);
    case "[":
      return { kind: "character", set: readCharacterClass(reader, flags) };
    case ".":
      takeText(reader, ".");
      return { kind: "character", set: { ...rangeSet(flags.dotTakesAll ? [] : [[10, 10]]), isNegated: true } };
    case "^":
      takeText(reader, "^");
      return { kind: "assertion", assertion: flags.isMultiline ? "line-start" : "text-start" };
    case "$":
      takeText(reader, "$");
      return { kind: "assertion", assertion: flags.isMultiline ? "line-end" : "text-end" };
    case "\\":
      return readEscape(reader, flags);
    case "*":
    case "+":
    case "?":
      return failPattern(reader, `nothing to repeat before ${next}`, `${next} の前に繰り返す対象がありません`);
    default: {
      const code = nextCode(reader);
      return { kind: "character", set: rangeSet([[code, code]], flags.ignoresCase) };
    }
  }
}

function readGroup(reader: PatternReader, flags: Flags): PatternNode {
  takeText(reader, "(");
  reader.depth += 1;
  if (reader.depth > maxDepth)
    return failPattern(
      reader,
      `groups nest deeper than ${maxDepth}`,
      `グループの入れ子が ${maxDepth} 段を超えています`,
    );
  let inner = flags;
  const plain = /^\?([imsU]{0,8})(?:-([imsU]{1,8}))?:/.exec(reader.text.slice(reader.at, reader.at + 24));
  const named = /^\?P?<[A-Za-z0-9_]{1,100}>/.exec(reader.text.slice(reader.at, reader.at + 110));
  if (plain !== null) {
    reader.at += plain[0].length;
    inner = withFlags(flags, plain[1] ?? "", plain[2] ?? "");
  } else {
    if (named === null && peekText(reader) === "?")
      return failPattern(reader, "a group that there is not", "未対応のグループです");
    reader.at += named?.[0].length ?? 0;
  }
  const body = readChoice(reader, inner);
  reader.depth -= 1;
  if (!takeText(reader, ")")) return failPattern(reader, "missing )", ") がありません");
  return body;
}

function readEscape(reader: PatternReader, flags: Flags): PatternNode {
  const two = reader.text.slice(reader.at, reader.at + 2);
  const assertion = assertions.get(two);
  if (assertion !== undefined) {
    reader.at += 2;
    return { kind: "assertion", assertion };
  }
  const perl = readPerlClass(reader);
  if (perl !== undefined) return { kind: "character", set: perl };
  const unicode = readUnicodeClass(reader);
  if (unicode !== undefined)
    return { kind: "character", set: { ...rangeSet([]), classes: [unicode], ignoresCase: flags.ignoresCase } };
  const code = readEscapedCode(reader);
  return { kind: "character", set: rangeSet([[code, code]], flags.ignoresCase) };
}

/** Writes `\Qtext\E`, or to the end where there is no `\E`, with a backslash before all that would mean something. */
function expandQuotes(text: string): string {
  let expanded = "";
  let from = 0;
  for (let at = text.indexOf("\\"); at !== -1; at = text.indexOf("\\", from)) {
    expanded += text.slice(from, at);
    if (text.charAt(at + 1) === "Q") {
      const end = text.indexOf("\\E", at + 2);
      const content = text.slice(at + 2, end === -1 ? undefined : end);
      expanded += content.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);
      from = end === -1 ? text.length : end + 2;
    } else {
      expanded += text.slice(at, at + 2);
      from = at + 2;
    }
  }
  return expanded + text.slice(from);
}
