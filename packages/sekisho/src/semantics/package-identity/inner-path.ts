/**
 * Gives a path from the root for one that a file names relative to a folder; `undefined` for one that is the root.
 *
 * `..` above the root stays at the root; a path with a leading slash is taken from the root. Back slashes, which wheels
 * that were built on Windows have, are separators only where no forward slash is.
 */
export function resolveInnerPath(folder: string, written: string): string | undefined {
  const path = written.includes("/") ? written : written.replaceAll("\\", "/");
  const isPlain = !path.startsWith("/") && !path.startsWith(".") && !path.includes("/.") && !path.includes("//");
  if (isPlain && path !== "" && !path.endsWith("/")) return folder === "" ? path : `${folder}/${path}`;
  const kept = path.startsWith("/") || folder === "" ? [] : folder.split("/");
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  return kept.length === 0 ? undefined : kept.join("/");
}

/** Gives the folder that holds a file; the empty text for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
