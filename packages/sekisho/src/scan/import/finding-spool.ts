import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportedFinding } from "../../importers/define.ts";

/** So many findings are kept in memory; with more of them all go to a file. */
const keptFindings = 5_000;
/** Text is written in pieces of this size. */
const pieceBytes = 262_144;
/** So much is read at once. */
const windowBytes = 131_072;

/**
 * Keeps the findings of large documents in a file that nobody else can read, so that memory does not grow with them.
 * Small numbers stay in memory.
 */
export class FindingSpool {
  #kept: ImportedFinding[] = [];
  #file: { readonly folder: string; readonly descriptor: number } | undefined;
  /** Where each finding starts in the file; one more for the end. */
  readonly #offsets: number[] = [0];
  /** What is not written yet. */
  #waiting = Buffer.alloc(0);
  #waitingBytes = 0;
  /** A stretch of the file. */
  #window = Buffer.alloc(0);
  #windowStart = 0;
  #windowBytes = 0;
  readonly #maxKept: number;

  constructor(maxKept = keptFindings) {
    this.#maxKept = maxKept;
  }

  /** Keeps a finding; gives the number to ask for it. */
  add(finding: ImportedFinding): number {
    if (this.#file !== undefined) return this.#append(finding);
    this.#kept.push(finding);
    const index = this.#kept.length - 1;
    if (this.#kept.length > this.#maxKept) this.#spill();
    return index;
  }

  /** Gives a finding as it was kept. */
  get(index: number): ImportedFinding {
    const kept = this.#kept[index];
    if (kept !== undefined) return kept;
    this.#flush();
    const start = this.#offsets[index];
    const end = this.#offsets[index + 1];
    if (this.#file === undefined || start === undefined || end === undefined) {
      throw new RangeError(`expected the number of a finding, got ${index}`);
    }
    if (start < this.#windowStart || end > this.#windowStart + this.#windowBytes) {
      this.#load(this.#file.descriptor, start, end - start);
    }
    const from = start - this.#windowStart;
    const value: unknown = JSON.parse(this.#window.toString("utf8", from, from + end - start));
    if (!isFinding(value)) throw new TypeError("the file of findings was changed by another program");
    return value;
  }

  /** Deletes what was kept. */
  close(): void {
    this.#kept = [];
    this.#waiting = Buffer.alloc(0);
    this.#window = Buffer.alloc(0);
    if (this.#file === undefined) return;
    ftruncateSync(this.#file.descriptor);
    closeSync(this.#file.descriptor);
    rmSync(this.#file.folder, { recursive: true, force: true });
    this.#file = undefined;
  }

  /** Reads ahead: most findings are asked for in the order in which they came. */
  #load(descriptor: number, start: number, least: number): void {
    const wanted = Math.max(least, Math.min(windowBytes, (this.#offsets.at(-1) ?? 0) - start));
    if (this.#window.length < wanted) this.#window = Buffer.allocUnsafe(Math.max(wanted, windowBytes));
    this.#windowStart = start;
    this.#windowBytes = 0;
    while (this.#windowBytes < wanted) {
      const at = this.#windowBytes;
      const read = readSync(descriptor, this.#window, at, wanted - at, start + at);
      if (read === 0) throw new RangeError("the file of findings was cut off by another program");
      this.#windowBytes += read;
    }
  }

  #spill(): void {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-import-"));
    this.#waiting = Buffer.allocUnsafe(pieceBytes);
    this.#file = { folder, descriptor: openSync(join(folder, "findings"), "wx+", 0o600) };
    const kept = this.#kept;
    this.#kept = [];
    for (const finding of kept) this.#append(finding);
  }

  #append(finding: ImportedFinding): number {
    const text = JSON.stringify(finding);
    // A unit of text takes at most three bytes.
    if (this.#waiting.length - this.#waitingBytes < text.length * 3) this.#flush();
    if (this.#waiting.length < text.length * 3) this.#waiting = Buffer.allocUnsafe(text.length * 3);
    const bytes = this.#waiting.write(text, this.#waitingBytes);
    this.#waitingBytes += bytes;
    this.#offsets.push((this.#offsets.at(-1) ?? 0) + bytes);
    return this.#offsets.length - 2;
  }

  #flush(): void {
    if (this.#file === undefined) return;
    for (let at = 0; at < this.#waitingBytes; ) {
      at += writeSync(this.#file.descriptor, this.#waiting, at, this.#waitingBytes - at);
    }
    this.#waitingBytes = 0;
  }
}

/** What was written here is read here. */
function isFinding(value: unknown): value is ImportedFinding {
  return typeof value === "object" && value !== null && "kind" in value && "rule" in value && "evidence" in value;
}
