import type { Diagnostic } from "../model/diagnostic.ts";
import type { ImageDescription } from "../model/image.ts";

/** A stretch of a file on this machine. */
export interface FileRange {
  /** An absolute path, or an open file of this process. */
  readonly file: string | number;
  readonly offset: number;
  readonly length: number;
}

/** The bytes of one layer, compressed as they are stored. */
export interface LayerBlob {
  /** Where they lie when they are on this machine: another thread can then read them itself. */
  readonly range?: FileRange;
  /**
   * Gives the bytes from the start, in pieces; may be called again. Breaks off with a `SekishoError` when they cannot be
   * had to the end. Digests are verified by the reader of the bytes, not here.
   */
  open(): AsyncIterable<Uint8Array>;
}

/** An image whose manifest and configuration were read and verified. */
export interface OpenedImage {
  readonly description: ImageDescription;
  /** As many as `description.layers`; `undefined` for an unreadable one. */
  readonly layers: readonly (LayerBlob | undefined)[];
  readonly diagnostics: readonly Diagnostic[];
  /** Frees what was opened and removes what was written. */
  close(): Promise<void>;
}
