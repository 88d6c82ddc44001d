import { readPnpm } from "../../semantics/lockfile/pnpm.ts";
import { defineYamlLockfile } from "./define.ts";

/**
 * Reads lock files of pnpm, versions 5 to 9. Links and workspaces are the project's own code and are not listed.
 * Source: pnpm/spec, lockfile.
 */
export const pnpmLock = defineYamlLockfile({
  id: "lockfile/pnpm-lock",
  version: 1,
  paths: ["**/pnpm-lock.yaml"],
  packageTypes: ["npm"],
  read: readPnpm,
});
