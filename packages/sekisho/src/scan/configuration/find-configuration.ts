import { stat } from "node:fs/promises";
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
export async function findConfiguration(
  folder: string,
  home: string | undefined,
): Promise<FoundConfiguration | undefined> {
  const folders = await foldersUpwards(folder, home);
  const file = await findFirstFile(folders, sekishoNames);
  if (file !== undefined) return { file, form: "sekisho" };
  const hadolintFile = await findFirstFile(folders, hadolintNames);
  return hadolintFile === undefined ? undefined : { file: hadolintFile, form: "hadolint" };
}

async function foldersUpwards(start: string, home: string | undefined): Promise<readonly string[]> {
  const folders = [start];
  for (let folder = start; folder !== home && !(await exists(join(folder, ".git"))); folder = dirname(folder)) {
    if (dirname(folder) === folder) break;
    folders.push(dirname(folder));
  }
  return folders;
}

async function findFirstFile(folders: readonly string[], names: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    for (const name of names) {
      const file = join(folder, name);
      if (await exists(file)) return file;
    }
  }
  return undefined;
}

/** An entry that cannot be looked at counts as there: reading it says what is wrong, passing over it would hide it. */
async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code !== "ENOENT" && code !== "ENOTDIR";
  }
}
