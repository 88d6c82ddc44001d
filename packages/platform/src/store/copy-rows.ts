import { once } from "node:events";
import type pg from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";

/** A value of a column; `null` is no value. */
export type CopyValue = string | number | boolean | null | Buffer | readonly string[];

/** Where rows go. */
export interface CopyTarget {
  readonly client: pg.PoolClient;
  readonly table: string;
  readonly columns: readonly string[];
}

const flushCharacters = 65_536;

/**
 * Writes rows of a table by COPY, in the transaction of a connection.
 *
 * The first rows are held back: whoever finds out that nothing is new drops them, and the database hears of none.
 */
export class RowCopy {
  readonly #target: CopyTarget;
  readonly #maxHeldCharacters: number;
  #held: string[] = [];
  #heldCharacters = 0;
  #text = "";
  #stream: CopyStreamQuery | undefined;
  #failure: Error | undefined;

  constructor(target: CopyTarget, maxHeldCharacters: number) {
    this.#target = target;
    this.#maxHeldCharacters = maxHeldCharacters;
  }

  /** Whether no row was sent yet. */
  get isHeldBack(): boolean {
    return this.#stream === undefined;
  }

  /** Takes a row; waits while the database is behind. */
  async write(values: readonly CopyValue[]): Promise<void> {
    let line = "";
    for (const value of values) line += line === "" ? writeValue(value) : `\t${writeValue(value)}`;
    this.#text += `${line}\n`;
    if (this.#text.length >= flushCharacters) await this.#flush();
  }

  /** Sends what is held back, and ends the COPY. */
  async end(): Promise<void> {
    const stream = await this.#open();
    if (this.#text !== "") await this.#send(stream, this.#text);
    if (this.#failure !== undefined) throw this.#failure;
    const finished = once(stream, "finish");
    stream.end();
    await finished;
  }

  /** Breaks the COPY off where it has begun; the transaction has to be rolled back then. */
  abort(error: Error): void {
    this.#held = [];
    this.#stream?.destroy(error);
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    if (this.#stream === undefined && this.#heldCharacters + text.length <= this.#maxHeldCharacters) {
      this.#held.push(text);
      this.#heldCharacters += text.length;
      return;
    }
    await this.#send(await this.#open(), text);
  }

  async #open(): Promise<CopyStreamQuery> {
    if (this.#stream !== undefined) return this.#stream;
    const { client, table, columns } = this.#target;
    const stream = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
    stream.on("error", (error: Error) => {
      this.#failure = error;
    });
    this.#stream = stream;
    for (const text of this.#held) await this.#send(stream, text);
    this.#held = [];
    return stream;
  }

  async #send(stream: CopyStreamQuery, text: string): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (!stream.write(Buffer.from(text, "utf8"))) await once(stream, "drain");
  }
}

/** Writes a value in the text format of COPY. Source: PostgreSQL documentation, COPY, "Text Format". */
export function writeValue(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escapeText(value);
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString("hex")}`;
  return typeof value === "object" ? escapeText(writeArray(value)) : String(value);
}

/** Writes JSON so that PostgreSQL takes it: it knows no NUL and no half of a character. */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Both are escaped by JSON.stringify, and hardly ever there.
  if (!text.includes("\\u0000") && !text.includes("\\ud")) return text;
  return JSON.stringify(cleaned(value));
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]): [string, unknown] => [cleanText(key), cleaned(held)]),
  );
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\u{fffd}");
}

const special = /[\\\t\n\r\0]/;

function escapeText(text: string): string {
  return special.test(text) ? text.replaceAll(/[\\\t\n\r\0]/g, escapeCharacter) : text;
}

function escapeCharacter(character: string): string {
  if (character === "\t") return "\\t";
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  return character === "\0" ? "\u{fffd}" : "\\\\";
}

function writeArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
