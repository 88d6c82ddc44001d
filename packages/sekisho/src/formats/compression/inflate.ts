import { createGunzip, createZstdDecompress } from "node:zlib";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Decoder, feedDecoder } from "./decoder-feed.ts";
import { type Compression, detectCompression, detectionBytes } from "./detect-compression.ts";
import { gunzipInTurn } from "./gunzip-in-turn.ts";
import { openGzipDecoder } from "./gzip-decoder.ts";
import * as problems from "./inflation-diagnostics.ts";
import { ZstdFrameFinder } from "./zstd-frames.ts";

/** How far data may unpack. */
export interface InflationLimits {
  readonly maxArchiveBytes: number;
  /** Unpacked bytes for each packed one; asked from `ratioFreeBytes` on. */
  readonly maxRatio: number;
  readonly ratioFreeBytes: number;
}

/** Limits far above every working layer: whole operating systems unpack to some ten times their size. */
export const defaultInflationLimits: InflationLimits = {
  maxArchiveBytes: 68_719_476_736,
  maxRatio: 200,
  ratioFreeBytes: 1_073_741_824,
};

/** Bytes being unpacked. */
export interface Inflation {
  /**
   * The unpacked bytes; a piece is valid until the next one is asked for. Rejects only with what the source breaks off
   * with; a reader that stops early closes the source.
   */
  readonly pieces: AsyncIterable<Buffer>;
  /** True when the bytes are passed on as they come; known with the first piece. */
  isPlain(): boolean;
  /** Complete when the pieces are at their end. */
  readonly diagnostics: readonly Diagnostic[];
  /** False when something is missing in the pieces; known when they are at their end. */
  isWhole(): boolean;
}

/** Output of one call of zlib: a fourth of that takes 1.5 times as long (bench/layer-reader.ts). */
const chunkBytes = 524_288;

/** Input of one call of zlib. */
const writeBytes = 131_072;

/**
 * Where gzip is unpacked: `beside` the calling thread, which takes less time where a processor is free, or `in-turn` in
 * it, which takes less work and memory.
 */
export type UnpackingPlace = "beside" | "in-turn";

/**
 * Unpacks what the first bytes say: gzip of any number of members, zstd of any number of frames, or as it is. The source's
 * pieces are used up one by one, unless it is unpacked beside the calling thread.
 */
export function inflate(
  source: AsyncIterable<Uint8Array>,
  limits: InflationLimits,
  place: UnpackingPlace = "beside",
): Inflation {
  const diagnostics: Diagnostic[] = [];
  const progress: InflationProgress = { archiveBytes: 0, compression: "unknown" };
  return {
    pieces: bounded(source, { limits, place, diagnostics, progress }),
    isPlain: () => progress.compression === "unknown",
    diagnostics,
    isWhole: () => diagnostics.every(({ level }) => level !== "error"),
  };
}

interface InflationProgress {
  archiveBytes: number;
  compression: Compression;
}

interface InflationState {
  readonly limits: InflationLimits;
  readonly place: UnpackingPlace;
  readonly diagnostics: Diagnostic[];
  readonly progress: InflationProgress;
}

/** Passes unpacked bytes on until a limit is reached. */
async function* bounded(source: AsyncIterable<Uint8Array>, state: InflationState): AsyncGenerator<Buffer> {
  const { limits, diagnostics, progress } = state;
  const { start, rest, stored } = await openSource(source);
  progress.compression = detectCompression(start);
  for await (const piece of unpack(rest, state)) {
    progress.archiveBytes += piece.length;
    const { archiveBytes } = progress;
    yield piece;
    const isBomb = archiveBytes > limits.ratioFreeBytes && archiveBytes > stored.bytes * limits.maxRatio;
    if (isBomb) diagnostics.push(problems.bomb(archiveBytes, stored.bytes, limits.maxRatio));
    else if (archiveBytes > limits.maxArchiveBytes) diagnostics.push(problems.tooLarge(limits.maxArchiveBytes));
    else continue;
    break;
  }
}

