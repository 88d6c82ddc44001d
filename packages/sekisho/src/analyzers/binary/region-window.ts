import type { FileRegion } from "./executable.ts";

/** A piece of a region with some bytes around it. */
export interface RegionPiece {
  readonly bytes: Buffer;
  /** Where `bytes` starts in the file. */
  readonly offset: number;
  /** What starts in `bytes` at or behind `from` and before `to` is new; what lies around it is there to be looked at. */
  readonly from: number;
  readonly to: number;
}

/** How regions are looked at. */
export interface RegionWindowOptions {
  /** In the order of the file, without overlaps. */
  readonly regions: readonly FileRegion[];
  /** Bytes that are kept in front of and behind what is new; fewer at the ends of a region. */
  readonly contextBytes: number;
  /** The piece is valid during the call only. */
  readonly look: (piece: RegionPiece) => void;
}

/** Takes a file in pieces of any size and shows its regions in larger ones that overlap. */
export interface RegionWindow {
  readonly write: (piece: Buffer) => void;
  /** Shows what is left when the file ends inside a region. */
  end(): void;
}

const windowBytes = 256 * 1024;

/** Makes a window that moves over the regions of one file; its memory does not grow with the file. */
export function createRegionWindow({ regions, contextBytes, look }: RegionWindowOptions): RegionWindow {
  const largest = regions.reduce((most, region) => Math.max(most, region.end - region.start), 0);
  const capacity = Math.min(largest, windowBytes + 2 * contextBytes);
  let buffer: Buffer | undefined;
  let fileOffset = 0;
  let regionIndex = 0;
  let filled = 0;
  let seen = 0;

  function show(isLast: boolean): void {
    if (buffer === undefined) return;
    const to = isLast ? filled : filled - contextBytes;
    if (to > seen) {
      look({ bytes: buffer.subarray(0, filled), offset: fileOffset - filled, from: seen, to });
      seen = to;
    }
    if (isLast) {
      filled = 0;
      seen = 0;
      return;
    }
    const keptFrom = Math.max(0, seen - contextBytes);
    buffer.copyWithin(0, keptFrom, filled);
    filled -= keptFrom;
    seen -= keptFrom;
  }

  function write(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) {
      const region = regions[regionIndex];
      if (region === undefined) return;
      if (fileOffset < region.start) {
        const skipped = Math.min(region.start - fileOffset, piece.length - at);
        at += skipped;
        fileOffset += skipped;
        continue;
      }
      const taken = Math.min(piece.length - at, region.end - fileOffset, capacity - filled);
      buffer ??= takeBuffer(capacity);
      piece.copy(buffer, filled, at, at + taken);
      at += taken;
      fileOffset += taken;
      filled += taken;
      const isLast = fileOffset === region.end;
      if (isLast) regionIndex += 1;
      if (isLast || filled === capacity) show(isLast);
    }
  }

  function end(): void {
    show(true);
    if (buffer !== undefined && spareBuffers.length < maxSpareBuffers) spareBuffers.push(buffer);
    buffer = undefined;
    regionIndex = regions.length;
  }

  return { write, end };
}

/** Memory of windows that came to their end: programs come by the thousand, and giving back lags behind. */
const spareBuffers: Buffer[] = [];
const maxSpareBuffers = 8;

function takeBuffer(capacity: number): Buffer {
  const fitting = spareBuffers.findIndex((spare) => spare.length >= capacity);
  const [buffer] = fitting === -1 ? [] : spareBuffers.splice(fitting, 1);
  return buffer ?? Buffer.allocUnsafeSlow(Math.max(capacity, 64 * 1024));
}
