import { constants, createGunzip } from "node:zlib";

/** Unpacks gzip in the calling thread, into the same memory again and again. */
export interface GzipDecoder {
  /**
   * Gives what the bytes unpack to; each piece is valid until the next one is asked for. Throws an `Error` for data that
   * are broken, and leaves alone what follows the last member.
   */
  decode(bytes: Uint8Array): Iterable<Buffer>;
  /** Says that no more bytes come; throws when a member is not at its end. */
  finish(): void;
  /** True when something else than a member follows, so that no more bytes are taken. */
  isAtEnd(): boolean;
  /** How many of the bytes of the last call of `decode` were left alone. */
  leftBytes(): number;
  close(): void;
}

/** What a stream of `node:zlib` calls the library with; its own synchronous functions use it in the same way. */
interface ZlibHandle {
  /** Parameters: flush, input, offset and length in it, output, offset and length in it. */
  writeSync(...parameters: readonly [number, Uint8Array, number, number, Uint8Array, number, number]): void;
  onerror: (message: string, errno: number, code: string) => void;
}

/** Small enough to stay in the processor's cache until it is hashed and looked at. */
const outputBytes = 131_072;

const nothing = Buffer.alloc(0);

/**
 * Opens a decoder; `undefined` where the runtime does not offer what it needs. The stream of `node:zlib` makes new memory
 * for all that it unpacks and changes threads for every piece: a third more time, and 90 MiB more (bench/layer-reader.ts).
 */
export function openGzipDecoder(): GzipDecoder | undefined {
  const stream = createGunzip();
  const handle = "_handle" in stream ? stream._handle : undefined;
  const state = "_writeState" in stream ? stream._writeState : undefined;
  if (isZlibHandle(handle) && state instanceof Uint32Array) {
    return new HandleDecoder(handle, { state, close: () => stream.close() });
  }
  stream.close();
  return undefined;
}

function isZlibHandle(value: unknown): value is ZlibHandle {
  return typeof value === "object" && value !== null && "writeSync" in value && typeof value.writeSync === "function";
}

class HandleDecoder implements GzipDecoder {
  private readonly handle: ZlibHandle;
  /** Room left in the output, bytes left of the input. */
  private readonly state: Uint32Array;
  private readonly closeStream: () => void;
  private readonly output = Buffer.allocUnsafeSlow(outputBytes);
  private failure: Error | undefined;
  private left = 0;
  private isOver = false;

  constructor(handle: ZlibHandle, stream: { readonly state: Uint32Array; readonly close: () => void }) {
    this.handle = handle;
    this.state = stream.state;
    this.closeStream = stream.close;
    handle.onerror = (message) => {
      this.failure = new Error(message);
    };
  }

  *decode(bytes: Uint8Array): Generator<Buffer> {
    this.left = bytes.length;
    let room = 0;
    while (room === 0 && !this.isOver) {
      room = this.call(constants.Z_NO_FLUSH, bytes);
      const count = outputBytes - room;
      // With room for more, it does not want what is left.
      if (room > 0 && this.left > 0) this.isOver = true;
      if (count > 0) yield count === outputBytes ? this.output : this.output.subarray(0, count);
    }
  }

  finish(): void {
    this.left = 0;
    // Everything was taken out before: there is no output to expect.
    if (!this.isOver) this.call(constants.Z_FINISH, nothing);
  }

  isAtEnd(): boolean {
    return this.isOver;
  }

  leftBytes(): number {
    return this.left;
  }

  close(): void {
    this.closeStream();
  }

  /** Unpacks as much as there is room for; gives the room that is left. */
  private call(flush: number, bytes: Uint8Array): number {
    const { handle, output, state } = this;
    handle.writeSync(flush, bytes, bytes.length - this.left, this.left, output, 0, outputBytes);
    if (this.failure !== undefined) throw this.failure;
    const [room = 0, left = 0] = state;
    this.left = left;
    return room;
  }
}
