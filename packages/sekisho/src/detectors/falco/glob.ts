import { preparePattern, testPattern } from "../../formats/regular-expression/pattern-cache.ts";

/** Says whether a text matches; `undefined` when the search takes too many steps. */
export type TextTest = (text: string) => boolean | undefined;

/**
 * Makes the test of a pattern of `*`, `?`, `[a-z]`, `[!a-z]`, `[[:alpha:]]`, backslashes and the groups `?(a|b)`, `*(…)`,
 * `+(…)`, `@(…)`; `undefined` for `!(…)`, which is not understood, and for a pattern that is too large.
 *
 * No unit is special in the text, a slash neither. Source: fnmatch(3) with FNM_EXTMATCH, as the engine calls it.
 */
export function createGlobTest(glob: string, ignoresCase = false): TextTest | undefined {
  const isPlain = !/[?[\\]|[*+@!]\(/.test(glob);
  if (isPlain && !ignoresCase) return createStarTest(glob);
  const pattern = globToPattern(glob);
  const test = pattern === undefined ? undefined : createPatternTest(pattern, ignoresCase ? "(?is)" : "(?s)");
  const start = literalStart(glob);
  // Most texts differ in their first letters.
  return test === undefined || ignoresCase || start === "" ? test : (text) => text.startsWith(start) && test(text);
}

/** Most globs have stars alone: their parts are looked for one after the other. */
function createStarTest(glob: string): TextTest {
  const [first = "", ...parts] = glob.split("*");
  const last = parts.pop();
  if (last === undefined) return (text) => text === glob;
  return (text) => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}

/** What every matching text begins with. */
function literalStart(glob: string): string {
  const [start = ""] = /^[^*?[\\(]{0,1000}/.exec(glob) ?? [];
  // The sign in front of a group belongs to it.
  return glob[start.length] === "(" ? start.slice(0, -1) : start;
}

/** Makes the test of a regular expression that must match a text as a whole; `undefined` for a wrong one. */
export function createPatternTest(pattern: string, flags = ""): TextTest | undefined {
  const prepared = preparePattern(`${flags}^(?:${pattern})$`);
  if (prepared.kind === "problem") return undefined;
  return (text) => {
    const found = testPattern(prepared, text);
    return found === "exhausted" ? undefined : found;
  };
}

/** How deep groups may nest. */
const maxDepth = 20;

interface GlobReader {
  readonly glob: string;
  at: number;
}

/** Writes a glob as a regular expression. */
function globToPattern(glob: string): string | undefined {
  const reader: GlobReader = { glob, at: 0 };
  return readSequence(reader, 0);
}

function readSequence(reader: GlobReader, depth: number): string | undefined {
  const { glob } = reader;
  const parts: string[] = [];
  while (reader.at < glob.length) {
    const sign = glob.charAt(reader.at);
    if (depth > 0 && (sign === "|" || sign === ")")) break;
    const isGroup = glob[reader.at + 1] === "(" && "?*+@!".includes(sign);
    const part = isGroup ? readGroup(reader, sign, depth) : readSign(reader, sign);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts.join("");
}

const repetitions: ReadonlyMap<string, string> = new Map([
  ["?", "?"],
  ["*", "*"],
  ["+", "+"],
  ["@", ""],
]);

function readGroup(reader: GlobReader, sign: string, depth: number): string | undefined {
  const repetition = repetitions.get(sign);
  if (repetition === undefined || depth >= maxDepth) return undefined;
  reader.at += 2;
  const options: string[] = [];
  for (;;) {
    const option = readSequence(reader, depth + 1);
    if (option === undefined || reader.at >= reader.glob.length) return undefined;
    options.push(option);
    reader.at += 1;
    if (reader.glob[reader.at - 1] === ")") break;
  }
  return `(?:${options.join("|")})${repetition}`;
}

function readSign(reader: GlobReader, sign: string): string {
  const { glob } = reader;
  const set = sign === "[" ? readSet(reader) : undefined;
  if (set !== undefined) return set;
  const isEscaped = sign === "\\" && reader.at + 1 < glob.length;
  const code = glob.codePointAt(isEscaped ? reader.at + 1 : reader.at) ?? 0;
  const letter = String.fromCodePoint(code);
  reader.at += letter.length + (isEscaped ? 1 : 0);
  if (isEscaped || (sign !== "*" && sign !== "?")) return escaped(letter);
  return sign === "*" ? ".*" : ".";
}

/** Reads `[…]`; `undefined`, and nothing taken, when it has no end: then the bracket stands for itself. */
function readSet(reader: GlobReader): string | undefined {
  const { glob } = reader;
  let at = reader.at + 1;
  const isNegated = glob[at] === "!" || glob[at] === "^";
  if (isNegated) at += 1;
  const members: string[] = [];
  for (let isFirst = true; at < glob.length; isFirst = false) {
    if (glob[at] === "]" && !isFirst) {
      reader.at = at + 1;
      return `[${isNegated ? "^" : ""}${members.join("")}]`;
    }
    const named = /^\[:[a-z]{1,10}:\]/.exec(glob.slice(at, at + 16))?.[0];
    if (named !== undefined) {
      members.push(named);
      at += named.length;
      continue;
    }
    if (glob[at] === "\\" && at + 1 < glob.length) at += 1;
    const letter = String.fromCodePoint(glob.codePointAt(at) ?? 0);
    const isRange = letter === "-" && !isFirst && glob[at + 1] !== "]";
    members.push(isRange ? "-" : escaped(letter));
    at += letter.length;
  }
  return undefined;
}

/** Letters that mean something in a regular expression, in a set or outside of one. */
function escaped(letter: string): string {
  return /^[\\.+*?()|[\]{}^$\-&~#/]$/.test(letter) ? `\\${letter}` : letter;
}
