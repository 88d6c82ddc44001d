import type { Transform } from "node:stream";

/** A decoder of `node:zlib`. */
export interface Decoder extends Transform {
  /** Bytes of the input that it has taken. */
  readonly bytesWritten: number;
}

/** Brings bytes to a decoder as fast as it takes them. */
export interface DecoderFeed {
  /** Settles when the source is at its end; rejects with what the source broke off with. */
  readonly done: Promise<void>;
  /** True when the source broke off. */
  hasFailed(): boolean;
  /** Says that the decoder is at its end: what still comes is only looked through for other data. */
  finish(): void;
  /** Ends it at once: the source is closed. */
  cancel(): void;
  /** True when the decoder has left something other than zeros behind. */
  hasTrailingData(): boolean;
}

interface FedPiece {
  readonly bytes: Uint8Array;
  readonly start: number;
}

/** Begins to feed a decoder. */
export function feedDecoder(source: AsyncIterable<Uint8Array>, decoder: Decoder): DecoderFeed {
  let isFinished = false;
  let isCancelled = false;
  let isFailed = false;
  let fed = 0;
  let hasTrailing = false;
  /** What the decoder may not have taken yet. */
  let inFlight: FedPiece[] = [];

  async function feed(): Promise<void> {
    for await (const bytes of source) {
      if (isCancelled) break;
      if (isFinished || decoder.destroyed) {
        hasTrailing ||= bytes.some((byte) => byte !== 0);
        continue;
      }
      inFlight = inFlight.filter((piece) => piece.start + piece.bytes.length > decoder.bytesWritten);
      inFlight.push({ bytes, start: fed });
      fed += bytes.length;
      if (!decoder.write(bytes)) await drained(decoder);
    }
    if (!decoder.destroyed) decoder.end();
  }

  const done = feed();
  // The decoder tells its reader; this promise is awaited afterwards.
  done.catch((error: unknown) => {
    isFailed = true;
    decoder.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return {
    done,
    hasFailed: () => isFailed,
    finish: () => {
      isFinished = true;
      // A feed that waits for room goes on.
      decoder.destroy();
    },
    cancel: () => {
      isCancelled = true;
      decoder.destroy();
    },
    hasTrailingData: () =>
      hasTrailing ||
      inFlight.some(({ bytes, start }) =>
        bytes.subarray(Math.max(0, decoder.bytesWritten - start)).some((byte) => byte !== 0),
      ),
  };
}

/** Waits until a decoder has room again, or is gone. */
function drained(decoder: Decoder): Promise<void> {
  return new Promise((resolve) => {
    if (decoder.destroyed) {
      resolve();
      return;
    }
    const settle = () => {
      decoder.off("drain", settle).off("close", settle);
      resolve();
    };
    decoder.on("drain", settle).on("close", settle);
  });
}
