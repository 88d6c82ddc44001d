import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A value of a column; `null` is no value. */
export type CopyValue = string | number | boolean | null | Buffer | readonly string[];

/** Where rows go. */
export interface CopyTarget {
  readonly client: pg.PoolClient;
  readonly table: string;
  readonly columns: readonly string[];
}

const pieceCharacters = 65_536;

/** Rows that wait to be copied: as bytes, which cost the garbage collector nothing however many there are. */
export class RowBuffer {
  readonly #pieces: Buffer[] = [];
  #text = "";
  #rows = 0;
  #bytes = 0;

  /** How many rows there are. */
  get rows(): number {
    return this.#rows;
  }

  /** How much is kept, but for the last few rows. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes a row. */
  write(values: readonly CopyValue[]): void {
    let line = "";
    for (const value of values) line += line === "" ? writeValue(value) : `\t${writeValue(value)}`;
    this.#text += `${line}\n`;
    this.#rows++;
    if (this.#text.length >= pieceCharacters) this.#endPiece();
  }

  /** Gives the bytes of all rows and keeps none. */
  *take(): Generator<Buffer> {
    this.#endPiece();
    for (const piece of this.#pieces.splice(0)) yield piece;
    this.#bytes = 0;
    this.#rows = 0;
  }

  #endPiece(): void {
    if (this.#text === "") return;
    const piece = Buffer.from(this.#text, "utf8");
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    this.#text = "";
  }
}

/** Copies rows into a table, in the transaction of a connection; waits where the database is behind. */
export async function copyRows({ client, table, columns }: CopyTarget, rows: RowBuffer): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(rows.take(), { objectMode: false }), stream);
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
