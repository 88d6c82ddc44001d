import type { Diagnostic } from "../../model/diagnostic.ts";
import type { GzipDecoder } from "./gzip-decoder.ts";
import * as problems from "./inflation-diagnostics.ts";

/** Where it is said what is wrong with the data. */
export interface GunzipRecord {
  readonly diagnostics: Diagnostic[];
  /** Counts what is unpacked by now. */
  readonly archiveBytes: () => number;
}

/**
 * Unpacks gzip in the calling thread. The source is read to its end even when the data are broken: somebody makes a digest
 * of it. Each piece is valid until the next one is asked for, and so may be the pieces of the source.
 */
export async function* gunzipInTurn(
  source: AsyncIterable<Uint8Array>,
  gzip: GzipDecoder,
  record: GunzipRecord,
): AsyncGenerator<Buffer> {
  let isBroken = false;
  let hasTrailing = false;
  try {
    for await (const bytes of source) {
      if (isBroken) continue;
      if (gzip.isAtEnd()) {
        hasTrailing ||= hasContent(bytes);
        continue;
      }
      isBroken = yield* decode(gzip, bytes, record);
      if (gzip.isAtEnd()) hasTrailing ||= hasContent(bytes.subarray(bytes.length - gzip.leftBytes()));
    }
    if (!isBroken) attempt(() => gzip.finish(), record);
  } finally {
    gzip.close();
  }
  if (hasTrailing) record.diagnostics.push(problems.trailing("gzip"));
}

/** Gives what the bytes unpack to; true in the end when they are broken. */
function* decode(gzip: GzipDecoder, bytes: Uint8Array, record: GunzipRecord): Generator<Buffer, boolean> {
  const pieces = gzip.decode(bytes)[Symbol.iterator]();
  for (;;) {
    const next = attempt(() => pieces.next(), record);
    if (next === undefined) return true;
    if (next.done === true) return false;
    yield next.value;
  }
}

/** Gives what a step of unpacking gives; `undefined` when the data are broken, which is said. */
function attempt<Result>(step: () => Result, { diagnostics, archiveBytes }: GunzipRecord): Result | undefined {
  try {
    return step();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    diagnostics.push(problems.broken("gzip", reason, archiveBytes()));
    return undefined;
  }
}

function hasContent(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte !== 0);
}
