import { resolve } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import { SekishoError } from "../../model/error.ts";
import type { RuleFileBytes } from "../../semantics/falco-rules/load-rule-files.ts";

/** A file of rules is not larger; the largest official one has 150 KB. */
const maxRuleFileBytes = 64 * 1024 * 1024;

/**
 * Reads rule files of Falco, in the order of their names.
 *
 * @throws {SekishoError} `target-not-found` or `target-unreadable` for the first one that cannot be read.
 */
export async function readRuleFiles(
  names: readonly string[],
  workingDirectory: string,
): Promise<readonly RuleFileBytes[]> {
  const files: RuleFileBytes[] = [];
  for (const name of names) {
    const reading = await readCappedFile(resolve(workingDirectory, name), maxRuleFileBytes);
    if (reading.kind === "refused") {
      const code = reading.code === "not-found" ? "target-not-found" : "target-unreadable";
      throw new SekishoError(code, reading.message);
    }
    files.push({ path: name, bytes: reading.bytes });
  }
  return files;
}
