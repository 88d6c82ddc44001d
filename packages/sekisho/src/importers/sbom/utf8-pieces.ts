import { TextDecoder } from "node:util";

/** How the bytes of a document are to be read. */
interface Encoding {
  readonly label: string;
  readonly markBytes: number;
}

const utf8: Encoding = { label: "utf-8", markBytes: 0 };

/**
 * Turns the bytes of a document into UTF-8 without a byte order mark, piece by piece. UTF-16 is known by its mark or by
 * the zeros between ASCII characters; other encodings by what an XML declaration says.
 */
export class Utf8Pieces {
  #decoder: TextDecoder | undefined;
  #start: Uint8Array | undefined = new Uint8Array();

  /** Gives the next bytes; none as long as the encoding cannot be told. */
  write(piece: Uint8Array): Uint8Array {
    if (this.#start === undefined) return this.#decode(piece);
    this.#start = Buffer.concat([this.#start, piece]);
    return this.#start.length < startBytes ? noBytes : this.#begin(this.#start);
  }

  /** Gives what is left. */
  end(): Uint8Array {
    const rest = this.#start === undefined ? noBytes : this.#begin(this.#start);
    const last = this.#decoder?.decode();
    return last === undefined || last === "" ? rest : Buffer.concat([rest, Buffer.from(last)]);
  }

  #begin(start: Uint8Array): Uint8Array {
    this.#start = undefined;
    const encoding = encodingOf(start);
    if (encoding.label !== "utf-8") this.#decoder = new TextDecoder(encoding.label, { ignoreBOM: true });
    return this.#decode(start.subarray(encoding.markBytes));
  }

  #decode(piece: Uint8Array): Uint8Array {
    return this.#decoder === undefined ? piece : Buffer.from(this.#decoder.decode(piece, { stream: true }));
  }
}

/** An XML declaration stands in these. */
const startBytes = 200;
const noBytes = new Uint8Array();

function encodingOf(start: Uint8Array): Encoding {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { label: "utf-8", markBytes: 3 };
  if (first === 0xff && second === 0xfe) return { label: "utf-16le", markBytes: 2 };
  if (first === 0xfe && second === 0xff) return { label: "utf-16be", markBytes: 2 };
  if (first === 0 && second !== 0) return { label: "utf-16be", markBytes: 0 };
  if (first !== 0 && second === 0) return { label: "utf-16le", markBytes: 0 };
  return declaredEncoding(Buffer.from(start.subarray(0, startBytes)).toString("latin1")) ?? utf8;
}

function declaredEncoding(text: string): Encoding | undefined {
  const label = /^<\?xml[^>]{1,150}?encoding\s*=\s*["']([\w.-]{1,30})["']/.exec(text)?.[1]?.toLowerCase();
  // What says UTF-16 in single bytes is not UTF-16.
  if (label === undefined || label.startsWith("utf")) return undefined;
  try {
    return { label: new TextDecoder(label).encoding, markBytes: 0 };
  } catch {
    // An encoding that nobody knows: ASCII is read all the same.
    return undefined;
  }
}
