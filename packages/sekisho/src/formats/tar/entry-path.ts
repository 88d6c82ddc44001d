/** A name of an archive as a path below the root. */
export interface EntryPath {
  /** Without a leading slash, `.`, `..` or empty segments; the root is the empty text. */
  readonly path: string;
  /** True when `..` led above the root, which is kept inside as `chroot` does. */
  readonly isOutside: boolean;
}

/** An empty segment, `.` or `..`. */
const oddSegment = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** Makes a path of a name as archives write it: absolute, with `./` in front, with a slash behind. */
export function toEntryPath(name: string): EntryPath {
  let start = 0;
  let end = name.length;
  if (name.startsWith("./")) start = 2;
  else if (name.startsWith("/")) start = 1;
  if (end > start && name.endsWith("/")) end--;
  const plain = name.slice(start, end);
  if (plain === "") return { path: "", isOutside: false };
  return oddSegment.test(plain) ? resolveSegments(name) : { path: plain, isOutside: false };
}

/** Counts the directories in a path. */
export function depthOf(path: string): number {
  let depth = 0;
  for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) depth++;
  return depth;
}

function resolveSegments(name: string): EntryPath {
  const kept: string[] = [];
  let isOutside = false;
  for (const segment of name.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") kept.push(segment);
    else if (kept.pop() === undefined) isOutside = true;
  }
  return { path: kept.join("/"), isOutside };
}
