import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Text is written in pieces of this size. */
const pieceBytes = 262_144;
/** So much is read at once where texts are asked for in order. */
const windowBytes = 131_072;

/** Keeps texts in a file that nobody else can read; only where each of them stands is in memory. */
export class TextSpool {
  readonly #folder: string;
  readonly #descriptor: number;
  readonly #aheadBytes: number;
  /** Where each text starts in the file; one more for the end. */
  readonly #offsets: number[] = [0];
  /** What is not written yet. */
  #waiting = Buffer.allocUnsafe(pieceBytes);
  #waitingBytes = 0;
  /** A stretch of the file. */
  #window = Buffer.alloc(0);
  #windowStart = 0;
  #windowBytes = 0;
  #isOpen = true;

  /** @param order `any` where texts are not asked for in the order in which they came: nothing is read ahead then. */
  constructor(order: "kept" | "any") {
    this.#aheadBytes = order === "kept" ? windowBytes : 0;
    this.#folder = mkdtempSync(join(tmpdir(), "sekisho-import-"));
    this.#descriptor = openSync(join(this.#folder, "texts"), "wx+", 0o600);
  }

  /** Keeps a text; gives the number to ask for it. Halves of surrogate pairs alone are not kept as they are. */
  add(text: string): number {
    // A unit of text takes at most three bytes.
    if (this.#waiting.length - this.#waitingBytes < text.length * 3) this.#flush();
    if (this.#waiting.length < text.length * 3) this.#waiting = Buffer.allocUnsafe(text.length * 3);
    const bytes = this.#waiting.write(text, this.#waitingBytes);
    this.#waitingBytes += bytes;
    this.#offsets.push((this.#offsets.at(-1) ?? 0) + bytes);
    return this.#offsets.length - 2;
  }

  /** Gives a text as it was kept. */
  get(index: number): string {
    this.#flush();
    const start = this.#offsets[index];
    const end = this.#offsets[index + 1];
    if (!this.#isOpen || start === undefined || end === undefined) {
      throw new RangeError(`expected the number of a text, got ${index}`);
    }
    if (start < this.#windowStart || end > this.#windowStart + this.#windowBytes) this.#load(start, end - start);
    const from = start - this.#windowStart;
    return this.#window.toString("utf8", from, from + end - start);
  }

  /** Deletes what was kept. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#waiting = Buffer.alloc(0);
    this.#waitingBytes = 0;
    this.#window = Buffer.alloc(0);
    ftruncateSync(this.#descriptor);
    closeSync(this.#descriptor);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #load(start: number, least: number): void {
    const wanted = Math.max(least, Math.min(this.#aheadBytes, (this.#offsets.at(-1) ?? 0) - start));
    if (this.#window.length < wanted) this.#window = Buffer.allocUnsafe(Math.max(wanted, windowBytes));
    this.#windowStart = start;
    this.#windowBytes = 0;
    while (this.#windowBytes < wanted) {
      const at = this.#windowBytes;
      const read = readSync(this.#descriptor, this.#window, at, wanted - at, start + at);
      if (read === 0) throw new RangeError("the file of texts was cut off by another program");
      this.#windowBytes += read;
    }
  }

  #flush(): void {
    for (let at = 0; at < this.#waitingBytes; ) {
      at += writeSync(this.#descriptor, this.#waiting, at, this.#waitingBytes - at);
    }
    this.#waitingBytes = 0;
  }
}
