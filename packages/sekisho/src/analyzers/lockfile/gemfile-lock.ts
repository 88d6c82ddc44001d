import { readGemfileLock } from "../../semantics/lockfile/gemfile.ts";
import { defineTextLockfile } from "./define.ts";

/** Reads lock files of Bundler. Gems of `PATH` are the project's own code. Source: Bundler's `LockfileParser`. */
export const gemfileLock = defineTextLockfile({
  id: "lockfile/gemfile-lock",
  version: 1,
  paths: ["**/Gemfile.lock", "**/gems.locked", "**/*.gemfile.lock"],
  packageTypes: ["gem"],
  read: readGemfileLock,
});
