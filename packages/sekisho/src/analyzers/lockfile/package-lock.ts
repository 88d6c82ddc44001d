import { readNpmPackages } from "../../semantics/lockfile/npm-packages.ts";
import { readNpmTree } from "../../semantics/lockfile/npm-tree.ts";
import { defineJsonLockfile } from "./define.ts";

/**
 * Reads lock files of npm, versions 1 to 3. Version 2 carries both forms; the newer one counts. Links and workspaces
 * are the project's own code and are not listed. Source: npm documentation, package-lock.json.
 */
export const packageLock = defineJsonLockfile({
  id: "lockfile/package-lock",
  version: 2,
  paths: ["**/package-lock.json", "**/npm-shrinkwrap.json"],
  packageTypes: ["npm"],
  read(root, reading) {
    const hasPackages = root.entries.has("packages");
    if (hasPackages) readNpmPackages(root, reading);
    else readNpmTree(root, reading);
  },
});
