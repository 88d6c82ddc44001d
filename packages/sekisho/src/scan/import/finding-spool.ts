import { closeSync, ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportedFinding } from "../../importers/define.ts";

/** So many findings are kept in memory; with more of them all go to a file. */
const keptFindings = 5_000;
/** Text is written in pieces of this size. */
const pieceUnits = 1_048_576;

/**
 * Keeps the findings of large documents in a file that nobody else can read, so that memory does not grow with them.
 * Small numbers stay in memory.
 */
export class FindingSpool {
  #kept: ImportedFinding[] = [];
  #file: { readonly folder: string; readonly descriptor: number } | undefined;
  /** Where each finding starts in the file; one more for the end. */
  readonly #offsets: number[] = [0];
  #waiting = "";
  #waitingBytes = 0;
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
    const bytes = Buffer.allocUnsafe(end - start);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(this.#file.descriptor, bytes, at, bytes.length - at, start + at);
      if (read === 0) throw new RangeError("the file of findings was cut off by another program");
      at += read;
    }
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    if (!isFinding(value)) throw new TypeError("the file of findings was changed by another program");
    return value;
  }

  /** Deletes what was kept. */
  close(): void {
    this.#kept = [];
    if (this.#file === undefined) return;
    ftruncateSync(this.#file.descriptor);
    closeSync(this.#file.descriptor);
    rmSync(this.#file.folder, { recursive: true, force: true });
    this.#file = undefined;
  }

  #spill(): void {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-import-"));
    this.#file = { folder, descriptor: openSync(join(folder, "findings"), "wx+", 0o600) };
    const kept = this.#kept;
    this.#kept = [];
    for (const finding of kept) this.#append(finding);
  }

  #append(finding: ImportedFinding): number {
    const text = JSON.stringify(finding);
    const bytes = Buffer.byteLength(text);
    this.#offsets.push((this.#offsets.at(-1) ?? 0) + bytes);
    this.#waiting += text;
    this.#waitingBytes += bytes;
    if (this.#waitingBytes >= pieceUnits) this.#flush();
    return this.#offsets.length - 2;
  }

  #flush(): void {
    if (this.#file === undefined || this.#waiting === "") return;
    const bytes = Buffer.from(this.#waiting);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file.descriptor, bytes, at);
    this.#waiting = "";
    this.#waitingBytes = 0;
  }
}

/** What was written here is read here. */
function isFinding(value: unknown): value is ImportedFinding {
  return typeof value === "object" && value !== null && "kind" in value && "rule" in value && "evidence" in value;
}
