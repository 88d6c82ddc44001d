import { type Dirent, readdirSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";

/** Directories below each other that are looked at; a chart has a handful. */
const maxDepth = 32;

/**
 * Finds a symbolic link below a directory that leads out of all of the allowed directories, or nowhere; `undefined` when
 * there is none. A renderer would follow it, and show in its output a file that nobody wanted to show.
 */
export function findLinkOutside(directory: string, allowed: readonly string[]): string | undefined {
  const roots = allowed.map((root) => realpathSync(root));
  return search(directory, roots, 0);
}

function search(directory: string, roots: readonly string[], depth: number): string | undefined {
  if (depth > maxDepth) return directory;
  for (const entry of entriesOf(directory)) {
    const path = join(directory, entry.name);
    if (entry.isSymbolicLink() && !staysInside(path, roots)) return path;
    const found = entry.isDirectory() ? search(path, roots, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    // The renderer meets the same directory and says that it cannot read it.
    return [];
  }
}

function staysInside(link: string, roots: readonly string[]): boolean {
  try {
    const target = realpathSync(link);
    return roots.some((root) => target === root || target.startsWith(root.endsWith(sep) ? root : root + sep));
  } catch {
    return false;
  }
}
