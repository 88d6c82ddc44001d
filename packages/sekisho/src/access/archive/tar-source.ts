import { fstatSync, readSync } from "node:fs";
import { posix } from "node:path";
import { type PaxAttributes, readPaxRecords } from "../../formats/tar/pax-records.ts";
import { blockBytes, hasValidChecksum, readHeader, type TarHeader } from "../../formats/tar/tar-header.ts";
import { SekishoError } from "../../model/error.ts";
import type { FileRange } from "../image-source.ts";
import type { FileSource } from "./file-source.ts";

/** An archive of images has a few files for each layer; more than this is none. */
const maxEntries = 200_000;
/** Names and PAX records of one entry. */
const maxExtensionBytes = 1_048_576;
/** Links that lead to links. */
const maxLinks = 16;

/** What a name in the archive stands for. */
type Member =
  | { readonly kind: "file"; readonly offset: number; readonly length: number }
  | { readonly kind: "link"; readonly target: string };

/** An open archive and the stretch of it that holds the tar. */
export interface OpenArchive {
  readonly descriptor: number;
  readonly name: string;
  /** What the bytes broke off with on their way here. */
  readonly failure?: SekishoError;
}

/**
 * Gives the files of a tar archive by name, from its headers alone: contents are skipped, nothing is unpacked. Of a name
 * that comes twice the last one counts. An archive that breaks off gives what stands before, and the file that it breaks
 * off in as far as it goes. Throws when it is no archive.
 */
export function tarSource(archive: OpenArchive, close: () => Promise<void>): FileSource {
  const { members, failure } = indexArchive(archive);
  return {
    name: archive.name,
    ...(failure === undefined ? {} : { failure }),
    find(path) {
      const member = follow(members, normalized(path));
      return member === undefined ? undefined : rangeOf(archive, member);
    },
    close,
  };
}

function rangeOf(archive: OpenArchive, member: { readonly offset: number; readonly length: number }): FileRange {
  return { file: archive.descriptor, offset: member.offset, length: member.length };
}

function follow(members: ReadonlyMap<string, Member>, path: string): (Member & { readonly kind: "file" }) | undefined {
  let name = path;
  for (let links = 0; links <= maxLinks; links++) {
    const member = members.get(name);
    if (member === undefined || member.kind === "file") return member;
    name = member.target;
  }
  return undefined;
}

interface ArchiveIndex {
  readonly members: ReadonlyMap<string, Member>;
  /** What the archive breaks off with. */
  readonly failure: SekishoError | undefined;
}

function indexArchive(archive: OpenArchive): ArchiveIndex {
  const members = new Map<string, Member>();
  const fileBytes = fstatSync(archive.descriptor).size;
  const block = Buffer.alloc(blockBytes);
  let extension: Extension = { attributes: {}, name: undefined, linkName: undefined };
  let entries = 0;
  for (let offset = 0; offset + blockBytes <= fileBytes; ) {
    readSync(archive.descriptor, block, 0, blockBytes, offset);
    if (isZero(block)) break;
    const header = hasValidChecksum(block, 0) ? readHeader(block, 0) : undefined;
    if (header === undefined) throw noHeader(archive.name, offset);
    entries += 1;
    if (entries > maxEntries) throw tooManyEntries(archive.name);
    const isExtension = "xgLK".includes(header.type);
    const length = isExtension ? header.size : (extension.attributes.size ?? header.size);
    const content = offset + blockBytes;
    const failure = endsInside(archive.name, { expected: content + length, got: fileBytes });
    if (isExtension && failure !== undefined) return { members, failure: archive.failure ?? failure };
    if (isExtension) extension = readExtension(archive, extension, { header, content });
    else {
      addMember(members, header, { extension, content, length });
      extension = { attributes: {}, name: undefined, linkName: undefined };
    }
    if (failure !== undefined) return { members, failure: archive.failure ?? failure };
    offset = content + Math.ceil(length / blockBytes) * blockBytes;
  }
  return { members, failure: archive.failure };
}

/** What stands before an entry and says more of it. */
interface Extension {
  readonly attributes: PaxAttributes;
  readonly name: string | undefined;
  readonly linkName: string | undefined;
}

function readExtension(
  archive: OpenArchive,
  before: Extension,
  entry: { readonly header: TarHeader; readonly content: number },
): Extension {
  const { header, content } = entry;
  // Global records say nothing of names and sizes in archives of images.
  if (header.type === "g") return before;
  if (header.size > maxExtensionBytes) throw noHeader(archive.name, content - blockBytes);
  const bytes = Buffer.alloc(header.size);
  readSync(archive.descriptor, bytes, 0, bytes.length, content);
  if (header.type === "x") return { ...before, attributes: readPaxRecords(bytes, before.attributes).attributes };
  const end = bytes.indexOf(0);
  const text = bytes.toString("utf8", 0, end === -1 ? bytes.length : end);
  return header.type === "L" ? { ...before, name: text } : { ...before, linkName: text };
}

function addMember(
  members: Map<string, Member>,
  header: TarHeader,
  place: { readonly extension: Extension; readonly content: number; readonly length: number },
): void {
  const { extension, content, length } = place;
  const name = normalized(extension.attributes.path ?? extension.name ?? header.name);
  const linkName = extension.attributes.linkPath ?? extension.linkName ?? header.linkName;
  if (header.type === "0" || header.type === "7") members.set(name, { kind: "file", offset: content, length });
  if (header.type === "1") members.set(name, { kind: "link", target: normalized(linkName) });
  if (header.type === "2")
    members.set(name, { kind: "link", target: normalized(posix.join(posix.dirname(name), linkName)) });
}

/** Gives a name from the root of the archive; `..` does not lead out of it. */
function normalized(name: string): string {
  return posix.join("/", name).replace(/^\/+/, "").replace(/\/$/, "");
}

function isZero(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}

function noHeader(name: string, offset: number): SekishoError {
  return new SekishoError("image-invalid", {
    en: `${name} is no whole tar archive: expected a header with a right checksum at byte ${offset}.`,
    ja: `${name} は正しい tar アーカイブではありません。${offset} バイト目に正しいチェックサムのヘッダーを想定しています。`,
  });
}

function endsInside(
  name: string,
  bytes: { readonly expected: number; readonly got: number },
): SekishoError | undefined {
  if (bytes.expected <= bytes.got) return undefined;
  return new SekishoError("image-invalid", {
    en: `${name} ends inside a file: expected at least ${bytes.expected} bytes, got ${bytes.got}.`,
    ja: `${name} がファイルの途中で終わっています。少なくとも ${bytes.expected} バイトを想定しましたが、実際は ${bytes.got} バイトです。`,
  });
}

function tooManyEntries(name: string): SekishoError {
  return new SekishoError("image-invalid", {
    en: `${name} has more files than the limit maxEntries = ${maxEntries} for an archive of images.`,
    ja: `${name} のファイル数が、イメージのアーカイブの上限 maxEntries（${maxEntries}）を超えています。`,
  });
}
