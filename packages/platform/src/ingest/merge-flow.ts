import type pg from "pg";
import { type CopyTarget, type CopyValue, RowCopy, writeRow } from "../store/copy-rows.ts";

/** Where rows go, and what is done with each part of them. */
export interface FlowTarget extends CopyTarget {
  /** Brings the copied rows into the book. No other statement runs on the connection meanwhile. */
  readonly merge: (client: pg.PoolClient) => Promise<void>;
}

/** Rows that are merged at once. */
const rowsOfPart = 2500;
const charactersOfText = 65_536;
/** Rows of so much text wait for the answer whether anything is new at all. */
const maxHeldCharacters = 32 * 1024 * 1024;

/**
 * Copies rows into a staging table and merges them, some thousand at a time: while the database merges one part the next
 * one is read.
 *
 * As long as everything that is said may be what was said before, the rows wait: the database hears of none where nothing
 * is new.
 */
export class MergeFlow {
  readonly #target: FlowTarget;
  #held: (readonly string[])[] = [];
  #heldCharacters = 0;
  #texts: string[] = [];
  #text = "";
  #rows = 0;
  #parts = 0;
  #running: Promise<void> = Promise.resolve();
  #isMerging = false;
  #isAborted = false;

  constructor(target: FlowTarget) {
    this.#target = target;
  }

  /** Whether the database works on a part. */
  get isMerging(): boolean {
    return this.#isMerging;
  }

  /**
   * Takes a row; waits while the database is a whole part behind.
   *
   * @param mayWait Whether nothing may be new after all.
   */
  async write(values: readonly CopyValue[], mayWait: boolean): Promise<void> {
    this.#text += writeRow(values);
    this.#rows++;
    if (this.#text.length >= charactersOfText) this.#endText();
    if (this.#rows < rowsOfPart) return;
    this.#held.push(this.#takePart());
    if (!mayWait || this.#heldCharacters > maxHeldCharacters) await this.#mergeHeld();
  }

  /** Merges what waits. */
  async end(): Promise<void> {
    if (this.#rows > 0) this.#held.push(this.#takePart());
    await this.#mergeHeld();
    await this.#running;
  }

  /** Begins no more parts and waits for the one that is merged; the transaction has to be rolled back then. */
  async abort(): Promise<void> {
    this.#isAborted = true;
    this.#held = [];
    await Promise.allSettled([this.#running]);
  }

  #endText(): void {
    this.#texts.push(this.#text);
    this.#heldCharacters += this.#text.length;
    this.#text = "";
  }

  #takePart(): readonly string[] {
    this.#endText();
    const part = this.#texts;
    this.#texts = [];
    this.#rows = 0;
    return part;
  }

  async #mergeHeld(): Promise<void> {
    const parts = this.#held;
    this.#held = [];
    this.#heldCharacters = 0;
    for (const part of parts) {
      await this.#running;
      if (this.#isAborted) return;
      this.#running = this.#merge(part);
      // Whoever waits for it next hears of it.
      this.#running.catch(() => undefined);
    }
  }

  async #merge(texts: readonly string[]): Promise<void> {
    const { client, table, merge } = this.#target;
    this.#isMerging = true;
    try {
      // The end of the transaction empties the table, too, and at less cost.
      if (this.#parts++ > 0) await client.query(`TRUNCATE ${table}`);
      const copy = new RowCopy(this.#target);
      for (const text of texts) await copy.writeText(text);
      await copy.end();
      await merge(client);
    } finally {
      this.#isMerging = false;
    }
  }
}
