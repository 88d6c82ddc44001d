import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePassword } from "../../packages/platform/src/identity/password.ts";

/**
 * Gives the password of the demonstration's owner: made up once and kept beside the data, so that every start can show it.
 * Only the user of this machine can read it, who can read the database as well.
 */
export function ownerPasswordIn(directory: string): string {
  const file = join(directory, "owner-password");
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  try {
    writeFileSync(file, makePassword(), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
