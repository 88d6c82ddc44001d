import { createHash } from "node:crypto";

/** The bytes of a layer on their way in: counted, and made a digest of. */
export interface StoredBytes {
  /** The bytes, once. A reader that stops early does not close the source: `drain` reads on. */
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly count: number;
  /** What the source broke off with. */
  readonly failure: Error | undefined;
  /** Reads what is left, for the digest. */
  drain(): Promise<void>;
  /** `sha256:…` of all that was read. */
  digest(): string;
  close(): Promise<void>;
}

/** Begins to read a source. */
export function createStoredBytes(
  source: AsyncIterable<Uint8Array>,
  onProgress?: (bytes: number) => void,
): StoredBytes {
  const hash = createHash("sha256");
  const iterator = source[Symbol.asyncIterator]();
  let count = 0;
  let failure: Error | undefined;
  async function next(): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      const result = await iterator.next();
      if (result.done === true) return { done: true, value: undefined };
      hash.update(result.value);
      count += result.value.length;
      onProgress?.(count);
      return { done: false, value: result.value };
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw failure;
    }
  }
  return {
    pieces: { [Symbol.asyncIterator]: () => ({ next }) },
    get count() {
      return count;
    },
    get failure() {
      return failure;
    },
    async drain() {
      while ((await next()).done !== true);
    },
    digest: () => `sha256:${hash.digest("hex")}`,
    async close() {
      await iterator.return?.();
    },
  };
}
