import type { AnalyzerResult, FileAnalysis, LayerFacts } from "../../model/analysis.ts";
import type { FileTree, HiddenFile } from "../overlay/file-tree.ts";

/** What an analyzer says of content that has another name than its entry: a link's name, by which it was asked for. */
export interface LinkedAnalysis extends FileAnalysis {
  /** In the merged tree. */
  readonly path: string;
}

/** Everything that was read out of the layers, and what became of their files. */
export interface ReadLayers {
  /** The lowest first; `undefined` for a layer that could not be read. */
  readonly layers: readonly (LayerFacts | undefined)[];
  /** By layer, as many as `layers`. */
  readonly linked: readonly (readonly LinkedAnalysis[])[];
  readonly tree: FileTree;
  /** Ids of the analyzers that judge content whatever its name is: a hard link keeps what they say. */
  readonly namelessAnalyzers: ReadonlySet<string>;
}

/** One analyzer's result with the place of its file in the image. */
export interface PlacedAnalysis {
  readonly analyzer: string;
  readonly result: AnalyzerResult;
  /** In the merged tree for a file that is visible, else where its layer had it. */
  readonly path: string;
  readonly layer: number;
  readonly isVisible: boolean;
  /** How a later layer hid it; left out for a visible file, and where the layers do not tell. */
  readonly hidden?: Pick<HiddenFile, "by" | "how">;
}

/** What is known of one entry that analyzers have something to say of. */
interface EntryFate {
  /** Its own name, when that is visible. */
  own?: string;
  /** Another visible name of the same content. */
  link?: string;
  hidden?: HiddenFile;
}

/**
 * Gives every analysis with the place of its file, by layer and entry.
 *
 * A file is visible when its own name is, or when it is reached by a hard link whose name does not matter to the analyzer.
 */
export function placeAnalyses(read: ReadLayers): readonly PlacedAnalysis[] {
  const fates = findFates(read);
  const placed: PlacedAnalysis[] = [];
  for (const [layer, facts] of read.layers.entries()) {
    for (const analysis of facts?.analyses ?? []) {
      const fate = fates[layer]?.get(analysis.entry);
      const isNameless = read.namelessAnalyzers.has(analysis.analyzer);
      const visible = fate?.own ?? (isNameless ? fate?.link : undefined);
      const hidden = fate?.hidden;
      placed.push({
        analyzer: analysis.analyzer,
        result: analysis,
        path: visible ?? hidden?.file.path ?? facts?.entries[analysis.entry]?.path ?? "",
        layer,
        isVisible: visible !== undefined,
        ...(visible !== undefined || hidden === undefined ? {} : { hidden: { by: hidden.by, how: hidden.how } }),
      });
    }
    for (const analysis of read.linked[layer] ?? []) {
      placed.push({ analyzer: analysis.analyzer, result: analysis, path: analysis.path, layer, isVisible: true });
    }
  }
  return placed;
}

/** Asks the tree about the entries that have an analysis, and about no others. */
function findFates({ layers, tree }: ReadLayers): readonly ReadonlyMap<number, EntryFate>[] {
  const fates = layers.map((facts) => new Map(facts?.analyses.map(({ entry }): [number, EntryFate] => [entry, {}])));
  for (const { path, place, content, entry } of tree.files()) {
    // A directory that no entry tells of has the place of the file that it is there for.
    if (layers[place.layer]?.entries[place.entry] !== entry) continue;
    const own = fates[place.layer]?.get(place.entry);
    if (own !== undefined) own.own = path;
    if (content === undefined || content === place) continue;
    const linked = fates[content.layer]?.get(content.entry);
    if (linked !== undefined) linked.link ??= path;
  }
  for (const hidden of tree.hidden) {
    const { layer, entry } = hidden.file.place;
    const fate = fates[layer]?.get(entry);
    if (fate !== undefined) fate.hidden = hidden;
  }
  return fates;
}
