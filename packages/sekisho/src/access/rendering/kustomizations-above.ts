import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { findKustomizationName } from "../filesystem/chart-places.ts";

/** Directories above one that are looked into. */
const maxLevels = 32;

/**
 * Finds the kustomizations in directories and in those above them, up to the working directory; absolute, each once. Of a
 * directory outside of the working directory only its own.
 */
export function kustomizationsAbove(directories: readonly string[], workingDirectory: string): readonly string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const directory of directories) {
    let at = directory;
    for (let level = 0; level < maxLevels && !seen.has(at); level++) {
      seen.add(at);
      const name = findKustomizationName(namesIn(at));
      if (name !== undefined) found.push(join(at, name));
      if (!isBelow(at, workingDirectory)) break;
      at = dirname(at);
    }
  }
  return found;
}

function isBelow(directory: string, root: string): boolean {
  const path = relative(root, directory);
  return path !== "" && !path.startsWith("..") && directory !== path;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
