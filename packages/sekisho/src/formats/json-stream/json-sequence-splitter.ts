import { type OpenValue, scanValue, startValue } from "./open-value.ts";

/** What a reading of a sequence obeys. */
export interface JsonSequenceSettings {
  /** Told of every value with the line on which it starts, from 1. */
  readonly onValue: (value: unknown, line: number) => void;
  /** Told of every line that is no JSON: the first of a broken value. Reading goes on behind it. */
  readonly onBrokenLine: (line: number, text: string) => void;
  /** Longer values are told as broken. */
  readonly maxValueBytes: number;
  /** Deeper values are told as broken. */
  readonly maxValueLevels: number;
}

const newline = 0x0a;
const shownBytes = 200;

/**
 * Cuts JSON values that stand one behind the other: JSON Lines, values over several lines, or both. One that is broken
 * costs its first line: what stands behind is looked at anew.
 */
export class JsonSequenceSplitter {
  readonly #settings: JsonSequenceSettings;
  /** The bytes from the first on that may still be needed; of the last piece when nothing before is needed. */
  #rest: Buffer = Buffer.alloc(0);
  /** Pieces behind the rest, put together when they are looked at as one. */
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #line = 1;
  /** The value at the start of the rest, as far as it was followed. */
  #value: OpenValue | undefined;
  #scannedTo = 0;
  #isPassing = false;
  /** The start of the broken line that is passed. */
  #shown: Buffer = Buffer.alloc(0);
  /** So many bytes were followed for a value that came to nothing: up to there each line is a value or broken. */
  #linesUpTo = 0;

  constructor(settings: JsonSequenceSettings) {
    this.#settings = settings;
  }

  /** Reads the next bytes, which are UTF-8 without a byte order mark. */
  write(piece: Uint8Array): void {
    this.#pieces.push(Buffer.from(piece));
    this.#pieceBytes += piece.length;
    // Bytes are moved when they have doubled: a value of many pieces costs no more than its length.
    if (this.#value !== undefined && this.#pieceBytes < this.#rest.length) return;
    this.#join();
    this.#read(false);
  }

  /** Says that the sequence ends here. */
  end(): void {
    this.#join();
    this.#read(true);
  }

  #join(): void {
    this.#rest = Buffer.concat([this.#rest, ...this.#pieces]);
    this.#pieces = [];
    this.#pieceBytes = 0;
  }

  #read(isEnd: boolean): void {
    for (;;) {
      if (this.#isPassing && !this.#passLine(isEnd)) return;
      if (this.#value === undefined && !this.#start()) return;
      const value = this.#value;
      if (value === undefined) continue;
      const lineEnd = this.#linesUpTo > 0 ? this.#rest.indexOf(newline, this.#scannedTo) : -1;
      const bytes = lineEnd === -1 ? this.#rest : this.#rest.subarray(0, lineEnd);
      this.#scannedTo = scanValue(value, bytes, this.#scannedTo);
      const isCut = !value.isWhole && value.kind === "word" && (isEnd || lineEnd !== -1);
      if (value.isWhole || isCut) this.#close(this.#scannedTo);
      else if (isEnd || lineEnd !== -1 || this.#rest.length > this.#settings.maxValueBytes) this.#break();
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
      else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0x1e && byte !== 0x2c) break;
    }
    this.#pass(at);
    const [first] = this.#rest;
    if (first === undefined) return false;
    this.#value = startValue("take", first);
    this.#scannedTo = 0;
    if (this.#value === undefined) this.#break();
    return true;
  }

  #close(end: number): void {
    const bytes = this.#rest.subarray(0, end);
    const isTooDeep = (this.#value?.deepest ?? 0) > this.#settings.maxValueLevels;
    const value = isTooDeep ? undefined : parse(bytes.toString("utf8"));
    if (value === undefined) {
      this.#break();
      return;
    }
    this.#settings.onValue(value.parsed, this.#line);
    this.#line += countLines(bytes);
    this.#pass(end);
    this.#value = undefined;
  }

  #break(): void {
    this.#linesUpTo = Math.max(this.#linesUpTo, this.#scannedTo);
    this.#scannedTo = 0;
    this.#value = undefined;
    this.#isPassing = true;
  }

  /** Passes the rest of a broken line; false when it goes on behind the bytes that are there. */
  #passLine(isEnd: boolean): boolean {
    const found = this.#rest.indexOf(newline);
    const end = found === -1 ? this.#rest.length : found;
    const missing = Math.max(0, shownBytes - this.#shown.length);
    this.#shown = Buffer.concat([this.#shown, this.#rest.subarray(0, Math.min(end, missing))]);
    this.#pass(end);
    if (found === -1 && !isEnd) return false;
    this.#settings.onBrokenLine(this.#line, this.#shown.toString("utf8"));
    this.#shown = Buffer.alloc(0);
    this.#isPassing = false;
    return true;
  }

  #pass(bytes: number): void {
    this.#rest = this.#rest.subarray(bytes);
    this.#linesUpTo = Math.max(0, this.#linesUpTo - bytes);
  }
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}

function parse(text: string): { readonly parsed: unknown } | undefined {
  try {
    return { parsed: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
