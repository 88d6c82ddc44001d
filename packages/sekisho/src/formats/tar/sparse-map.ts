import { blockBytes, readNumber } from "./tar-header.ts";

/** The parts of a sparse file that are stored; zeros stand between them. */
export interface SparseMap {
  /** Offset in the file and length of each part, in turn, rising. */
  readonly parts: readonly number[];
  /** Bytes of the file with its holes. */
  readonly size: number;
}

/** Digits of a number that can be counted exactly. */
const maxDigits = 15;

/** Checks that parts rise, do not overlap, end inside the file and are as long as what is stored. */
export function isSoundSparseMap(map: SparseMap, storedBytes: number): boolean {
  if (map.parts.length % 2 !== 0) return false;
  let end = 0;
  let stored = 0;
  for (let index = 0; index < map.parts.length; index += 2) {
    const offset = map.parts[index] ?? 0;
    const length = map.parts[index + 1] ?? 0;
    if (offset < end) return false;
    end = offset + length;
    stored += length;
  }
  return end <= map.size && stored === storedBytes;
}

/** Reads the parts that stand in a header of type `S`, or in a block behind it; true when another block follows. */
export function readOldSparseParts(block: Buffer, at: number, kind: "header" | "extension", parts: number[]): boolean {
  const start = kind === "header" ? at + 386 : at;
  const count = kind === "header" ? 4 : 21;
  for (let index = 0; index < count; index++) {
    const field = start + index * 24;
    // Not used: both numbers are left empty.
    if (block[field + 12] === 0) break;
    const offset = readNumber(block, field, 12);
    const length = readNumber(block, field + 12, 12);
    if (offset === undefined || length === undefined || offset < 0 || length < 0) {
      // An odd count is no sound map: the caller says so.
      parts.push(0);
      return false;
    }
    parts.push(offset, length);
  }
  return block[start + count * 24] === 1;
}

/** Gives the whole size that a header of type `S` names; -1, which no map fits, when it is no number. */
export function readOldSparseSize(block: Buffer, at: number): number {
  return readNumber(block, at + 483, 12) ?? -1;
}

/** A map inside the content, read block by block. */
export interface SparseMapReader {
  /** Offsets and lengths read so far, in turn. */
  readonly parts: readonly number[];
  /** Takes one block of the content and says whether the map ends in it. */
  read(block: Buffer, at: number): "more" | "done" | "broken";
}

/** Reads the map that GNU format 1.0 puts before the content: a count of parts and the parts, a decimal line each. */
export function createSparseMapReader(): SparseMapReader {
  const parts: number[] = [];
  let count: number | undefined;
  let value = 0;
  let digits = 0;
  return {
    parts,
    read(block, at) {
      for (let index = at; index < at + blockBytes; index++) {
        const byte = block[index] ?? 0;
        if (byte >= 0x30 && byte <= 0x39 && digits < maxDigits) {
          value = value * 10 + (byte - 0x30);
          digits++;
          continue;
        }
        if (byte !== 0x0a || digits === 0) return "broken";
        if (count === undefined) count = value;
        else parts.push(value);
        if (parts.length === 2 * count) return "done";
        value = 0;
        digits = 0;
      }
      return "more";
    },
  };
}
