import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/** A configuration file that holds for a folder. */
export interface FoundConfiguration {
  readonly file: string;
  readonly form: "sekisho" | "hadolint";
}

const sekishoNames = [".sekisho.yaml", ".sekisho.yml"];
const hadolintNames = [".hadolint.yaml", ".hadolint.yml"];

/**
 * Finds the configuration that holds for a folder: in it or above it, no further up than the repository (a folder with
 * `.git`) or the home folder.
 *
 * The nearest `.sekisho.yaml` holds alone. Only where there is none at all, the nearest `.hadolint.yaml` does.
 *
 * @param folder Absolute.
 * @param home Absolute; `undefined` when it is unknown.
 */
export function findConfiguration(folder: string, home: string | undefined): FoundConfiguration | undefined {
  const folders = foldersUpwards(folder, home);
  const file = findFirstFile(folders, sekishoNames);
  if (file !== undefined) return { file, form: "sekisho" };
  const hadolintFile = findFirstFile(folders, hadolintNames);
  return hadolintFile === undefined ? undefined : { file: hadolintFile, form: "hadolint" };
}

function foldersUpwards(start: string, home: string | undefined): readonly string[] {
  const folders = [start];
  for (let folder = start; folder !== home && !exists(join(folder, ".git")); folder = dirname(folder)) {
    if (dirname(folder) === folder) break;
    folders.push(dirname(folder));
  }
  return folders;
}

function findFirstFile(folders: readonly string[], names: readonly string[]): string | undefined {
  for (const folder of folders) {
    for (const name of names) {
      const file = join(folder, name);
      if (exists(file)) return file;
    }
  }
  return undefined;
}

/** An entry that cannot be looked at counts as there: reading it says what is wrong, passing over it would hide it. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code !== "ENOTDIR";
  }
}
