import type { FileHead, StreamAnalyzer } from "../../analyzers/define.ts";
import type { AnalyzerRuns, RunningWatch } from "./analyzer-runs.ts";
import * as problems from "./collector-diagnostics.ts";
import { createContentBuffer } from "./content-buffer.ts";
import { createHeldFiles, type HeldFiles } from "./held-files.ts";
import type { FileWish } from "./selected-analyzers.ts";

/** One file, and who wants its content. */
export interface WantedFile {
  /** Index of the entry. */
  readonly entry: number;
  /** The head that each wish sees: a late one asks for another name than the entry's own. */
  readonly wishes: readonly WishedName[];
  readonly streams: readonly StreamAnalyzer[];
  readonly head: FileHead;
}

/** A wish with the name that it is for. */
export interface WishedName {
  readonly wish: FileWish;
  readonly head: FileHead;
}

/** Reads one file after the other, in pieces, for everybody who wants it. */
export interface FileReading {
  /** Begins with a file; true when its content is wanted. */
  begin(file: WantedFile): boolean;
  write(piece: Buffer): void;
  end(isWhole: boolean): void;
  /** Asks the analyzers that waited for files beside others. */
  finish(): void;
}

/** What a stream analyzer sees before it decides; part of its contract. */
const startBytes = 4096;

/** Makes a reading that gives what it reads to `runs`. */
export function createFileReading(runs: AnalyzerRuns): FileReading {
  return new PooledFileReading(runs);
}

class PooledFileReading implements FileReading {
  private readonly runs: AnalyzerRuns;
  private readonly held: HeldFiles;
  private readonly content = createContentBuffer();
  private readonly start = createContentBuffer();
  private file: WantedFile | undefined;
  private wishes: readonly WishedName[] = [];
  /** `undefined` until enough is there to decide. */
  private watches: readonly RunningWatch[] | undefined;
  private readBytes = 0;

  constructor(runs: AnalyzerRuns) {
    this.runs = runs;
    this.held = createHeldFiles(runs);
  }

  begin(file: WantedFile): boolean {
    this.file = file;
    this.wishes = file.wishes.filter(({ wish: { analyzer }, head }) => {
      if (head.size <= analyzer.maxBytes) return true;
      this.runs.missed(analyzer, problems.fileTooLarge(head.path, head.size, analyzer));
      return false;
    });
    this.readBytes = 0;
    this.content.clear(file.head.size);
    this.start.clear();
    this.watches = file.streams.length === 0 || file.head.size === 0 ? [] : undefined;
    return this.wishes.length > 0 || this.watches === undefined;
  }

  write(piece: Buffer): void {
    const { file } = this;
    if (file === undefined) return;
    this.readBytes += piece.length;
    const isLast = this.readBytes >= file.head.size;
    // A file that has grown since its size was asked is read to that size.
    if (this.wishes.length > 0 && this.readBytes <= file.head.size) this.content.add(piece, isLast);
    if (this.watches !== undefined) {
      this.writeToWatches(piece);
      return;
    }
    this.start.add(piece, this.start.length === 0 && (isLast || piece.length >= startBytes));
    if (isLast || this.start.length >= startBytes) this.openWatches(file);
  }

  end(isWhole: boolean): void {
    const { file } = this;
    if (file === undefined) return;
    this.file = undefined;
    if (isWhole && this.readBytes >= file.head.size) this.analyzeWhole(file.entry);
    else {
      for (const { wish, head } of this.wishes) {
        this.runs.missed(wish.analyzer, problems.contentBrokeOff(head.path, head.size, this.readBytes));
      }
    }
    if (!isWhole) return;
    // One that has shrunk since its size was asked.
    if (this.watches === undefined && this.readBytes > 0) this.openWatches(file);
    for (const watch of this.watches ?? []) this.runs.end(watch);
  }

  finish(): void {
    this.held.analyze();
  }

  private analyzeWhole(entry: number): void {
    const bytes = this.content.bytes();
    for (const { wish, head } of this.wishes) {
      const isAlone = wish.companion === undefined && wish.analyzer.companions === undefined;
      if (isAlone) this.runs.analyze(wish.analyzer, entry, { ...head, bytes });
      else this.held.hold(wish, entry, head, bytes);
    }
  }

  private openWatches({ entry, streams, head }: WantedFile): void {
    const bytes = this.start.bytes();
    const watches: RunningWatch[] = [];
    for (const analyzer of streams) {
      const watch = this.runs.open(analyzer, head, bytes);
      if (watch !== undefined) watches.push({ analyzer, watch, entry, path: head.path });
    }
    this.watches = watches;
    this.writeToWatches(bytes);
  }

  private writeToWatches(piece: Buffer): void {
    const { watches } = this;
    if (watches === undefined || watches.length === 0) return;
    const failed = new Set<RunningWatch>();
    for (const watch of watches) if (!this.runs.write(watch, piece)) failed.add(watch);
    if (failed.size > 0) this.watches = watches.filter((watch) => !failed.has(watch));
  }
}
