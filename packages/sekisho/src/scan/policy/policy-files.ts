import { readdirSync, statSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import { SekishoError } from "../../model/error.ts";
import { compileSelection } from "../../semantics/file-selection/file-selection.ts";

const wildcard = /[*?[{]/;
/** Directories that nobody keeps policies in. */
const skipped: ReadonlySet<string> = new Set([".git", "node_modules"]);
const maxDepth = 32;
const maxFiles = 10_000;

/**
 * Gives the files that paths and globs (`policies/*.yaml`) name, each once: those of a directory are its YAML and JSON
 * files, at any depth.
 *
 * @param patterns From the working directory.
 * @param origin What they were given by: a key of the configuration or an option.
 *
 * @throws {SekishoError} `policy-unreadable` for one that names nothing.
 */
export function findPolicyFiles(
  patterns: readonly string[],
  workingDirectory: string,
  origin: "policies" | "--policy" = "policies",
): readonly string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const files = wildcard.test(pattern)
      ? matchingFiles(pattern, workingDirectory)
      : namedFiles(pattern, workingDirectory);
    if (files.length === 0) throw namesNothing(pattern, origin);
    for (const file of files) found.add(file);
  }
  return [...found];
}

function namedFiles(path: string, workingDirectory: string): readonly string[] {
  const status = statSync(resolve(workingDirectory, path), { throwIfNoEntry: false });
  if (status === undefined) return [];
  if (!status.isDirectory()) return [path];
  return filesBelow(path, workingDirectory).filter((file) => /\.(?:ya?ml|json)$/i.test(file));
}

function matchingFiles(pattern: string, workingDirectory: string): readonly string[] {
  const normal = posix.normalize(pattern);
  const segments = normal.split("/");
  const base = segments
    .slice(
      0,
      Math.max(
        0,
        segments.findIndex((segment) => wildcard.test(segment)),
      ),
    )
    .join("/");
  const selection = compileSelection([[normal]]);
  const start = base === "" && normal.startsWith("/") ? "/" : base;
  return filesBelow(start, workingDirectory).filter((file) => selection.select(file).length > 0);
}

/** Gives the files below a directory, in the order of their paths. */
function filesBelow(directory: string, workingDirectory: string): readonly string[] {
  const files: string[] = [];
  const visit = (path: string, depth: number): void => {
    const entries = listDirectory(resolve(workingDirectory, path));
    for (const entry of entries) {
      if (files.length >= maxFiles) return;
      const inner = path === "" ? entry.name : posix.join(path, entry.name);
      if (entry.isFile()) files.push(inner);
      else if (entry.isDirectory() && depth < maxDepth && !skipped.has(entry.name)) visit(inner, depth + 1);
      else if (entry.isSymbolicLink() && isFile(join(workingDirectory, inner))) files.push(inner);
    }
  };
  visit(directory, 0);
  return files.toSorted();
}

function listDirectory(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // A directory that cannot be read names nothing, which the caller says.
    return [];
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function namesNothing(pattern: string, origin: string): SekishoError {
  return new SekishoError("policy-unreadable", {
    en: `${origin}: expected the path of a policy, a directory or a glob, got "${pattern}", which names no file`,
    ja: `${origin}: ポリシーのファイル、ディレクトリ、グロブのいずれかを想定しましたが、"${pattern}" に該当するファイルがありません。`,
  });
}