async function* unpack(source: AsyncIterable<Uint8Array>, state: InflationState): AsyncGenerator<Buffer> {
  const { diagnostics, progress } = state;
  const { compression } = progress;
  if (compression === "unknown") {
    for await (const bytes of source) yield toBuffer(bytes);
    return;
  }
  if (compression !== "gzip" && compression !== "zstd") {
    diagnostics.push(problems.unsupported(compression));
    return;
  }
  const gzip = compression === "gzip" && state.place === "in-turn" ? openGzipDecoder() : undefined;
  if (gzip === undefined) yield* decompressBeside(source, compression, state);
  else yield* gunzipInTurn(source, gzip, { diagnostics, archiveBytes: () => progress.archiveBytes });
}

async function* decompressBeside(
  source: AsyncIterable<Uint8Array>,
  compression: "gzip" | "zstd",
  { diagnostics, progress, place }: InflationState,
): AsyncGenerator<Buffer> {
  // The decoder holds on to what it is fed.
  const owned = place === "in-turn" ? copyPieces(source) : source;
  const isGzip = compression === "gzip";
  // One unpacked piece waits at most, so that none is lost when the next one turns out to be broken.
  const options = { chunkSize: chunkBytes, readableHighWaterMark: 1, writableHighWaterMark: 4 * writeBytes };
  const decoder: Decoder = isGzip ? createGunzip(options) : createZstdDecompress(options);
  const feed = feedDecoder(isGzip ? cutEvenly(owned) : cutAtFrames(owned), decoder);
  let isOver = false;
  try {
    for await (const piece of decoder) if (Buffer.isBuffer(piece)) yield piece;
    isOver = true;
  } catch (error) {
    isOver = true;
    const { code, reason } = describe(error);
    // What the source broke off with is thrown below.
    if (feed.hasFailed()) return;
    if (code === trailingCode) diagnostics.push(problems.trailing(compression));
    else diagnostics.push(problems.broken(compression, reason, progress.archiveBytes));
  } finally {
    if (isOver) feed.finish();
    else feed.cancel();
    await feed.done;
  }
  if (diagnostics.length === 0 && feed.hasTrailingData()) diagnostics.push(problems.trailing(compression));
}

/** What streams say when a decoder goes on behind what it took for the end: a gzip member behind padding. */
const trailingCode = "ERR_STREAM_PUSH_AFTER_EOF";

function describe(error: unknown): { readonly code: string; readonly reason: string } {
  if (!(error instanceof Error)) return { code: "", reason: String(error) };
  return { code: "code" in error ? String(error.code) : "", reason: error.message };
}

async function* copyPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of source) yield Uint8Array.from(piece);
}

/** Cuts large pieces: what a broken one would have unpacked to is lost. */
async function* cutEvenly(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    for (let at = 0; at < piece.length; at += writeBytes) yield piece.subarray(at, at + writeBytes);
  }
}

/** Cuts pieces where frames of zstd end; from the first byte on that is no frame, one piece is left as it is. */
async function* cutAtFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const finder = new ZstdFrameFinder();
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      const taken = finder.take(piece.subarray(0, at + writeBytes), at) ?? piece.length - at;
      yield piece.subarray(at, at + taken);
      at += taken;
    }
  }
}

interface OpenedSource {
  readonly start: Uint8Array;
  /** All bytes, the first ones included. */
  readonly rest: AsyncIterable<Uint8Array>;
  /** Counts what was read so far. */
  readonly stored: { readonly bytes: number };
}

/** Reads as much as tells the compression. */
async function openSource(source: AsyncIterable<Uint8Array>): Promise<OpenedSource> {
  const iterator = source[Symbol.asyncIterator]();
  const stored = { bytes: 0 };
  let start: Uint8Array = Buffer.alloc(0);
  while (start.length < detectionBytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    const { value } = next;
    // A short piece is held while the next one is read, which may come in the same memory.
    start = start.length === 0 && value.length >= detectionBytes ? value : Buffer.concat([start, value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    stored.bytes += start.length;
    if (start.length > 0) yield start;
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        stored.bytes += next.value.length;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { start, rest: all(), stored };
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
