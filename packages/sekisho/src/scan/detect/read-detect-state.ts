import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { refuseFailedRead } from "../../access/filesystem/read-file.ts";
import { SekishoError } from "../../model/error.ts";
import type { DetectState } from "./detect-state.ts";
import { parseDetectState } from "./parse-detect-state.ts";

/**
 * Reads the file that an earlier run kept; `undefined` when there is none yet.
 *
 * @throws {SekishoError} `state-invalid`, or `target-unreadable`.
 */
export async function readDetectState(name: string, workingDirectory: string): Promise<DetectState | undefined> {
  let text: string;
  try {
    text = await readFile(resolve(workingDirectory, name), "utf8");
  } catch (error) {
    const reading = refuseFailedRead(name, error);
    if (reading.kind !== "refused") throw error;
    if (reading.code === "not-found") return undefined;
    throw new SekishoError("target-unreadable", reading.message, { cause: error });
  }
  return parseDetectState(text, name);
}
