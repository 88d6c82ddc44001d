import { matchesWildcard } from "../../model/wildcard.ts";

/**
 * Tells whether a path matches a glob, both cut at their slashes: `**` stands for any number of directories, none
 * included; as the last segment for at least one name. Time is at most the product of both lengths.
 */
export function matchesSegments(glob: readonly string[], path: readonly string[]): boolean {
  let globAt = 0;
  let pathAt = 0;
  let lastDouble = -1;
  let retryAt = 0;
  while (pathAt < path.length) {
    const segment = glob[globAt];
    if (segment === "**") {
      if (globAt === glob.length - 1) return true;
      lastDouble = globAt;
      globAt++;
      retryAt = pathAt;
      continue;
    }
    if (segment !== undefined && matchesWildcard(segment, path[pathAt] ?? "")) {
      globAt++;
      pathAt++;
      continue;
    }
    if (lastDouble === -1) return false;
    globAt = lastDouble + 1;
    retryAt++;
    pathAt = retryAt;
  }
  return globAt === glob.length;
}
