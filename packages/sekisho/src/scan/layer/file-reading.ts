import type { FileHead, StreamAnalyzer } from "../../analyzers/define.ts";
import type { AnalyzerRuns, RunningWatch } from "./analyzer-runs.ts";
import * as problems from "./collector-diagnostics.ts";
import { createContentBuffer } from "./content-buffer.ts";
import { createHeldFiles } from "./held-files.ts";
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
  const held = createHeldFiles(runs);
  const content = createContentBuffer();
  const start = createContentBuffer();
  let file: WantedFile | undefined;
  let wishes: readonly WishedName[] = [];
  /** `undefined` until enough is there to decide. */
  let watches: RunningWatch[] | undefined;
  let readBytes = 0;

  function openWatches({ entry, streams, head }: WantedFile): void {
    const bytes = start.bytes();
    watches = [];
    for (const analyzer of streams) {
      const watch = runs.open(analyzer, head, bytes);
      if (watch !== undefined) watches.push({ analyzer, watch, entry, path: head.path });
    }
    writeToWatches(bytes);
  }

  function writeToWatches(piece: Buffer): void {
    if (watches === undefined || watches.length === 0) return;
    let failed: RunningWatch[] | undefined;
    for (const watch of watches) if (!runs.write(watch, piece)) failed = [...(failed ?? []), watch];
    if (failed !== undefined) watches = watches.filter((watch) => !failed.includes(watch));
  }

  return {
    begin(next) {
      file = next;
      wishes = next.wishes.filter(({ wish: { analyzer }, head }) => {
        if (head.size <= analyzer.maxBytes) return true;
        runs.missed(analyzer, problems.fileTooLarge(head.path, head.size, analyzer));
        return false;
      });
      readBytes = 0;
      content.clear();
      start.clear();
      watches = next.streams.length === 0 || next.head.size === 0 ? [] : undefined;
      return wishes.length > 0 || watches === undefined;
    },
    write(piece) {
      if (file === undefined) return;
      readBytes += piece.length;
      // A file that has grown since its size was asked is read to that size.
      const isLast = readBytes >= file.head.size;
      if (wishes.length > 0 && readBytes <= file.head.size) content.add(piece, isLast);
      if (watches !== undefined) {
        writeToWatches(piece);
        return;
      }
      start.add(piece, start.length === 0 && (isLast || piece.length >= startBytes));
      if (isLast || start.length >= startBytes) openWatches(file);
    },
    end(isWhole) {
      if (file === undefined) return;
      if (!isWhole || readBytes < file.head.size) {
        for (const { wish, head } of wishes)
          runs.missed(wish.analyzer, problems.contentBrokeOff(head.path, head.size, readBytes));
      } else {
        const bytes = content.bytes();
        for (const { wish, head } of wishes) {
          if (wish.companion === undefined && wish.analyzer.companions === undefined) {
            runs.analyze(wish.analyzer, file.entry, { ...head, bytes });
          } else held.hold(wish, file.entry, head, bytes);
        }
      }
      if (isWhole) for (const watch of watches ?? []) runs.end(watch);
      file = undefined;
    },
    finish: () => held.analyze(),
  };
}
