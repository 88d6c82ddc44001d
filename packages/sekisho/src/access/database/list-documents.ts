import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file below a folder. */
export interface ListedFile {
  readonly path: string;
  /** Below the folder, with forward slashes. */
  readonly name: string;
  /** RFC 3339. */
  readonly modified: string;
}

/** Gives every file below a folder, ordered by name; none when there is no such folder. */
export function listDocuments(folder: string): readonly ListedFile[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const listed = files.map((entry): ListedFile => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(join(folder, "x").length - 1).replaceAll("\\", "/");
    return { path, name, modified: statSync(path).mtime.toISOString() };
  });
  return listed.sort((left, right) => (left.name < right.name ? -1 : 1));
}
