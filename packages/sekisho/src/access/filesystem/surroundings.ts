import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Levels of the build context that are listed. */
const maxLevels = 3;
/** Entries of the build context that are listed. */
const maxEntries = 5_000;
/** Larger ignore files are left aside. */
const maxIgnoreFileBytes = 1_048_576;

/** An ignore file of a build context. */
export interface ContextIgnoreFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Finds the .dockerignore in force for a Dockerfile, its directory being the build context: `NAME.dockerignore` beside
 * it wins over `.dockerignore`, as in BuildKit.
 */
export function findContextIgnoreFile(dockerfile: string): ContextIgnoreFile | undefined {
  const directory = dirname(dockerfile);
  for (const name of [`${basename(dockerfile)}.dockerignore`, ".dockerignore"]) {
    const text = readSmallFile(join(directory, name));
    if (text !== undefined) return { name, text };
  }
  return undefined;
}

/**
 * Lists the first levels of a directory, the upper levels first, as paths relative to it with forward slashes.
 *
 * `.git` and `node_modules` are listed and not entered, links are not followed. What cannot be read is missing.
 */
export function listContext(directory: string): readonly string[] {
  const found: string[] = [];
  let level = [""];
  for (let depth = 0; depth < maxLevels && level.length > 0; depth++) {
    const next: string[] = [];
    for (const parent of level) listOne(join(directory, parent), parent, { found, next });
    level = next;
  }
  return found;
}

function listOne(directory: string, parent: string, into: { readonly found: string[]; readonly next: string[] }): void {
  if (into.found.length >= maxEntries) return;
  for (const entry of readEntries(directory)) {
    if (into.found.length >= maxEntries) return;
    const path = parent === "" ? entry.name : `${parent}/${entry.name}`;
    into.found.push(path);
    if (entry.isDirectory() && entry.name !== ".git" && entry.name !== "node_modules") into.next.push(path);
  }
}

function readEntries(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    // The list only ever adds hints to findings; a directory that is closed to us adds none.
    return [];
  }
}

function readSmallFile(path: string): string | undefined {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    return status?.isFile() === true && status.size <= maxIgnoreFileBytes ? readFileSync(path, "utf8") : undefined;
  } catch {
    // Docker, too, builds without a .dockerignore that is not there.
    return undefined;
  }
}
