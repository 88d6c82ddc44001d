import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of a family that declare nothing. */
const otherFiles = /^(?:define(?:-[a-z-]+)?|registry|.*\.test)\.ts$/;

/** Gives the text of a family's `registry.ts`: one line for each file, in the order of their names. */
export function renderRegistry(fileNames: readonly string[]): string {
  const names = fileNames
    .filter((name) => name.endsWith(".ts") && !otherFiles.test(name))
    .map((name) => name.slice(0, -".ts".length))
    .toSorted();
  if (names.length === 0) return "export {};\n";
  return names.map((name) => `export { ${toCamelCase(name)} } from "./${name}.ts";\n`).join("");
}

/** Gives the name under which a file exports its check or analyzer. */
export function toCamelCase(kebabCase: string): string {
  return kebabCase.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Gives the families that keep a file for each check, by name; one whose rules are data has a `rules.ts` instead. */
export function checkFamilies(checksFolder: string): readonly string[] {
  return foldersIn(checksFolder).filter((name) => !readdirSync(join(checksFolder, name)).includes("rules.ts"));
}

/** Gives the families of analyzers, by name. */
export function analyzerFamilies(analyzersFolder: string): readonly string[] {
  return foldersIn(analyzersFolder);
}

/** Gives the families of detectors, by name: the rules of Falco's files are no files of ours. */
export function detectorFamilies(detectorsFolder: string): readonly string[] {
  return foldersIn(detectorsFolder).filter((name) => name !== "falco");
}

/** Gives the folders of importers, one a tool, by name. */
export function importerFolders(importersFolder: string): readonly string[] {
  return foldersIn(importersFolder).filter((name) => existsSync(join(importersFolder, name, "importer.ts")));
}

/** Gives the text of the importers' `registry.ts`: one line for each tool, in the order of their names. */
export function renderImporterRegistry(folders: readonly string[]): string {
  const names = folders.toSorted();
  return names.map((name) => `export { ${toCamelCase(name)} } from "./${name}/importer.ts";\n`).join("");
}

/**
 * Gives the files of a family that declare what they are named after. Beside an analyzer lie parts of it; each of them
 * exports other names than its own.
 */
export function declaringFiles(familyFolder: string): readonly string[] {
  return readdirSync(familyFolder).filter((name) => {
    if (!name.endsWith(".ts")) return false;
    const declaration = new RegExp(`^export const ${toCamelCase(name.slice(0, -".ts".length))}\\b`, "m");
    return declaration.test(readFileSync(join(familyFolder, name), "utf8"));
  });
}

/** The kinds of families, with the folder of each below the sources. */
const familyKinds = [
  { folder: "checks", families: checkFamilies },
  { folder: "analyzers", families: analyzerFamilies },
  { folder: "detectors", families: detectorFamilies },
] as const;

/** Writes every registry that is not up to date; gives the folders that were written, below the sources. */
export function writeRegistries(sourceFolder: string): readonly string[] {
  const written: string[] = [];
  const importers = join(sourceFolder, "importers");
  if (writeIfOther(join(importers, "registry.ts"), renderImporterRegistry(importerFolders(importers)))) {
    written.push("importers");
  }
  for (const { folder, families } of familyKinds) {
    for (const family of families(join(sourceFolder, folder))) {
      const familyFolder = join(sourceFolder, folder, family);
      const text = renderRegistry(declaringFiles(familyFolder));
      if (writeIfOther(join(familyFolder, "registry.ts"), text)) written.push(`${folder}/${family}`);
    }
  }
  return written;
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function writeIfOther(path: string, text: string): boolean {
  if (readIfThere(path) === text) return false;
  writeFileSync(path, text);
  return true;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // A new family has no registry yet.
    return undefined;
  }
}

if (import.meta.main) {
  const written = writeRegistries(join(import.meta.dirname, "../packages/sekisho/src"));
  console.log(written.length === 0 ? "Every registry is up to date." : `Written: ${written.join(", ")}`);
}
