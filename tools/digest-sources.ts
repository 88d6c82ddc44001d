import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every test is left out: it is in no build. */
const sources = "packages/sekisho/src/**/*.ts";
const tests = "**/*.test.ts";
/** Says which dependencies there are, to the byte. */
const lockFile = "package-lock.json";

/** Gives the SHA-256 of everything that a build of the scanner is made of, in hexadecimal digits. */
export function digestSources(repository: string): string {
  const paths = globSync(sources, { cwd: repository, exclude: [tests] }).map((path) => path.replaceAll("\\", "/"));
  if (paths.length === 0) throw new Error(`${repository}: expected sources in ${sources}, found none`);
  const digest = createHash("sha256");
  for (const path of [...paths.toSorted(), lockFile]) {
    const bytes = readFileSync(join(repository, path));
    digest.update(`${path}\n${bytes.length}\n`).update(bytes);
  }
  return digest.digest("hex");
}
