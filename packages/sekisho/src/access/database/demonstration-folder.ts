import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const inPackage = join("data", "demonstration");

/**
 * Gives the folder of the database that comes with the program: `data/demonstration` in the package that a module
 * belongs to, wherever in it the module was built to.
 */
export function findDemonstration(moduleFolder: string): string {
  for (let folder = moduleFolder; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, inPackage);
    if (existsSync(join(candidate, "current.json"))) return candidate;
    if (existsSync(join(folder, "package.json"))) return candidate;
  }
  return join(moduleFolder, inPackage);
}
