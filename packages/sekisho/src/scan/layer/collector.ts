import type { FileHead } from "../../analyzers/define.ts";
import type { TarVisitor } from "../../formats/tar/tar-reader.ts";
import type { FileAnalysis, LayerFacts } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import { createAnalyzerRuns } from "./analyzer-runs.ts";
import { createFileReading } from "./file-reading.ts";
import { createGatheredParts } from "./gathered-parts.ts";
import type { Examination, LayerEnd, LayerPart } from "./layer-reading.ts";
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

/** The same, for somebody who takes what it gathers part by part. */
export interface PartCollector extends TarVisitor {
  /** Hands on the last part and gives what is known besides; the collector is not used afterwards. */
  finish(totals: LayerTotals): LayerEnd;
}

/** So many entries make a part: a message between threads that is neither long nor one of very many. */
const partEntries = 1024;

/** Files of a layer that are its table of contents, not part of the image. Source: stargz-snapshotter, eStargz format. */
const tableNames: ReadonlySet<string> = new Set(["stargz.index.json", ".prefetch.landmark", ".no.prefetch.landmark"]);

/** Tells whether an entry is the table of contents of an archive that can be read in parts. */
export function isTableOfContents(entry: FileEntry): boolean {
  return entry.type === "file" && tableNames.has(entry.path);
}

/** Makes a collector that keeps what it gathers until the end. */
export function createCollector(examination: Examination): Collector {
  const gathered = createGatheredParts();
  const collector = createPartCollector(examination, gathered.add);
  return { ...collector, finish: (totals) => gathered.finish(collector.finish(totals)) };
}

/** Makes a collector that hands on what it has from time to time, and keeps nothing. */
export function createPartCollector(examination: Examination, onPart: (part: LayerPart) => void): PartCollector {
  const { streams, wishesFor } = selectAnalyzers(examination);
  let entries: FileEntry[] = [];
  let analyses: FileAnalysis[] = [];
  /** Entries of the parts that were handed on. */
  let handedOn = 0;
  const runs = createAnalyzerRuns((analysis) => analyses.push(analysis));
  const reading = createFileReading(runs);
  let isReading = false;
  const handOn = () => {
    onPart({ entries, analyses });
    handedOn += entries.length;
    entries = [];
    analyses = [];
  };
  return {
    begin(entry) {
      isReading = false;
      if (isTableOfContents(entry)) return false;
      if (entries.length === partEntries) handOn();
      entries.push(entry);
      if (entry.type !== "file") return false;
      const head: FileHead = entry;
      const wishes = wishesFor(entry.path).map((wish) => ({ wish, head }));
      isReading = wishes.length > 0 || streams.length > 0;
      return isReading && reading.begin({ entry: handedOn + entries.length - 1, wishes, streams, head });
    },
    write: (piece) => reading.write(piece),
    end(isWhole) {
      if (isReading) reading.end(isWhole);
      isReading = false;
    },
    finish(totals) {
      reading.finish();
      handOn();
      return { ...totals, coverage: runs.coverage(), diagnostics: [...totals.diagnostics, ...runs.diagnostics] };
    },
  };
}
