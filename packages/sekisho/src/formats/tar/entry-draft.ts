import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry, FileType } from "../../model/file-entry.ts";
import { depthOf, toEntryPath } from "./entry-path.ts";
import type { PaxAttributes } from "./pax-records.ts";
import * as problems from "./tar-diagnostics.ts";
import type { TarHeader } from "./tar-header.ts";
import type { TarLimits } from "./tar-limits.ts";

/** What stood before a header and speaks of its entry. */
export interface EntryExtensions {
  readonly attributes: PaxAttributes;
  readonly longName: string | undefined;
  readonly longLink: string | undefined;
}

/** One entry as its headers tell of it. */
export interface EntryDraft {
  /** The size of a sparse file may be another one, which its map tells. */
  readonly entry: FileEntry;
  /** Bytes that stand in the archive. */
  readonly storedBytes: number;
  /** The parts of a sparse file, or where they are written; `undefined` for every other file. */
  readonly sparse: readonly number[] | "in-header" | "in-content" | undefined;
  /** False when it is passed over; a diagnostic says why. */
  readonly isAccepted: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const fileTypes: Readonly<Record<string, FileType>> = {
  "0": "file",
  "1": "hardlink",
  "2": "symlink",
  "3": "character-device",
  "4": "block-device",
  "5": "directory",
  "6": "fifo",
  "7": "file",
  S: "file",
};

/** Puts together what a header and those before it say of an entry. */
export function draftEntry(header: TarHeader, extensions: EntryExtensions, limits: TarLimits): EntryDraft {
  const { attributes } = extensions;
  const diagnostics: Diagnostic[] = [];
  const name = attributes.sparseName ?? attributes.path ?? extensions.longName ?? header.name;
  const path = readPath(name, diagnostics);
  const type = typeOf(header.type, name);
  // A label of a volume is no file.
  if (type === undefined && header.type !== "V") diagnostics.push(problems.unknownType(header.type, path));
  const link = type === "hardlink" || type === "symlink" ? linkOf(header, extensions) : undefined;
  const tooLong = findNameProblem(path, limits) ?? findNameProblem(link ?? "", limits);
  if (tooLong !== undefined) diagnostics.push(tooLong);
  const storedBytes = type === "file" || type === undefined ? (attributes.size ?? header.size) : 0;
  const sparse = type === "file" ? sparseFormOf(header.type, attributes) : undefined;
  const isAccepted = type !== undefined && tooLong === undefined;
  const entry: FileEntry = {
    path,
    type: type ?? "file",
    mode: header.mode,
    userId: attributes.userId ?? header.userId,
    groupId: attributes.groupId ?? header.groupId,
    size: sparse === undefined ? storedBytes : (attributes.sparseSize ?? storedBytes),
    modifiedAt: attributes.modifiedAt ?? header.modifiedAt,
    ...(link === undefined ? {} : { linkTarget: type === "hardlink" ? readPath(link, diagnostics) : link }),
    ...(attributes.capability === undefined ? {} : { capability: attributes.capability }),
  };
  return { entry, storedBytes, sparse, isAccepted, diagnostics };
}

function linkOf(header: TarHeader, extensions: EntryExtensions): string {
  return extensions.attributes.linkPath ?? extensions.longLink ?? header.linkName;
}

/** Old archives know no type for directories: their names end with a slash. */
function typeOf(flag: string, name: string): FileType | undefined {
  return flag === "0" && name.endsWith("/") ? "directory" : fileTypes[flag];
}

function readPath(name: string, diagnostics: Diagnostic[]): string {
  const nul = name.indexOf("\0");
  const { path, isOutside } = toEntryPath(nul === -1 ? name : name.slice(0, nul));
  if (nul !== -1) diagnostics.push(problems.nameWithNul(path));
  if (isOutside) diagnostics.push(problems.nameOutside(name, path));
  return path;
}

function findNameProblem(path: string, limits: TarLimits): Diagnostic | undefined {
  // UTF-8 takes at most three bytes for a unit.
  if (path.length * 3 > limits.maxNameBytes) {
    const bytes = Buffer.byteLength(path);
    if (bytes > limits.maxNameBytes) return problems.nameTooLong(path, bytes, limits.maxNameBytes);
  }
  if (path.length <= 2 * limits.maxDepth) return undefined;
  const depth = depthOf(path);
  return depth > limits.maxDepth ? problems.pathTooDeep(path, depth, limits.maxDepth) : undefined;
}

function sparseFormOf(flag: string, attributes: PaxAttributes): EntryDraft["sparse"] {
  if (flag === "S") return "in-header";
  if (attributes.hasMapInContent === true) return "in-content";
  return attributes.sparseMap;
}
