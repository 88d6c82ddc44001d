import type { FileEntry, FileType } from "../../model/file-entry.ts";

/** The entries of a layer by column: a tenth of the size of a list of objects, and read as fast. */
export interface EntryTable {
  /** Joined by two slashes, which no path can hold: a mark that JSON writes as it is. */
  readonly paths: string;
  /** One letter for each entry. */
  readonly types: string;
  readonly modes: readonly number[];
  readonly userIds: readonly number[];
  readonly groupIds: readonly number[];
  readonly sizes: readonly number[];
  readonly modifiedAt: readonly number[];
  /** Index and target. */
  readonly links: readonly (readonly [number, string])[];
  /** Index and value. */
  readonly capabilities: readonly (readonly [number, string])[];
}

const letters = {
  file: "f",
  directory: "d",
  symlink: "l",
  hardlink: "h",
  "character-device": "c",
  "block-device": "b",
  fifo: "p",
} as const satisfies Readonly<Record<FileType, string>>;

const typeOfLetter: ReadonlyMap<string, FileType> = new Map<string, FileType>([
  ["f", "file"],
  ["d", "directory"],
  ["l", "symlink"],
  ["h", "hardlink"],
  ["c", "character-device"],
  ["b", "block-device"],
  ["p", "fifo"],
]);

/** Gives entries by column. */
export function toEntryTable(entries: readonly FileEntry[]): EntryTable {
  return {
    paths: entries.map(({ path }) => path).join("//"),
    types: entries.map(({ type }) => letters[type]).join(""),
    modes: entries.map(({ mode }) => mode),
    userIds: entries.map(({ userId }) => userId),
    groupIds: entries.map(({ groupId }) => groupId),
    sizes: entries.map(({ size }) => size),
    modifiedAt: entries.map(({ modifiedAt }) => modifiedAt),
    links: entries.flatMap(({ linkTarget }, index) => (linkTarget === undefined ? [] : [[index, linkTarget] as const])),
    capabilities: entries.flatMap(({ capability }, index) =>
      capability === undefined ? [] : [[index, capability] as const],
    ),
  };
}

/** Gives the entries of a table; `undefined` when its columns are not of one length. */
export function fromEntryTable(table: EntryTable): readonly FileEntry[] | undefined {
  const { types, modes, userIds, groupIds, sizes, modifiedAt } = table;
  const paths = types === "" ? [] : table.paths.split("//");
  const columns: readonly { readonly length: number }[] = [types, modes, userIds, groupIds, sizes, modifiedAt];
  if (columns.some(({ length }) => length !== paths.length)) return undefined;
  const links = new Map(table.links);
  const capabilities = new Map(table.capabilities);
  const entries: FileEntry[] = [];
  for (const [index, path] of paths.entries()) {
    const linkTarget = links.get(index);
    const capability = capabilities.get(index);
    entries.push({
      path,
      type: typeOfLetter.get(types.charAt(index)) ?? "file",
      mode: modes[index] ?? 0,
      userId: userIds[index] ?? 0,
      groupId: groupIds[index] ?? 0,
      size: sizes[index] ?? 0,
      modifiedAt: modifiedAt[index] ?? 0,
      ...(linkTarget === undefined ? {} : { linkTarget }),
      ...(capability === undefined ? {} : { capability }),
    });
  }
  return entries;
}
