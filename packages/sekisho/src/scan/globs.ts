import { matchesPathOrParent, type PathPattern, parsePathPattern } from "../model/path-pattern.ts";
import { matchesWildcard } from "../model/wildcard.ts";

/** A glob with more alternatives than this is cut off there. */
const maxAlternatives = 256;

/**
 * Reads globs over paths: `*`, `**`, `?`, `[…]`, `{a,b}` and `\` before a character. They obey gitignore(5): without a
 * slash a name at any depth is meant, a directory stands for everything below it, `!` leaves out again.
 */
export function compilePathGlobs(globs: readonly string[]): readonly PathPattern[] {
  return globs
    .flatMap(expandBraces)
    .map(parsePathPattern)
    .filter((pattern) => pattern !== undefined);
}

/** Tells whether globs over paths take a path in. */
export function matchesPathGlobs(globs: readonly PathPattern[], path: string): boolean {
  return matchesPathOrParent(globs, path);
}

/** Reads globs over subjects: the same characters, but `*` also spans slashes and the whole subject has to match. */
export function compileSubjectGlobs(globs: readonly string[]): readonly string[] {
  return globs.flatMap(expandBraces);
}

/** Tells whether one of the globs matches a subject. */
export function matchesSubject(globs: readonly string[], subject: string): boolean {
  return globs.some((glob) => matchesWildcard(glob, subject));
}

/** Gives one glob for each way through the braces. A brace that is not closed stands for itself. */
export function expandBraces(glob: string): readonly string[] {
  let expanded = [""];
  let at = 0;
  while (at < glob.length) {
    const open = findUnescaped(glob, "{", at);
    const close = open === -1 ? -1 : findUnescaped(glob, "}", open);
    if (close === -1) break;
    const before = glob.slice(at, open);
    const alternatives = glob.slice(open + 1, close).split(",");
    expanded = expanded
      .flatMap((start) => alternatives.map((alternative) => start + before + alternative))
      .slice(0, maxAlternatives);
    at = close + 1;
  }
  return expanded.map((start) => start + glob.slice(at));
}

function findUnescaped(glob: string, wanted: string, start: number): number {
  for (let at = start; at < glob.length; at++) {
    if (glob[at] === "\\") at++;
    else if (glob[at] === wanted) return at;
  }
  return -1;
}
