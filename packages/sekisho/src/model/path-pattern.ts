import { matchesWildcard } from "./wildcard.ts";

/** One line of a .gitignore, or one path pattern of the configuration. */
export interface PathPattern {
  /** Written with a leading `!`. */
  readonly isNegated: boolean;
  /** Written with a trailing slash: matches directories only. */
  readonly isForDirectories: boolean;
  /** True when it is matched from the base on; otherwise its one segment matches a name at any depth. */
  readonly isAnchored: boolean;
  /** Between slashes; `**` stands for any number of them. */
  readonly segments: readonly string[];
}

/**
 * Reads one pattern line as gitignore(5) defines it; `undefined` for an empty line and a comment.
 *
 * Trailing blanks are dropped unless a backslash stands before them; `\#` and `\!` begin a pattern that is meant so.
 */
export function parsePathPattern(line: string): PathPattern | undefined {
  let text = dropTrailingBlanks(line);
  if (text === "" || text.startsWith("#")) return undefined;
  const isNegated = text.startsWith("!");
  if (isNegated) text = text.slice(1);
  const isForDirectories = text.endsWith("/");
  if (isForDirectories) text = text.slice(0, -1);
  const isAnchored = text.includes("/");
  if (text.startsWith("/")) text = text.slice(1);
  if (text === "") return undefined;
  return { isNegated, isForDirectories, isAnchored, segments: text.split("/") };
}

/** Tells whether a pattern matches this very path (forward slashes, relative to the pattern's base), not a parent of it. */
function matchesPath(pattern: PathPattern, path: string, isDirectory: boolean): boolean {
  if (pattern.isForDirectories && !isDirectory) return false;
  if (pattern.isAnchored) return matchesSegments(pattern.segments, path.split("/"));
  return matchesWildcard(pattern.segments[0] ?? "", path.slice(path.lastIndexOf("/") + 1));
}

/**
 * Tells whether a list of patterns takes a file in: the last pattern that matches it or a directory above it decides.
 * As in git, nothing below a directory that is taken in can be left out again.
 */
export function matchesPathOrParent(patterns: readonly PathPattern[], path: string): boolean {
  if (patterns.length === 0) return false;
  for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
    if (decides(patterns, path.slice(0, slash), true) === true) return true;
  }
  return decides(patterns, path, false) === true;
}

/** Gives what the last matching pattern says of a path: taken in, left out, or `undefined` when none matches. */
export function decides(patterns: readonly PathPattern[], path: string, isDirectory: boolean): boolean | undefined {
  for (let index = patterns.length - 1; index >= 0; index--) {
    const pattern = patterns[index];
    if (pattern !== undefined && matchesPath(pattern, path, isDirectory)) return !pattern.isNegated;
  }
  return undefined;
}

/** Matches segment by segment; a trailing `**` needs at least one segment, others may stand for none. */
function matchesSegments(pattern: readonly string[], path: readonly string[]): boolean {
  let patternAt = 0;
  let pathAt = 0;
  let lastDouble = -1;
  let retryAt = 0;
  while (pathAt < path.length) {
    if (pattern[patternAt] === "**") {
      if (patternAt === pattern.length - 1) return true;
      lastDouble = patternAt++;
      retryAt = pathAt;
      continue;
    }
    const segment = pattern[patternAt];
    if (segment !== undefined && matchesWildcard(segment, path[pathAt] ?? "")) {
      patternAt++;
      pathAt++;
      continue;
    }
    if (lastDouble === -1) return false;
    patternAt = lastDouble + 1;
    pathAt = ++retryAt;
  }
  return patternAt === pattern.length;
}

function dropTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === " " && !isEscaped(line, end - 1)) end--;
  return line.slice(0, end);
}

/** Tells whether an odd number of backslashes stands before a place. */
function isEscaped(line: string, at: number): boolean {
  let backslashes = 0;
  while (line[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}
