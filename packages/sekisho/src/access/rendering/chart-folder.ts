import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Where the files of a chart are read: a directory, or an archive that was read into memory. */
export interface ChartFolder {
  /** Gives what lies in a directory, in the order of the names; nothing when it cannot be read. */
  readonly list: (directory: string) => readonly ChartEntry[];
  /** Gives the text of a file; `undefined` when there is none, or when it is larger than wanted. */
  readonly read: (path: string) => string | undefined;
}

/** One name in a directory of a chart. */
export interface ChartEntry {
  readonly name: string;
  readonly isDirectory: boolean;
}

/** Gives the files of this machine that are not larger than `maxFileBytes`. What cannot be read is left out: helm says so by itself. */
export function chartFilesOnDisk(maxFileBytes: number): ChartFolder {
  return {
    list: (directory) =>
      entriesOf(directory)
        .map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }))
        .toSorted(byName),
    read: (path) => readText(path, maxFileBytes),
  };
}

/** Gives texts as if they lay on the machine; `texts` has them by absolute path. */
export function chartFilesInMemory(texts: ReadonlyMap<string, string>): ChartFolder {
  return {
    list(directory) {
      const start = join(directory, "/");
      const entries = new Map<string, ChartEntry>();
      for (const path of texts.keys()) {
        if (!path.startsWith(start)) continue;
        const rest = path.slice(start.length);
        const [name = ""] = rest.split(/[/\\]/, 1);
        entries.set(name, { name, isDirectory: name.length < rest.length });
      }
      return [...entries.values()].toSorted(byName);
    },
    read: (path) => texts.get(path),
  };
}

function byName(left: ChartEntry, right: ChartEntry): number {
  return left.name < right.name ? -1 : Number(left.name > right.name);
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readText(path: string, maxFileBytes: number): string | undefined {
  try {
    const status = statSync(path);
    return status.isFile() && status.size <= maxFileBytes ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
