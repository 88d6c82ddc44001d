/**
 * Gives the directory that `WORKDIR written` leads to from `current`, cleaned of `.`, `..` and double slashes.
 *
 * BuildKit writes `..` in an absolute path down as it is; here it is resolved, as the container does when it starts.
 * On Windows the drive letter goes away and backslashes are used, as BuildKit stores it.
 * Source: BuildKit, util/system/path.go, NormalizeWorkdir.
 */
export function joinWorkdir(current: string, written: string, platform: "linux" | "windows"): string {
  if (platform === "linux") return resolvePath(current, written);
  const from = withoutDrive(current).replaceAll("\\", "/");
  const to = withoutDrive(written).replaceAll("\\", "/");
  return resolvePath(from, to).replaceAll("/", "\\");
}

/** Tells whether a path begins at the root: `/app`, on Windows also `C:\app` and `\app`. */
export function isAbsolutePath(path: string, platform: "linux" | "windows"): boolean {
  if (platform === "linux") return path.startsWith("/");
  const bare = withoutDrive(path);
  return bare.startsWith("/") || bare.startsWith("\\");
}

/** Tells whether a path as written begins with a drive letter: `C:\app`, `"c:/app"`. */
export function isWindowsPath(written: string): boolean {
  return /^["']?[a-zA-Z]:(?:[\\/]|$)/.test(written);
}

/** Tells whether an absolute, clean path is a directory or lies in it. */
export function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

function withoutDrive(path: string): string {
  return path.replace(/^[a-zA-Z]:/, "");
}

function resolvePath(from: string, to: string): string {
  return walk(to.startsWith("/") ? "" : cleaned(from), to) || "/";
}

/** A clean path stays the text that it is: WORKDIR after WORKDIR takes time for what it adds alone. */
function cleaned(path: string): string {
  return /^\/[^/]/.test(path) && !/\/(?:\.{0,2})(?:\/|$)/.test(path) ? path : walk("", path);
}

/** Goes from a clean path, "" for the root, along another. */
function walk(from: string, path: string): string {
  let at = from;
  for (const part of path.split("/")) {
    if (part === "..") at = at.slice(0, Math.max(at.lastIndexOf("/"), 0));
    else if (part !== "" && part !== ".") at += `/${part}`;
  }
  return at;
}
