import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { refuseFailedRead } from "../../access/filesystem/read-file.ts";
import { SekishoError } from "../../model/error.ts";
import type { TargetFailure } from "../options.ts";
import { fingerprintOfLog, type ReadPosition, type SavedPosition, startOfLog } from "./read-positions.ts";

/** One log that was named, or lies in a directory that was. */
export interface ResolvedLog {
  /** Relative to the working directory, with forward slashes; `-` is standard input. */
  readonly name: string;
  /** Absolute; empty for standard input. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Empty where it has none. */
  readonly fingerprint: string;
  readonly from: ReadPosition;
}

/** What the names of a call mean. */
export interface ResolvedLogs {
  readonly logs: readonly ResolvedLog[];
  readonly failures: readonly TargetFailure[];
}

/** Finds the logs that a call names: files, the files of directories, `-`. */
export function resolveLogs(
  targets: readonly string[],
  workingDirectory: string,
  positions: readonly SavedPosition[],
): ResolvedLogs {
  const known = new Map(positions.map(([fingerprint, bytes, lines]) => [fingerprint, { bytes, lines }]));
  const failures: TargetFailure[] = [];
  const logs = targets.flatMap((target): readonly ResolvedLog[] => {
    if (target === "-") return [{ name: "-", path: "", sizeBytes: 0, fingerprint: "", from: startOfLog }];
    try {
      return filesOf(resolve(workingDirectory, target)).map((path) => {
        const fingerprint = fingerprintOfLog(path);
        const from = known.get(fingerprint) ?? startOfLog;
        const name = relative(workingDirectory, path).split(sep).join("/");
        return { name, path, sizeBytes: statSync(path).size, fingerprint, from };
      });
    } catch (error) {
      failures.push({ target, error: refuse(target, error) });
      return [];
    }
  });
  return { logs, failures };
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => join(path, name))
    .toSorted();
}

function refuse(target: string, error: unknown): SekishoError {
  const reading = refuseFailedRead(target, error);
  if (reading.kind !== "refused") throw error;
  const code = reading.code === "not-found" ? "target-not-found" : "target-unreadable";
  return new SekishoError(code, reading.message, { cause: error });
}
