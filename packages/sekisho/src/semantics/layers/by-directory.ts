import { maxPathLength } from "../sensitive-files/file-kinds.ts";

/**
 * Gives placed files by their path and by every directory above it but the root, each list in the order given.
 * Of many in one place the first `most` are kept; what is longer than a path can be is left out.
 */
export function byDirectory<Placed extends { readonly path: string }>(
  files: readonly Placed[],
  most: number = Number.POSITIVE_INFINITY,
): ReadonlyMap<string, readonly Placed[]> {
  const found = new Map<string, Placed[]>();
  for (const file of files) {
    if (file.path.length > maxPathLength) continue;
    for (let path = file.path; path !== ""; path = path.slice(0, Math.max(path.lastIndexOf("/"), 0))) {
      const together = found.get(path);
      if (together === undefined) found.set(path, [file]);
      else if (together.length < most) together.push(file);
    }
  }
  return found;
}
