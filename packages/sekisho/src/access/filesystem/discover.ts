import type { Dirent } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { matchesPathOrParent, type PathPattern } from "../../model/path-pattern.ts";
import type { Text } from "../../model/text.ts";
import { judgeName, looksLikeDockerfile } from "./dockerfile-names.ts";
import { findOuterRules, type IgnoreRules, isIgnored, readIgnoreFile, slashed } from "./ignore-rules.ts";
import { refuseFailedRead } from "./read-file.ts";

/** Directories that hold no sources of the user, left out whether git ignores them or not. */
const skippedDirectories: readonly string[] = [".git", ".hg", ".svn", "node_modules"];

/** Larger files whose name tells nothing are not opened. */
const maxSniffedFileBytes = 65_536;
/** So much of a file decides whether it is a Dockerfile. */
const sniffedBytes = 4_096;
/** Directories below each other; deeper ones are reported. */
const maxDepth = 128;

/** What a walk obeys. */
export interface DiscoveryOptions {
  /** Paths to leave out, relative to `excludeBase`. */
  readonly exclude: readonly PathPattern[];
  /** Absolute. */
  readonly excludeBase: string;
}

/** A directory that could not be read. */
export interface UnreadDirectory {
  /** Absolute. */
  readonly path: string;
  readonly message: Text;
}

/** What a walk found. */
export interface Discovery {
  /** Dockerfiles, absolute, in the order of their paths. */
  readonly files: readonly string[];
  readonly unread: readonly UnreadDirectory[];
}

interface Walk {
  readonly options: DiscoveryOptions;
  readonly files: string[];
  readonly unread: UnreadDirectory[];
}

/**
 * Finds the Dockerfiles below a directory, by name and, for names that leave it open, by their first lines.
 *
 * What git ignores is left out (.gitignore files of every level, `.git/info/exclude`; whether a file is tracked all the
 * same is not asked), and so are `exclude` and repositories' own folders and `node_modules`. Symbolic links are not followed: what they
 * point to inside the directory is found at its own place, and nothing outside is drawn in.
 */
export async function discoverDockerfiles(directory: string, options: DiscoveryOptions): Promise<Discovery> {
  const walk: Walk = { options, files: [], unread: [] };
  await walkDirectory(walk, directory, await findOuterRules(directory), 0);
  return { files: walk.files, unread: walk.unread };
}

async function walkDirectory(
  walk: Walk,
  directory: string,
  outer: readonly IgnoreRules[],
  depth: number,
): Promise<void> {
  if (depth > maxDepth) {
    walk.unread.push({ path: directory, message: tooDeep(directory) });
    return;
  }
  const entries = await readEntries(walk, directory);
  const own = entries.some((entry) => entry.name === ".gitignore")
    ? readIgnoreFile(join(directory, ".gitignore"), directory)
    : undefined;
  const rules = own === undefined ? outer : [...outer, own];
  for (const entry of entries) {
    const isDirectory = entry.isDirectory();
    if (!isDirectory && (!entry.isFile() || judgeName(entry.name) === "other")) continue;
    if (isDirectory && skippedDirectories.includes(entry.name)) continue;
    const path = join(directory, entry.name);
    if (isExcluded(walk.options, path, isDirectory) || isIgnored(rules, path, isDirectory)) continue;
    if (isDirectory) await walkDirectory(walk, path, rules, depth + 1);
    else if (judgeName(entry.name) === "dockerfile" || (await looksLikeDockerfileInside(path))) walk.files.push(path);
  }
}

/** Gives the entries of a directory in the order of their names, whatever the file system's order is. */
async function readEntries(walk: Walk, directory: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.toSorted((left, right) => (left.name < right.name ? -1 : Number(left.name > right.name)));
  } catch (error) {
    const reading = refuseFailedRead(directory, error);
    if (reading.kind === "refused") walk.unread.push({ path: directory, message: reading.message });
    return [];
  }
}

function isExcluded(options: DiscoveryOptions, path: string, isDirectory: boolean): boolean {
  if (options.exclude.length === 0) return false;
  const name = slashed(relative(options.excludeBase, path));
  // A pattern such as `vendor/**` names what is inside: the directory itself need not be walked for it.
  if (isDirectory && matchesPathOrParent(options.exclude, `${name}/*`)) return true;
  return matchesPathOrParent(options.exclude, name);
}

/** Tells by its first lines whether a file is a Dockerfile; one that cannot be read is none by its name either. */
async function looksLikeDockerfileInside(path: string): Promise<boolean> {
  const head = await readHead(path, maxSniffedFileBytes);
  return head !== undefined && looksLikeDockerfile(head);
}

/** Reads the first bytes of a regular file as Latin-1; `undefined` when it is larger than asked or cannot be read. */
export async function readHead(path: string, maxFileBytes: number): Promise<string | undefined> {
  try {
    const handle = await open(path, "r");
    try {
      const status = await handle.stat();
      if (!status.isFile() || status.size > maxFileBytes) return undefined;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes);
      return buffer.toString("latin1", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    // The name alone made nobody expect a Dockerfile here, so an unreadable file is no gap in what was asked.
    return undefined;
  }
}

function tooDeep(directory: string): Text {
  return {
    en: `${directory} was not examined: it lies more than maxDepth = ${maxDepth} directories deep.`,
    ja: `${directory} は検査しませんでした。ディレクトリの深さが上限 maxDepth（${maxDepth}）を超えています。`,
  };
}
