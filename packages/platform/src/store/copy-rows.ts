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

/** Writes rows of a table by COPY, in the transaction of a connection, while they come. */
export class RowCopy {
  readonly #stream: CopyStreamQuery;
  #text = "";
  #failure: Error | undefined;

  constructor({ client, table, columns }: CopyTarget) {
    this.#stream = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
    this.#stream.on("error", (error: Error) => {
      this.#failure = error;
    });
  }

  /** Takes a row; waits while the database is behind. */
  async write(values: readonly CopyValue[]): Promise<void> {
    await this.writeText(writeRow(values));
  }

  /** Takes rows that are written already. */
  async writeText(rows: string): Promise<void> {
    this.#text += rows;
    if (this.#text.length >= flushCharacters) await this.#flush();
  }

  /** Sends what waits, and ends the COPY. */
  async end(): Promise<void> {
    await this.#flush();
    const finished = once(this.#stream, "finish");
    this.#stream.end();
    await finished;
  }

  /** Breaks the COPY off; the transaction has to be rolled back then. */
  abort(error: Error): void {
    this.#stream.destroy(error);
  }

  async #flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    if (this.#failure !== undefined) throw this.#failure;
    if (text !== "" && !this.#stream.write(Buffer.from(text, "utf8"))) await once(this.#stream, "drain");
  }
}

/** Writes a row in the text format of COPY, with the end of its line. */
export function writeRow(values: readonly CopyValue[]): string {
  let line = "";
  for (const value of values) line += line === "" ? writeValue(value) : `\t${writeValue(value)}`;
  return `${line}\n`;
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
