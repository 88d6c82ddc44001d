import { createGlobTest, type TextTest } from "./glob.ts";

/**
 * Makes the test whether a path is one of some paths or lies below one: `/etc` has `/etc/passwd` and not `/etcetera`.
 * Parts of the paths may be globs. Source: falcosecurity/libs, path_prefix_map.
 */
export function createPrefixTest(paths: readonly string[]): (path: string) => boolean {
  const plain = new Set<string>();
  const globs: (readonly TextTest[])[] = [];
  for (const path of paths) {
    const parts = partsOf(path);
    if (/[*?[]/.test(path)) globs.push(parts.map((part) => createGlobTest(part) ?? (() => false)));
    else plain.add(parts.map((part) => `/${part}`).join(""));
  }
  return (path) => hasPlainPrefix(plain, path) || (globs.length > 0 && hasGlobPrefix(globs, path));
}

function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}

function hasPlainPrefix(plain: ReadonlySet<string>, path: string): boolean {
  if (plain.size === 0) return false;
  // The root has every path below it.
  if (plain.has("")) return true;
  const whole = path.startsWith("/") ? path : `/${path}`;
  for (let at = whole.indexOf("/", 1); at !== -1; at = whole.indexOf("/", at + 1)) {
    if (plain.has(whole.slice(0, at))) return true;
  }
  return plain.has(whole);
}

function hasGlobPrefix(globs: readonly (readonly TextTest[])[], path: string): boolean {
  const parts = partsOf(path);
  return globs.some(
    (tests) => tests.length <= parts.length && tests.every((test, index) => test(parts[index] ?? "") === true),
  );
}
