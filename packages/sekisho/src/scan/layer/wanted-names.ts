import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import { quote } from "../../model/quote.ts";
import type { FileTree, TreeFile } from "../../semantics/overlay/file-tree.ts";
import type { Examination, WantedContent } from "./layer-reading.ts";
import { type SelectedAnalyzers, selectAnalyzers } from "./selected-analyzers.ts";

/** Names of one content that are looked at; a store of links may have as many as it likes. */
const maxNames = 1000;

/**
 * Finds the names in a merged tree that an analyzer wants but whose content lies under another name: hard links, symbolic
 * links to files, names below linked directories. Gives them by layer; nearly always there are none.
 */
export function findWantedNames(
  tree: FileTree,
  layers: readonly (readonly FileEntry[])[],
  examination: Examination,
): WantedContent {
  const selected = selectAnalyzers(examination);
  const wanted = new Map<number, Map<number, string[]>>();
  const diagnostics: Diagnostic[] = [];
  const look = (path: string, file: TreeFile | undefined) => {
    const place = file?.content;
    if (place === undefined) return;
    const content = layers[place.layer]?.[place.entry];
    if (content?.type !== "file" || content.path === path || !isWantedAnew(selected, path, content.path)) return;
    const ofLayer = wanted.get(place.layer) ?? new Map<number, string[]>();
    wanted.set(place.layer, ofLayer);
    const names = ofLayer.get(place.entry) ?? [];
    ofLayer.set(place.entry, names);
    if (names.includes(path)) return;
    if (names.length === maxNames) diagnostics.push(tooManyNames(content.path));
    // One more than are read, so that it is said once.
    if (names.length <= maxNames) names.push(path);
  };
  for (const file of tree.files()) {
    if (file.entry.type === "directory") continue;
    // The hard link of a symbolic link is one, too: what stands at the end counts.
    if (file.entry.type === "file") look(file.path, file);
    else if (selected.wishesFor(file.path).length > 0) look(file.path, tree.resolve(file.path));
  }
  for (const path of selected.exactPaths) if (tree.find(path)?.path !== path) look(path, tree.resolve(path));
  return { layers: wanted, diagnostics };
}

function tooManyNames(path: string): Diagnostic {
  return {
    code: "image/too-many-names",
    level: "error",
    message: {
      en: `More than ${maxNames} links lead to ${quote(path)} (maxNames). The others were not examined.`,
      ja: `${quote(path)} を指すリンクが上限の ${maxNames} 個を超えています（maxNames）。超えた分は検査していません。`,
    },
    location: { path },
  };
}

/** Tells whether an analyzer wants a name that does not want the name of the content. */
function isWantedAnew(selected: SelectedAnalyzers, path: string, contentPath: string): boolean {
  const wishes = selected.wishesFor(path);
  if (wishes.length === 0) return false;
  const seen = new Set(selected.wishesFor(contentPath).map(({ analyzer }) => analyzer.id));
  return wishes.some(({ analyzer }) => !seen.has(analyzer.id));
}
