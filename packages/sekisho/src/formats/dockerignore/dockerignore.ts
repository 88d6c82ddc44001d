import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";
import { matchesPath, type PathPattern, parsePathPattern } from "./path-pattern.ts";

/** One line of an ignore file. */
export interface IgnoreRule {
  /** Counted from 1. */
  readonly line: number;
  /** Cleaned: no `!`, no slash at either end, no `.` and `..` that can be resolved. */
  readonly pattern: string;
  /** `!`: takes paths back in. */
  readonly isException: boolean;
  readonly match: PathPattern;
}

/** An ignore file as BuildKit reads it. */
export interface IgnoreRules {
  /** In the order of the file: the last one that matches decides. */
  readonly rules: readonly IgnoreRule[];
  /** Lines that BuildKit refuses; the others stay in force. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a `.dockerignore`. Never throws: a line that BuildKit refuses is a diagnostic.
 *
 * Comments start in the first column; a byte order mark and blanks around a pattern do not count.
 * Source: Dockerfile reference, ".dockerignore file"; moby/patternmatcher, ignorefile.
 */
export function parseDockerignore(text: string, path = ".dockerignore"): IgnoreRules {
  const rules: IgnoreRule[] = [];
  const diagnostics: Diagnostic[] = [];
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  for (const [index, content] of lines.entries()) {
    if (content.startsWith("#")) continue;
    const written = content.trim();
    if (written === "") continue;
    const rule = readRule(written, index + 1);
    if (rule !== undefined) rules.push(rule);
    else diagnostics.push(describeBroken(path, { line: index + 1, written, column: content.indexOf(written) + 1 }));
  }
  return { rules, diagnostics };
}

/** Tells whether a path, relative to the build context and with forward slashes, stays out of the build. */
export function isIgnored(ignore: IgnoreRules, path: string): boolean {
  const cleaned = cleanPath(path).replace(/^\//, "");
  if (cleaned === "." || cleaned === "") return false;
  let isOut = false;
  for (const rule of ignore.rules) {
    if (rule.isException === isOut && matchesPath(rule.match, cleaned)) isOut = !rule.isException;
  }
  return isOut;
}

/** BuildKit cleans a line when it reads the file and once more when it builds the matcher; both are kept apart here. */
function readRule(written: string, line: number): IgnoreRule | undefined {
  const normalized = cleanPath(normalizeLine(written).trim());
  const isException = normalized.startsWith("!");
  const pattern = isException ? normalized.slice(1) : normalized;
  if (isException && pattern === "") return undefined;
  const match = parsePathPattern(pattern);
  return match === undefined ? undefined : { line, pattern, isException, match };
}

/** Takes the slash off the front, behind a `!` too. */
function normalizeLine(written: string): string {
  const isException = written.startsWith("!");
  const body = isException ? written.slice(1).trim() : written;
  if (body === "") return written;
  const cleaned = cleanPath(body);
  const relative = cleaned.length > 1 && cleaned.startsWith("/") ? cleaned.slice(1) : cleaned;
  return isException ? `!${relative}` : relative;
}

/** Resolves `.`, `..` and doubled slashes in the text. Source: Go's `path.Clean`. */
function cleanPath(path: string): string {
  const isRooted = path.startsWith("/");
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!isRooted) kept.push("..");
  }
  const joined = (isRooted ? "/" : "") + kept.join("/");
  return joined === "" ? "." : joined;
}

function describeBroken(
  path: string,
  place: { readonly line: number; readonly written: string; readonly column: number },
): Diagnostic {
  const { line, written, column } = place;
  const shown = quote(written);
  return {
    code: "dockerignore/invalid-pattern",
    level: "error",
    message: {
      en: `Expected a pattern with closed brackets and something behind each backslash and "!", got "${shown}".`,
      ja: `パターンの角括弧が閉じられていないか、バックスラッシュまたは「!」の後に文字がありません: 「${shown}」`,
    },
    location: { path, startLine: line, startColumn: column, endLine: line, endColumn: column + written.length },
  };
}
