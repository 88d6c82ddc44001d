import type pg from "pg";
import { type CopyTarget, type CopyValue, copyRows, RowBuffer } from "../store/copy-rows.ts";

/** Where rows go, and what is done with each part of them. */
export interface FlowTarget extends CopyTarget {
  /** Brings the copied rows into the book. No other statement runs on the connection meanwhile. */
  readonly merge: (client: pg.PoolClient) => Promise<void>;
}

/** Rows that are merged at once. */
const rowsOfPart = 2500;
/** So much waits for the answer whether anything is new at all. */
const maxHeldBytes = 32 * 1024 * 1024;

/**
 * Copies rows into a staging table and merges them, some thousand at a time: while the database merges one part the next
 * one is read.
 *
 * As long as everything that is said may be what was said before, the rows wait: the database hears of none where nothing
 * is new.
 */
export class MergeFlow {
  readonly #target: FlowTarget;
  #held: RowBuffer[] = [];
  #heldBytes = 0;
  #part = new RowBuffer();
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
    this.#part.write(values);
    if (this.#part.rows < rowsOfPart) return;
    this.#holdPart();
    if (!mayWait || this.#heldBytes > maxHeldBytes) await this.#mergeHeld();
  }

  /** Merges what waits. */
  async end(): Promise<void> {
    if (this.#part.rows > 0) this.#holdPart();
    await this.#mergeHeld();
    await this.#running;
  }

  /** Begins no more parts and waits for the one that is merged; the transaction has to be rolled back then. */
  async abort(): Promise<void> {
    this.#isAborted = true;
    this.#held = [];
    await Promise.allSettled([this.#running]);
  }

  #holdPart(): void {
    this.#held.push(this.#part);
    this.#heldBytes += this.#part.bytes;
    this.#part = new RowBuffer();
  }

  async #mergeHeld(): Promise<void> {
    const parts = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    for (const part of parts) {
      await this.#running;
      if (this.#isAborted) return;
      this.#running = this.#merge(part);
      // Whoever waits for it next hears of it.
      this.#running.catch(() => undefined);
    }
  }

  async #merge(part: RowBuffer): Promise<void> {
    const { client, table, merge } = this.#target;
    this.#isMerging = true;
    try {
      // The end of the transaction empties the table, too, and at less cost.
      if (this.#parts++ > 0) await client.query(`TRUNCATE ${table}`);
      await copyRows(this.#target, part);
      await merge(client);
    } finally {
      this.#isMerging = false;
    }
  }
}
