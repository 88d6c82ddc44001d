const deepestParts = 256;

/**
 * Gives the folder that a file names as where it builds from, from the root of the source tree; `undefined` where that lies
 * elsewhere (outside of the tree, in a repository of somebody) or hangs on a variable.
 */
export function resolveFolder(file: string, written: string): string | undefined {
  const isElsewhere = written.startsWith("/") || written.startsWith("~") || /^[\w.+-]{1,20}[:@]/.test(written);
  if (written === "" || isElsewhere || /[$\\\0]/.test(written)) return undefined;
  // BuildKit takes this for a repository, not for a folder.
  if (written.startsWith("github.com/")) return undefined;
  const parts = file.split("/").slice(0, -1);
  for (const part of written.split("/", deepestParts)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
