import type { TarVisitor } from "../../formats/tar/tar-reader.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";
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

/** Names of one content that are looked at: a store of links may have as many as it likes. */
const maxNames = 1000;

/** Makes a collector for the wanted entries of one layer; entries are counted as in its `LayerFacts`. */
export function createLateCollector(examination: Examination, wanted: WantedNames): LateCollector {
  const { wishesFor } = selectAnalyzers(examination);
  const analyses: LateAnalysis[] = [];
  const diagnostics: Diagnostic[] = [];
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
      const wishes = names.slice(0, maxNames).flatMap((path) => {
        const head = { ...entry, path };
        return wishesFor(path).map((wish) => ({ wish, head }));
      });
      if (names.length > maxNames) diagnostics.push(tooManyNames(entry.path, names.length));
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
      return { analyses, diagnostics: [...diagnostics, ...runs.diagnostics] };
    },
  };
}

function tooManyNames(path: string, count: number): Diagnostic {
  return {
    code: "image/too-many-names",
    level: "error",
    message: {
      en: `${count} links lead to ${quote(path)}; at most ${maxNames} are followed (maxNames). The others were not examined.`,
      ja: `${quote(path)} を指すリンクが ${count} 個あり、上限の ${maxNames} 個を超えています（maxNames）。超えた分は検査していません。`,
    },
    location: { path },
  };
}
