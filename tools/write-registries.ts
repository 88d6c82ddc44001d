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

/** Writes the registry of every family whose registry is not up to date; gives the families that were written. */
export function writeRegistries(checksFolder: string): readonly string[] {
  const written: string[] = [];
  for (const family of readdirSync(checksFolder, { withFileTypes: true })) {
    if (!family.isDirectory()) continue;
    const folder = join(checksFolder, family.name);
    const text = renderRegistry(readdirSync(folder));
    const path = join(folder, "registry.ts");
    if (readIfThere(path) === text) continue;
    writeFileSync(path, text);
    written.push(family.name);
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
