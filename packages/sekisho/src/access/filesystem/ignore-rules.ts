import { lstatSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { decides, type PathPattern, parsePathPattern } from "../../model/path-pattern.ts";

/** Ignore files larger than this are left aside. */
const maxIgnoreFileBytes = 1_048_576;

/** The patterns of one ignore file, and the directory that they count from. */
export interface IgnoreRules {
  /** Absolute. */
  readonly base: string;
  readonly patterns: readonly PathPattern[];
}

/** Reads the lines of a .gitignore. A byte order mark and carriage returns at line ends are no part of a pattern. */
function parseIgnoreFile(text: string): readonly PathPattern[] {
  const patterns: PathPattern[] = [];
  for (const line of text.replace(/^\uFEFF/, "").split("\n")) {
    const pattern = parsePathPattern(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (pattern !== undefined) patterns.push(pattern);
  }
  return patterns;
}

/** Reads the ignore file of a directory; `undefined` when there is none with patterns that can be read. */
export function readIgnoreFile(path: string, base: string): IgnoreRules | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    // Git, too, goes on without an ignore file that it cannot read: more is examined then, never less.
    return undefined;
  }
  if (text.length > maxIgnoreFileBytes) return undefined;
  const patterns = parseIgnoreFile(text);
  return patterns.length === 0 ? undefined : { base, patterns };
}

/**
 * Gives the rules that hold in a directory before its own .gitignore is read, the weakest first: `.git/info/exclude` of
 * the repository that it lies in, then the .gitignore files from the repository's root down.
 */
export function findOuterRules(directory: string): readonly IgnoreRules[] {
  const root = findRepositoryRoot(directory);
  if (root === undefined) return [];
  const rules = [readIgnoreFile(join(root, ".git", "info", "exclude"), root)];
  for (let above = directory; above !== root; ) {
    above = dirname(above);
    rules.splice(1, 0, readIgnoreFile(join(above, ".gitignore"), above));
  }
  return rules.filter((rule) => rule !== undefined);
}

/** Tells whether a path is ignored: of all rules the last file's last matching pattern decides. */
export function isIgnored(rules: readonly IgnoreRules[], path: string, isDirectory: boolean): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const rule = rules[index];
    if (rule === undefined) continue;
    const verdict = decides(rule.patterns, slashed(relative(rule.base, path)), isDirectory);
    if (verdict !== undefined) return verdict;
  }
  return false;
}

/** Gives a path with forward slashes. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

function findRepositoryRoot(directory: string): string | undefined {
  for (let current = directory; ; ) {
    if (isThere(join(current, ".git"))) return current;
    const above = dirname(current);
    if (above === current) return undefined;
    current = above;
  }
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A folder that is closed to us shows no repository; git would not find one there either.
    return false;
  }
}
