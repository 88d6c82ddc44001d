import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Finds a program on PATH; looks through version-manager shims to the real binary, whose start alone is compared. */
export function findProgram(name: string): string | undefined {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (!isExecutable(path)) continue;
    return folder.endsWith("/.pyenv/shims")
      ? execFileSync("pyenv", ["which", name], { encoding: "utf8" }).trim()
      : path;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not executable: not the program.
    return false;
  }
}
