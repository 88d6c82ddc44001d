import type { FileHead } from "../../analyzers/define.ts";
import type { TarVisitor } from "../../formats/tar/tar-reader.ts";
import type { FileAnalysis, LayerFacts } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import { createAnalyzerRuns } from "./analyzer-runs.ts";
import { createFileReading } from "./file-reading.ts";
import type { Examination } from "./layer-reading.ts";
import { selectAnalyzers } from "./selected-analyzers.ts";

/** What is known of a layer when all of it is read. */
export interface LayerTotals {
  readonly diffId?: string;
  readonly digest?: string;
  readonly storedBytes: number;
  readonly archiveBytes: number;
  /** Trouble with the archive itself. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Gathers the entries of a layer or a directory, and what the analyzers say of their contents, in one pass. */
export interface Collector extends TarVisitor {
  /** Gives everything; the collector is not used afterwards. */
  finish(totals: LayerTotals): LayerFacts;
}

/** Files of a layer that are its table of contents, not part of the image. Source: stargz-snapshotter, eStargz format. */
const tableNames: ReadonlySet<string> = new Set(["stargz.index.json", ".prefetch.landmark", ".no.prefetch.landmark"]);

/** Tells whether an entry is the table of contents of an archive that can be read in parts. */
export function isTableOfContents(entry: FileEntry): boolean {
  return entry.type === "file" && tableNames.has(entry.path);
}

/** Makes a collector for one layer or one directory. */
export function createCollector(examination: Examination): Collector {
  const { streams, wishesFor } = selectAnalyzers(examination);
  const entries: FileEntry[] = [];
  const analyses: FileAnalysis[] = [];
  const runs = createAnalyzerRuns((analysis) => analyses.push(analysis));
  const reading = createFileReading(runs);
  let isReading = false;
  return {
    begin(entry) {
      isReading = false;
      if (isTableOfContents(entry)) return false;
      entries.push(entry);
      if (entry.type !== "file") return false;
      const head: FileHead = entry;
      const wishes = wishesFor(entry.path).map((wish) => ({ wish, head }));
      isReading = wishes.length > 0 || streams.length > 0;
      return isReading && reading.begin({ entry: entries.length - 1, wishes, streams, head });
    },
    write: (piece) => reading.write(piece),
    end(isWhole) {
      if (isReading) reading.end(isWhole);
      isReading = false;
    },
    finish(totals) {
      reading.finish();
      // Those that waited for others come last; the order of the archive is the one that callers know.
      analyses.sort((left, right) => left.entry - right.entry);
      const diagnostics = [...totals.diagnostics, ...runs.diagnostics];
      return { ...totals, entries, analyses, coverage: runs.coverage(), diagnostics };
    },
  };
}
