import { type WalkTreeOptions, walkTree } from "../access/filesystem/walk-tree.ts";
import type { Analyzer } from "../analyzers/define.ts";
import type { LayerFacts } from "../model/analysis.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Target } from "../model/report.ts";
import { type AssembledContent, assemble } from "../semantics/inventory/assemble.ts";
import type { LinkedAnalysis } from "../semantics/inventory/placed-analysis.ts";
import type { FileTree } from "../semantics/overlay/file-tree.ts";
import { mergeLayers } from "../semantics/overlay/merge-layers.ts";
import { joinCoverage } from "./image/analyzer-coverage.ts";
import { findLateNames } from "./image/late-names.ts";
import { createCollector } from "./layer/collector.ts";
import { createLateCollector } from "./layer/late-collector.ts";
import type { Examination } from "./layer/layer-reading.ts";
import { selectAnalyzers } from "./layer/selected-analyzers.ts";

/** What the reading of a directory obeys. */
export interface DirectoryReadingSettings {
  readonly target: Target;
  readonly walk: Omit<WalkTreeOptions, "report">;
  readonly analyzers: readonly Analyzer[];
  /** Leaves a file out, by its path below the directory: somebody else looks at it. */
  readonly isLeftOut: (path: string) => boolean;
}

/** A directory with everything that was read of it. */
export interface ReadDirectory {
  readonly content: AssembledContent;
  readonly tree: FileTree;
}

/** Reads a directory as an image of one layer is read: every file once, for all analyzers. */
export function readDirectory(directory: string, settings: DirectoryReadingSettings): ReadDirectory {
  const { walk, target } = settings;
  const examination: Examination = {
    analyzers: settings.analyzers,
    scope: walk.kind === "root" ? "installed" : "declared",
  };
  const diagnostics: Diagnostic[] = [];
  const facts = collect(directory, examination, { settings, report: (diagnostic) => diagnostics.push(diagnostic) });
  const tree = mergeLayers([facts.entries]);
  const { streams } = selectAnalyzers(examination);
  const content = assemble({
    target,
    read: {
      layers: [facts],
      linked: [readLinks(directory, examination, { settings, tree })],
      tree,
      namelessAnalyzers: new Set(streams.map(({ id }) => id)),
    },
    coverage: coverageOf(examination, facts, diagnostics),
    diagnostics: [...diagnostics, ...facts.diagnostics],
  });
  return { content, tree };
}

interface Collecting {
  readonly settings: DirectoryReadingSettings;
  readonly report: (diagnostic: Diagnostic) => void;
}

function collect(directory: string, examination: Examination, { settings, report }: Collecting): LayerFacts {
  const collector = createCollector(examination);
  let archiveBytes = 0;
  for (const { entry, readContent } of walkTree(directory, { ...settings.walk, report })) {
    if (entry.type === "file" && settings.isLeftOut(entry.path)) continue;
    archiveBytes += entry.size;
    const isWanted = collector.begin(entry);
    const isWhole = !isWanted || readContent((piece) => collector.write(piece));
    collector.end(isWhole);
  }
  return collector.finish({ storedBytes: archiveBytes, archiveBytes, diagnostics: [] });
}

/** Reads again what an analyzer asks for by the name of a link. */
function readLinks(
  directory: string,
  examination: Examination,
  { settings, tree }: { readonly settings: DirectoryReadingSettings; readonly tree: FileTree },
): readonly LinkedAnalysis[] {
  const { wishesFor } = selectAnalyzers(examination);
  const wanted = findLateNames(tree, (path) =>
    wishesFor(path).flatMap(({ analyzer, companion }) => (companion === undefined ? [analyzer.id] : [])),
  ).get(0);
  if (wanted === undefined) return [];
  const collector = createLateCollector(examination, wanted);
  // What cannot be read was reported by the first walk.
  for (const { entry, readContent } of walkTree(directory, { ...settings.walk, report: () => undefined })) {
    if (entry.type === "file" && settings.isLeftOut(entry.path)) continue;
    const isWanted = collector.begin(entry);
    const isWhole = !isWanted || readContent((piece) => collector.write(piece));
    collector.end(isWhole);
  }
  return collector.finish().analyses;
}

function coverageOf(
  { analyzers, scope }: Examination,
  facts: LayerFacts,
  diagnostics: readonly Diagnostic[],
): AssembledContent["inventory"]["coverage"] {
  const asked = analyzers.filter((analyzer) => analyzer.scope === "everywhere" || analyzer.scope === scope);
  const hiding = diagnostics.find(({ level }) => level === "error");
  return joinCoverage(
    asked.map(({ id }) => id),
    facts.coverage,
    hiding?.code,
  );
}
