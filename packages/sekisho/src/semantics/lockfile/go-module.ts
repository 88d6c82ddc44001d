import { quote } from "../../model/quote.ts";
import type { SyntaxProblem } from "../../model/syntax-problem.ts";

/** One module that is required. */
export interface GoRequire {
  readonly path: string;
  readonly version: string;
  readonly isIndirect: boolean;
  readonly line: number;
}

/** What stands in for a module; a directory has no version. */
export interface GoReplacement {
  readonly path: string;
  readonly version?: string;
}

/** A `go.mod` file. */
export interface GoModule {
  readonly goVersion?: string;
  readonly requires: readonly GoRequire[];
  /** By `path` or `path version`. */
  readonly replacements: ReadonlyMap<string, GoReplacement>;
  readonly problems: readonly SyntaxProblem[];
}

const verbs = new Set([
  "module",
  "go",
  "toolchain",
  "require",
  "replace",
  "exclude",
  "retract",
  "godebug",
  "tool",
  "ignore",
]);

/** Reads a `go.mod` file line by line. Source: Go Modules Reference, "Lexical elements" and "Grammar". */
export function readGoModule(text: string): GoModule {
  const requires: GoRequire[] = [];
  const replacements = new Map<string, GoReplacement>();
  const problems: SyntaxProblem[] = [];
  let goVersion: string | undefined;
  let block: string | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    const comment = findComment(raw);
    const words = readWords(comment === -1 ? raw : raw.slice(0, comment));
    if (words.length === 0) continue;
    if (words[0] === ")") {
      block = undefined;
      continue;
    }
    const verb: string = block ?? words.shift() ?? "";
    if (block === undefined && words.at(-1) === "(") {
      block = verb;
      continue;
    }
    const line = index + 1;
    if (verb === "go") goVersion = words[0];
    else if (verb === "replace") addReplacement(replacements, words, problems, line);
    else if (verb === "require" && words.length === 2) {
      const [path = "", version = ""] = words;
      requires.push({ path, version, isIndirect: isIndirect(raw, comment), line });
    } else if (verb === "require" || !verbs.has(verb)) {
      problems.push({ line, expected: directive, got: quote(raw.trim()) });
    }
  }
  return { ...(goVersion === undefined ? {} : { goVersion }), requires, replacements, problems };
}

const directive = { en: "a directive of go.mod", ja: "go.mod のディレクティブ" };

function addReplacement(
  replacements: Map<string, GoReplacement>,
  words: readonly string[],
  problems: SyntaxProblem[],
  line: number,
): void {
  const arrow = words.indexOf("=>");
  const path = words[arrow + 1];
  if (arrow < 1 || path === undefined) {
    problems.push({ line, expected: directive, got: quote(words.join(" ")) });
    return;
  }
  const version = words[arrow + 2];
  replacements.set(words.slice(0, arrow).join(" "), version === undefined ? { path } : { path, version });
}

function isIndirect(raw: string, comment: number): boolean {
  return comment !== -1 && /^\/\/\s*indirect(?:;|\s|$)/.test(raw.slice(comment));
}

/** A comment starts with `//` behind a blank or at the start of the line. */
function findComment(line: string): number {
  let at = line.indexOf("//");
  while (at > 0 && line[at - 1] !== " " && line[at - 1] !== "\t" && line[at - 1] !== "(")
    at = line.indexOf("//", at + 2);
  return at;
}

/**
 * Splits a line at blanks and around brackets; a quoted word loses its quotes. Walked by hand: a greedy expression over a
 * word of megabytes overflows the stack of an engine that no longer optimises expressions.
 */
function readWords(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const first = line[at] ?? "";
    if (blank.test(first)) {
      at += 1;
      continue;
    }
    const end = findWordEnd(line, at, first);
    const isQuoted = (first === '"' || first === "`") && end - at > 1 && line[end - 1] === first;
    words.push(isQuoted ? line.slice(at + 1, end - 1) : line.slice(at, end));
    at = end;
  }
  return words;
}

const blank = /\s/;
const wordEnd = /[\s()]/g;

function findWordEnd(line: string, at: number, first: string): number {
  if (first === "(" || first === ")") return at + 1;
  if (first === '"' || first === "`") {
    const closing = line.indexOf(first, at + 1);
    if (closing !== -1) return closing + 1;
  }
  wordEnd.lastIndex = at;
  return wordEnd.exec(line)?.index ?? line.length;
}
