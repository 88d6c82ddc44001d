import type { FileAnalysis, LayerFacts } from "../../model/analysis.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import type { LayerEnd, LayerPart } from "./layer-reading.ts";

/** The parts of one layer on their way to its facts. */
export interface GatheredParts {
  /** Takes the next part. */
  readonly add: (part: LayerPart) => void;
  /** Gives everything; nothing is added afterwards. */
  finish(end: LayerEnd): LayerFacts;
}

/** Makes an empty gathering. */
export function createGatheredParts(): GatheredParts {
  const entries: FileEntry[] = [];
  const analyses: FileAnalysis[] = [];
  return {
    add(part) {
      for (const entry of part.entries) entries.push(entry);
      for (const analysis of part.analyses) analyses.push(analysis);
    },
    finish(end) {
      // Those that waited for others come last; the order of the archive is the one that callers know.
      analyses.sort((left, right) => left.entry - right.entry);
      return { ...end, entries, analyses };
    },
  };
}
