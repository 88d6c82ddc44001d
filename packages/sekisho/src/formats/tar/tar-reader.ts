import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import { draftEntry, type EntryDraft } from "./entry-draft.ts";
import { type PaxAttributes, readPaxRecords } from "./pax-records.ts";
import {
  createSparseMapReader,
  isSoundSparseMap,
  readOldSparseParts,
  readOldSparseSize,
  type SparseMap,
  type SparseMapReader,
} from "./sparse-map.ts";
import * as problems from "./tar-diagnostics.ts";
import { blockBytes, decodeName, hasMagic, hasValidChecksum, readHeader, type TarHeader } from "./tar-header.ts";
import type { TarLimits } from "./tar-limits.ts";

/** Who is told what stands in an archive, in its order. */
export interface TarVisitor {
  /** A new entry; true when its content is wanted. */
  begin(entry: FileEntry): boolean;
  /** The next bytes of the content, valid during the call only. */
  write(piece: Buffer): void;
  /** The content is over: whole, or broken off. Called once for each entry. */
  end(isWhole: boolean): void;
}

type State = "header" | "metadata" | "sparse-extension" | "sparse-map" | "content" | "skip" | "resync" | "ended";

/** Stands for a map that cannot be read: offsets and lengths come in pairs. */
const unsoundMap: SparseMap = { parts: [0], size: 0 };

const zeros = Buffer.alloc(65_536);

