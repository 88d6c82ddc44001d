import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of a family that declare no check. */
const otherFiles = /^(?:define(?:-[a-z-]+)?|registry|.*\.test)\.ts$/;

/** Gives the text of a family's `registry.ts`: one line for each check, in the order of their names. */
export function renderRegistry(fileNames: readonly string[]): string {
  const names = fileNames
    .filter((name) => name.endsWith(".ts") && !otherFiles.test(name))
    .map((name) => name.slice(0, -".ts".length))
    .toSorted();
  if (names.length === 0) return "export {};\n";
  return names.map((name) => `export { ${toCamelCase(name)} } from "./${name}.ts";\n`).join("");
}

/** Gives the name under which a check's file exports it. */
export function toCamelCase(kebabCase: string): string {
  return kebabCase.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Gives the families that keep a file for each check, by name; one whose rules are data has a `rules.ts` instead. */
export function checkFamilies(checksFolder: string): readonly string[] {
  return readdirSync(checksFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !readdirSync(join(checksFolder, entry.name)).includes("rules.ts"))
    .map((entry) => entry.name);
}

/** Writes the registry of every family whose registry is not up to date; gives the families that were written. */
export function writeRegistries(checksFolder: string): readonly string[] {
  const written: string[] = [];
  for (const family of checkFamilies(checksFolder)) {
    const folder = join(checksFolder, family);
    const text = renderRegistry(readdirSync(folder));
    const path = join(folder, "registry.ts");
    if (readIfThere(path) === text) continue;
    writeFileSync(path, text);
    written.push(family);
  }
  return written;
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
  const written = writeRegistries(join(import.meta.dirname, "../packages/sekisho/src/checks"));
  console.log(written.length === 0 ? "Every registry is up to date." : `Written: ${written.join(", ")}`);
}
