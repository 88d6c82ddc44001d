import { fstatSync, writeSync } from "node:fs";
import type { Writable } from "node:stream";
import { SekishoError } from "../model/error.ts";
import type { Text } from "../model/text.ts";

/** Standard output or standard error. Nothing is opened before it is asked or written to. */
export interface StandardStream {
  readonly isTerminal: boolean;
  /** Columns of the terminal; `undefined` where it is none. */
  readonly columns: number | undefined;
  /**
   * Writes a text, or its UTF-8, and waits until it is gone. Whoever reads may have enough (`| head`): then the rest is not written,
   * and that is no error.
   *
   * @throws {SekishoError} `output-unwritable`.
   */
  write(text: string | Uint8Array): Promise<void>;
}

/** Node's stream of a descriptor. */
export type NodeStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What a standard stream is made of. */
export interface StreamSource {
  readonly descriptor: number;
  /** Gives Node's stream for the descriptor, which takes some milliseconds to load. */
  readonly open: () => NodeStream;
  /** As messages name it. */
  readonly name: Text;
}

/**
 * Opens a standard stream.
 *
 * Files and pipes are written to by the system call itself, as Node's own streams do on POSIX systems, without loading
 * them. Terminals, a pipe that refuses to block, and everything on Windows go through Node's stream.
 */
export function openStandardStream(source: StreamSource): StandardStream {
  let opened: NodeStream | undefined;
  const stream = (): NodeStream => {
    // Every write hears of its own error; without a listener the stream would end the process.
    opened ??= source.open().on("error", () => undefined);
    return opened;
  };
  const isDirect = isWritableDirectly(source.descriptor);
  return {
    get isTerminal() {
      return !isDirect && stream().isTTY === true;
    },
    get columns() {
      return !isDirect && stream().isTTY === true ? stream().columns : undefined;
    },
    async write(text) {
      if (text.length === 0) return;
      const rest = isDirect && opened === undefined ? writeDirectly(source, encode(text)) : text;
      if (rest.length > 0) await writeToStream(stream(), rest, source.name);
    },
  };
}

function encode(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? Buffer.from(text) : text;
}

function isWritableDirectly(descriptor: number): boolean {
  if (process.platform === "win32") return false;
  try {
    const status = fstatSync(descriptor);
    return status.isFile() || status.isFIFO() || status.isSocket();
  } catch {
    // A descriptor that is closed: Node's stream knows what to do with it.
    return false;
  }
}

/** Gives what could not be written without waiting. */
function writeDirectly(source: StreamSource, bytes: Uint8Array): Uint8Array {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(source.descriptor, rest));
    return rest;
  } catch (error) {
    const code = codeOf(error);
    // What the stream takes over must not change under it.
    if (code === "EAGAIN") return Buffer.from(rest);
    if (code === "EPIPE") return rest.subarray(rest.length);
    throw unwritable(source.name, error);
  }
}

function writeToStream(stream: NodeStream, content: string | Uint8Array, name: Text): Promise<void> {
  if (stream.destroyed) return Promise.resolve();
  return new Promise((resolve, reject) => {
    stream.write(content, (error) => {
      if (error === null || error === undefined || codeOf(error) === "EPIPE") resolve();
      else reject(unwritable(name, error));
    });
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function unwritable(name: Text, cause: unknown): SekishoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SekishoError(
    "output-unwritable",
    { en: `cannot write to ${name.en}: ${reason}`, ja: `${name.ja}に書き込めません。${reason}` },
    { cause },
  );
}
