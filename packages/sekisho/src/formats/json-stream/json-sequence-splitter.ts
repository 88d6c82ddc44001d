import { type OpenValue, scanValue, startValue } from "./open-value.ts";

/** What a reading of a sequence obeys. */
export interface JsonSequenceSettings {
  /** Told of every value with the line on which it starts, from 1. */
  readonly onValue: (value: unknown, line: number) => void;
  /** Told of every line that is no JSON: the first of a broken value. Reading goes on behind it. */
  readonly onBrokenLine: (line: number, text: string) => void;
  /** Longer values are told as broken. */
  readonly maxValueBytes: number;
}

const newline = 0x0a;
const shownBytes = 200;

/**
 * Cuts JSON values that stand one behind the other: JSON Lines, values over several lines, or both. One that is broken
 * costs its first line: what stands behind is looked at anew.
 */
export class JsonSequenceSplitter {
  readonly #settings: JsonSequenceSettings;
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  /** The value at the start of the rest, as far as it was followed. */
  #value: OpenValue | undefined;
  #scannedTo = 0;
  #isPassing = false;

  constructor(settings: JsonSequenceSettings) {
    this.#settings = settings;
  }

  /** Reads the next bytes, which are UTF-8 without a byte order mark. */
  write(piece: Uint8Array): void {
    this.#rest = this.#rest.length === 0 ? Buffer.from(piece) : Buffer.concat([this.#rest, piece]);
    this.#read(false);
  }

  /** Says that the sequence ends here. */
  end(): void {
    this.#read(true);
  }

  #read(isEnd: boolean): void {
    for (;;) {
      if (this.#isPassing && !this.#passLine(isEnd)) return;
      if (this.#value === undefined && !this.#start()) return;
      const { length } = this.#rest;
      const value = this.#value;
      if (value === undefined) continue;
      this.#scannedTo = scanValue(value, this.#rest, this.#scannedTo);
      const isCut = !value.isWhole && value.kind === "word" && isEnd;
      if (value.isWhole || isCut) this.#close(this.#scannedTo);
      else if (isEnd || length > this.#settings.maxValueBytes) this.#break();
      else return;
    }
  }

  /** Passes blanks; false when nothing is left. */
  #start(): boolean {
    let at = 0;
    for (; at < this.#rest.length; at++) {
      const byte = this.#rest[at] ?? 0;
      if (byte === newline) this.#line++;
      // A separator of RFC 7464, and the comma behind a value that somebody cut out of a list, are no values either.
      else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0x1e) break;
    }
    this.#rest = this.#rest.subarray(at);
    const [first] = this.#rest;
    if (first === undefined) return false;
    this.#value = startValue("take", first);
    this.#scannedTo = 0;
    if (this.#value === undefined) this.#break();
    return true;
  }

  #close(end: number): void {
    const bytes = this.#rest.subarray(0, end);
    const value = parse(bytes.toString("utf8"));
    if (value === undefined) {
      this.#break();
      return;
    }
    this.#settings.onValue(value.parsed, this.#line);
    for (const byte of bytes) if (byte === newline) this.#line++;
    this.#rest = this.#rest.subarray(end);
    this.#value = undefined;
  }

  #break(): void {
    const end = this.#rest.indexOf(newline);
    const shown = this.#rest.subarray(0, Math.min(end === -1 ? this.#rest.length : end, shownBytes)).toString("utf8");
    this.#settings.onBrokenLine(this.#line, shown);
    this.#value = undefined;
    this.#isPassing = true;
  }

  /** Passes the rest of a broken line; false when it goes on behind the bytes that are there. */
  #passLine(isEnd: boolean): boolean {
    const end = this.#rest.indexOf(newline);
    this.#rest = end === -1 ? Buffer.alloc(0) : this.#rest.subarray(end);
    if (end === -1 && !isEnd) return false;
    this.#isPassing = false;
    return true;
  }
}

function parse(text: string): { readonly parsed: unknown } | undefined {
  try {
    return { parsed: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
