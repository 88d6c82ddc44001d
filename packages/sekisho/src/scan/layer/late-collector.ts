import type { TarVisitor } from "../../formats/tar/tar-reader.ts";
import { createAnalyzerRuns } from "./analyzer-runs.ts";
import { isTableOfContents } from "./collector.ts";
import { createFileReading } from "./file-reading.ts";
import type { Examination, LateAnalysis, LateReading, WantedNames } from "./layer-reading.ts";
import { selectAnalyzers } from "./selected-analyzers.ts";

/** Reads some entries again, for analyzers that want them under other names. */
export interface LateCollector extends TarVisitor {
  finish(): LateReading;
  /** True when all that is wanted was read, and the rest need not be. */
  isDone(): boolean;
}

/** Makes a collector for the wanted entries of one layer; entries are counted as in its `LayerFacts`. */
export function createLateCollector(examination: Examination, wanted: WantedNames): LateCollector {
  const { wishesFor } = selectAnalyzers(examination);
  const analyses: LateAnalysis[] = [];
  const runs = createAnalyzerRuns((analysis, path) => analyses.push({ ...analysis, path }));
  const reading = createFileReading(runs);
  let entries = -1;
  let left = wanted.size;
  let isReading = false;
  return {
    begin(entry) {
      isReading = false;
      if (isTableOfContents(entry)) return false;
      entries++;
      const names = wanted.get(entries);
      if (names === undefined) return false;
      left--;
      const own = new Set(wishesFor(entry.path).map(({ analyzer }) => analyzer.id));
      const wishes = names.flatMap((path) => {
        const head = { ...entry, path };
        // Those that wanted it under its own name have seen it.
        return wishesFor(path).flatMap((wish) => (own.has(wish.analyzer.id) ? [] : [{ wish, head }]));
      });
      isReading = reading.begin({ entry: entries, wishes, streams: [], head: entry });
      return isReading;
    },
    write: (piece) => reading.write(piece),
    end(isWhole) {
      if (isReading) reading.end(isWhole);
      isReading = false;
    },
    isDone: () => left === 0 && !isReading,
    finish() {
      reading.finish();
      return { analyses, diagnostics: runs.diagnostics };
    },
  };
}
