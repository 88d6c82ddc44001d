import { readBunLock } from "../../semantics/lockfile/bun.ts";
import { defineJsonLockfile } from "./define.ts";

/** Reads lock files of Bun in text form. Workspaces and links are the project's own code. Source: Bun, Lockfile. */
export const bunLock = defineJsonLockfile({
  id: "lockfile/bun-lock",
  version: 2,
  paths: ["**/bun.lock"],
  packageTypes: ["npm"],
  allowComments: true,
  read: readBunLock,
});
