import type { FileAnalyzer, FileHead } from "../../analyzers/define.ts";
import type { AnalyzerRuns } from "./analyzer-runs.ts";
import * as problems from "./collector-diagnostics.ts";
import type { FileWish } from "./selected-analyzers.ts";

/** Files that are analyzed together with others beside them, which may come earlier or later. */
export interface HeldFiles {
  /** Keeps a copy of a file. One of the same name that came before is forgotten: the last one is what a container sees. */
  hold(wish: FileWish, entry: number, file: FileHead, bytes: Buffer): void;
  /** Asks the analyzers, once no more files come. */
  analyze(): void;
}

interface HeldFile {
  readonly analyzer: FileAnalyzer;
  readonly entry: number;
  readonly file: FileHead;
  readonly bytes: Buffer;
}

/** Bytes that wait for others at the same time. */
const maxHeldBytes = 536_870_912;

/** Makes a place for files to wait in. */
export function createHeldFiles(runs: AnalyzerRuns): HeldFiles {
  const mains = new Map<string, HeldFile>();
  /** By analyzer and path of the main file; then by ending. */
  const companions = new Map<string, Map<string, Buffer>>();
  let heldBytes = 0;
  return {
    hold({ analyzer, companion }, entry, file, bytes) {
      if (heldBytes + bytes.length > maxHeldBytes) {
        runs.missed(analyzer, problems.tooMuchHeld(file.path, maxHeldBytes));
        return;
      }
      heldBytes += bytes.length;
      const copy = Buffer.from(bytes);
      const mainPath = companion === undefined ? file.path : file.path.slice(0, -companion.length);
      const key = `${analyzer.id}\0${mainPath}`;
      if (companion === undefined) {
        mains.set(key, { analyzer, entry, file, bytes: copy });
        return;
      }
      const beside = companions.get(key) ?? new Map<string, Buffer>();
      companions.set(key, beside.set(companion, copy));
    },
    analyze() {
      for (const [key, { analyzer, entry, file, bytes }] of mains) {
        const beside = companions.get(key);
        runs.analyze(analyzer, entry, { ...file, bytes, ...(beside === undefined ? {} : { companions: beside }) });
      }
      mains.clear();
      companions.clear();
    },
  };
}
