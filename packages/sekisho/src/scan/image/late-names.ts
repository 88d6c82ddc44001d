import type { EntryPlace, FileTree, TreeFile } from "../../semantics/overlay/file-tree.ts";

/** By layer: the names under which the content of an entry is wanted, by index of the entry. */
export type LateNames = ReadonlyMap<number, ReadonlyMap<number, readonly string[]>>;

/**
 * Finds the names of links that an analyzer asks for by path, while their content lies under a name that it does not ask
 * for: a `package.json` that is a link into a store. Names whose content is looked at anyway are left out, and so are
 * links that lead nowhere.
 *
 * @param select Gives the ids of the analyzers that want a path.
 */
export function findLateNames(tree: FileTree, select: (path: string) => readonly string[]): LateNames {
  const late = new Map<number, Map<number, string[]>>();
  for (const file of tree.files()) {
    if (file.entry.type !== "symlink" && file.entry.type !== "hardlink") continue;
    const wanted = select(file.path);
    const content = wanted.length === 0 ? undefined : contentOfLink(file, tree);
    if (content === undefined) continue;
    const { layer, entry } = content.place;
    if (isVisible(content, tree)) {
      const seen = new Set(select(content.path));
      if (wanted.every((id) => seen.has(id))) continue;
    }
    const ofLayer = late.get(layer) ?? new Map<number, string[]>();
    late.set(layer, ofLayer);
    const names = ofLayer.get(entry);
    if (names === undefined) ofLayer.set(entry, [file.path]);
    else names.push(file.path);
  }
  return late;
}

interface LinkContent {
  readonly place: EntryPlace;
  /** The name that the content was seen under in its layer; of a hard link that is not known, only that it is another. */
  readonly path: string;
}

function contentOfLink(file: TreeFile, tree: FileTree): LinkContent | undefined {
  if (file.entry.type === "symlink") {
    const target = tree.resolve(file.path);
    if (target?.content === undefined || target.entry.type === "directory") return undefined;
    return { place: target.content, path: target.path };
  }
  if (file.entry.type !== "hardlink" || file.content === undefined) return undefined;
  return { place: file.content, path: file.entry.linkTarget ?? "" };
}

/** The name that a hard link was made from may be deleted by now: what was read under it does not count any more. */
function isVisible({ place, path }: LinkContent, tree: FileTree): boolean {
  const file = tree.find(path);
  return file?.place.layer === place.layer && file.place.entry === place.entry;
}