/** Reads one archive out of pieces of any size: nothing of the content is copied, no entry is an object with a lifetime. */
export class TarReader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly visitor: TarVisitor;
  private readonly limits: TarLimits;
  private state: State = "header";
  /** Bytes of the archive before the piece at hand. */
  private offset = 0;
  private entries = 0;
  private namesLength = 0;
  private isFull = false;
  private holeBytes = 0;
  private suppressed = 0;
  /** A block that began in an earlier piece. */
  private readonly block = Buffer.alloc(blockBytes);
  private blockFilled = 0;
  private zeroBlocks = 0;
  /** Bytes of the content at hand that are still to come, and of the padding behind them. */
  private remaining = 0;
  private padding = 0;
  private metadata: { readonly type: string; readonly bytes: Buffer; filled: number } | undefined;
  private metadataBytes = 0;
  private globalAttributes: PaxAttributes = {};
  private attributes: PaxAttributes | undefined;
  private longName: string | undefined;
  private longLink: string | undefined;
  private current: EntryDraft | undefined;
  private sparse: { readonly map: SparseMap; index: number; at: number; left: number } | undefined;
  private oldSparse: { readonly parts: number[]; readonly size: number } = { parts: [], size: 0 };
  private mapReader: SparseMapReader | undefined;
  private hasTrailingData = false;

  constructor(visitor: TarVisitor, limits: TarLimits) {
    this.visitor = visitor;
    this.limits = limits;
  }

  /** Takes the next bytes of the archive. */
  write(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) {
      const taken = this.take(piece, at);
      at += taken;
      this.offset += taken;
    }
  }

  /** Says that no more bytes come. */
  end(): void {
    const isInside = this.state === "metadata" || this.state.startsWith("sparse") || this.blockFilled > 0;
    if (this.state === "content" || (this.state === "skip" && this.remaining > 0) || isInside) {
      const missing = this.remaining > 0 ? this.remaining : blockBytes - this.blockFilled;
      this.report(problems.truncated(this.current?.entry.path, missing));
      if (this.state === "content") this.visitor.end(false);
    }
    this.state = "ended";
    if (this.suppressed > 0) this.diagnostics.push(problems.moreProblems(this.suppressed));
    this.suppressed = 0;
  }

  /** Takes some bytes of a piece and says how many. */
  private take(piece: Buffer, at: number): number {
    switch (this.state) {
      case "content":
        return this.takeContent(piece, at);
      case "skip":
        return this.takeSkipped(piece.length - at);
      case "metadata":
        return this.takeMetadata(piece, at);
      case "ended":
        return this.takeTrailing(piece, at);
      default:
        return this.takeBlock(piece, at);
    }
  }

  /** Takes a block as it lies in the piece, or fills the one that began in an earlier piece. */
  private takeBlock(piece: Buffer, at: number): number {
    const available = piece.length - at;
    if (this.blockFilled === 0 && available >= blockBytes) {
      this.handleBlock(piece, at);
      return blockBytes;
    }
    const taken = Math.min(available, blockBytes - this.blockFilled);
    piece.copy(this.block, this.blockFilled, at, at + taken);
    this.blockFilled += taken;
    if (this.blockFilled === blockBytes) {
      this.blockFilled = 0;
      // The offset counts from the block's start for what is said of it.
      this.offset -= blockBytes - taken;
      this.handleBlock(this.block, 0);
      this.offset += blockBytes - taken;
    }
    return taken;
  }

  private handleBlock(block: Buffer, at: number): void {
    switch (this.state) {
      case "sparse-extension":
        this.handleSparseExtension(block, at);
        return;
      case "sparse-map":
        this.handleSparseMap(block, at);
        return;
      case "resync":
        if (!hasMagic(block, at) || !hasValidChecksum(block, at)) return;
        this.state = "header";
        this.handleHeader(block, at);
        return;
      default:
        this.handleHeader(block, at);
    }
  }

  private handleHeader(block: Buffer, at: number): void {
    if (block[at] === 0 && block.compare(zeros, 0, blockBytes, at, at + blockBytes) === 0) {
      this.zeroBlocks++;
      if (this.zeroBlocks === 2) this.state = "ended";
      return;
    }
    this.zeroBlocks = 0;
    const header = hasValidChecksum(block, at) ? readHeader(block, at) : undefined;
    if (header === undefined) {
      this.report(problems.badHeader(this.offset));
      this.forgetMetadata();
      this.state = "resync";
      return;
    }
    if (isMetadataType(header.type)) this.beginMetadata(header);
    else this.beginEntry(header, block, at);
  }

  private beginMetadata(header: TarHeader): void {
    this.metadataBytes += header.size;
    this.padding = paddingOf(header.size);
    this.remaining = header.size;
    if (this.metadataBytes > this.limits.maxMetadataBytes) {
      this.report(problems.metadataTooLarge(header.size, this.limits.maxMetadataBytes, this.offset));
      this.skip();
      return;
    }
    this.metadata = { type: header.type, bytes: Buffer.allocUnsafe(header.size), filled: 0 };
    if (header.size === 0) this.endMetadata();
    else this.state = "metadata";
  }

  private takeMetadata(piece: Buffer, at: number): number {
    const taken = Math.min(piece.length - at, this.remaining);
    if (this.metadata !== undefined) {
      piece.copy(this.metadata.bytes, this.metadata.filled, at, at + taken);
      this.metadata.filled += taken;
    }
    this.remaining -= taken;
    if (this.remaining === 0) this.endMetadata();
    return taken;
  }

  private endMetadata(): void {
    const { type, bytes } = this.metadata ?? { type: "", bytes: zeros };
    this.metadata = undefined;
    if (type === "L") this.longName = textBeforeNul(bytes);
    else if (type === "K") this.longLink = textBeforeNul(bytes);
    else {
      const isGlobal = type === "g";
      const before = isGlobal ? this.globalAttributes : (this.attributes ?? this.globalAttributes);
      const { attributes, problem } = readPaxRecords(bytes, before);
      if (problem !== undefined) this.report(problems.badPaxRecord(problem, this.offset));
      if (isGlobal) this.globalAttributes = attributes;
      else this.attributes = attributes;
    }
    if (type === "g") this.metadataBytes = 0;
    this.skip();
  }

  private beginEntry(header: TarHeader, block: Buffer, at: number): void {
    const extensions = {
      attributes: this.attributes ?? this.globalAttributes,
      longName: this.longName,
      longLink: this.longLink,
    };
    const draft = draftEntry(header, extensions, this.limits);
    this.forgetMetadata();
    this.current = draft;
    this.remaining = draft.storedBytes;
    this.padding = paddingOf(draft.storedBytes);
    if (draft.sparse === "in-header") {
      this.oldSparse = { size: readOldSparseSize(block, at), parts: [] };
      if (readOldSparseParts(block, at, "header", this.oldSparse.parts)) this.state = "sparse-extension";
      else this.announce(this.oldSparse);
    } else if (draft.sparse === "in-content") {
      this.mapReader = createSparseMapReader();
      this.state = "sparse-map";
    } else {
      this.announce(draft.sparse === undefined ? undefined : { parts: draft.sparse, size: draft.entry.size });
    }
  }

  private handleSparseExtension(block: Buffer, at: number): void {
    this.metadataBytes += blockBytes;
    const isMore = readOldSparseParts(block, at, "extension", this.oldSparse.parts);
    const isOver = this.metadataBytes > this.limits.maxMetadataBytes;
    if (isMore && !isOver) return;
    this.metadataBytes = 0;
    this.announce(isMore ? unsoundMap : this.oldSparse);
  }

  private handleSparseMap(block: Buffer, at: number): void {
    this.metadataBytes += blockBytes;
    this.remaining -= blockBytes;
    const ended = this.mapReader?.read(block, at) ?? "broken";
    const isOver = this.metadataBytes > this.limits.maxMetadataBytes || this.remaining < 0;
    if (ended === "more" && !isOver) return;
    this.metadataBytes = 0;
    this.remaining = Math.max(0, this.remaining);
    const parts = ended === "done" && !isOver ? this.mapReader?.parts : undefined;
    this.announce(parts === undefined ? unsoundMap : { parts, size: this.current?.entry.size ?? 0 });
  }

  /** Tells the visitor of the entry at hand, unless it is one that is passed over. */
  private announce(map: SparseMap | undefined): void {
    const draft = this.current;
    if (draft === undefined || !this.isAccepted(draft)) {
      this.skip();
      return;
    }
    this.entries++;
    if (map === undefined) {
      this.beginContent(this.visitor.begin(draft.entry));
      return;
    }
    const isSound = isSoundSparseMap(map, this.remaining);
    const isWanted = this.visitor.begin(isSound ? { ...draft.entry, size: map.size } : draft.entry);
    const holes = map.size - this.remaining;
    if (isSound && isWanted) this.holeBytes += holes;
    if (isSound && (!isWanted || this.holeBytes <= this.limits.maxHoleBytes)) {
      this.sparse = { map, index: 0, at: 0, left: 0 };
      this.beginContent(isWanted);
      return;
    }
    const { path } = draft.entry;
    if (isSound) this.report(problems.tooManyHoles(path, holes, this.limits.maxHoleBytes));
    else this.report(problems.badSparseMap(path));
    this.visitor.end(false);
    this.skip();
  }

  private isAccepted(draft: EntryDraft): boolean {
    if (this.isFull) return false;
    const { maxEntries, maxAllNamesLength } = this.limits;
    if (draft.isAccepted) this.namesLength += draft.entry.path.length + (draft.entry.linkTarget?.length ?? 0);
    if (this.entries >= maxEntries) this.report(problems.tooManyEntries(maxEntries));
    else if (this.namesLength > maxAllNamesLength) this.report(problems.tooManyNames(maxAllNamesLength));
    else {
      for (const diagnostic of draft.diagnostics) this.report(diagnostic);
      return draft.isAccepted;
    }
    this.isFull = true;
    return false;
  }

  private beginContent(isWanted: boolean): void {
    if (isWanted && this.remaining > 0) {
      this.state = "content";
      return;
    }
    this.fillHole(isWanted);
    this.visitor.end(true);
    this.skip();
  }

  private takeContent(piece: Buffer, at: number): number {
    let taken = Math.min(piece.length - at, this.remaining);
    if (this.sparse !== undefined) taken = this.fitPart(taken);
    this.visitor.write(at === 0 && taken === piece.length ? piece : piece.subarray(at, at + taken));
    this.remaining -= taken;
    if (this.remaining === 0) {
      this.fillHole(true);
      this.visitor.end(true);
      this.skip();
    }
    return taken;
  }

  /** Cuts bytes at the end of a part of a sparse file, after the hole before it was filled. */
  private fitPart(available: number): number {
    const { sparse } = this;
    if (sparse === undefined) return available;
    while (sparse.left === 0) {
      const offset = sparse.map.parts[sparse.index] ?? 0;
      this.writeZeros(offset - sparse.at);
      sparse.at = offset;
      sparse.left = sparse.map.parts[sparse.index + 1] ?? available;
      sparse.index += 2;
    }
    const taken = Math.min(available, sparse.left);
    sparse.left -= taken;
    sparse.at += taken;
    return taken;
  }

  /** Fills the hole at the end of a sparse file. */
  private fillHole(isWanted: boolean): void {
    if (this.sparse !== undefined && isWanted) this.writeZeros(this.sparse.map.size - this.sparse.at);
    this.sparse = undefined;
  }

  private writeZeros(count: number): void {
    for (let left = count; left > 0; left -= zeros.length) {
      this.visitor.write(left >= zeros.length ? zeros : zeros.subarray(0, left));
    }
  }

  /** Passes over what is left of the content, and the padding. */
  private skip(): void {
    this.state = this.remaining + this.padding > 0 ? "skip" : "header";
    this.current = this.remaining > 0 ? this.current : undefined;
  }

  private takeSkipped(available: number): number {
    const taken = Math.min(available, this.remaining + this.padding);
    const ofContent = Math.min(taken, this.remaining);
    this.remaining -= ofContent;
    this.padding -= taken - ofContent;
    if (this.remaining + this.padding === 0) this.state = "header";
    return taken;
  }

  /** Passes over what follows the end; zeros pad an archive to whole records. */
  private takeTrailing(piece: Buffer, at: number): number {
    const taken = Math.min(piece.length - at, zeros.length);
    if (this.hasTrailingData) return piece.length - at;
    if (piece.compare(zeros, 0, taken, at, at + taken) !== 0) {
      this.hasTrailingData = true;
      this.report(problems.trailingData(this.offset));
    }
    return taken;
  }

  private forgetMetadata(): void {
    this.attributes = undefined;
    this.longName = undefined;
    this.longLink = undefined;
    this.metadataBytes = 0;
  }

  private report(diagnostic: Diagnostic): void {
    if (this.diagnostics.length < this.limits.maxDiagnostics) this.diagnostics.push(diagnostic);
    else this.suppressed++;
  }
}

/** Extended headers: PAX, of one entry, of Solaris, of all entries; GNU, long name and long link target. */
function isMetadataType(type: string): boolean {
  return type === "x" || type === "X" || type === "g" || type === "L" || type === "K";
}

function paddingOf(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

function textBeforeNul(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return decodeName(end === -1 ? bytes : bytes.subarray(0, end));
}
