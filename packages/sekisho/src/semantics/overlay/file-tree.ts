import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry } from "../../model/file-entry.ts";

/** A place in the layers: which entry of which layer. */
export interface EntryPlace {
  readonly layer: number;
  /** Index into the entries of the layer. */
  readonly entry: number;
}

/** One name in the merged file system. */
export interface TreeFile {
  /** Where it lies in the merged tree: no directory on the way is a link. */
  readonly path: string;
  readonly entry: FileEntry;
  readonly place: EntryPlace;
  /**
   * The entry that holds the bytes: of a hard link the file that it was linked to when its layer was made, even where
   * that name is gone by now. `undefined` when the target of a hard link is nowhere.
   */
  readonly content: EntryPlace | undefined;
}

/** A file that one layer brought and a later one deleted or replaced: its bytes are still in the image. */
export interface HiddenFile {
  readonly file: TreeFile;
  /** Index of the layer that hid it; its own one where the same name stands in it again. */
  readonly by: number;
  readonly how: "deleted" | "replaced";
}

/** The file system that a container sees, merged from the layers as OverlayFS does. Source: OCI image-spec, layer.md. */
export interface FileTree {
  /** Finds a name, following links in the directories on the way but not at the end. */
  find(path: string): TreeFile | undefined;
  /** Finds what a name leads to, following links at the end, too; `undefined` for a dangling or cyclic link. */
  resolve(path: string): TreeFile | undefined;
  /** Gives everything in it, parents before children, names in order of their code units. */
  files(): Iterable<TreeFile>;
  /** Gives what lies directly in a directory, in the same order; nothing for what is no directory. */
  children(path: string): Iterable<TreeFile>;
  readonly hidden: readonly HiddenFile[];
  /** Entries that have no place in it: links that lead round in circles, names too deep. */
  readonly diagnostics: readonly Diagnostic[];
}
