import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A value of a column; `null` is no value. */
export type CopyValue = string | number | boolean | null | Buffer | readonly string[];

/** Writes rows of a table by COPY. */
export interface RowCopy {
  /** Takes a row; waits while the database is behind. */
  write(values: readonly CopyValue[]): Promise<void>;
  /** Ends the COPY; gives the number of rows. */
  end(): Promise<number>;
  /** Breaks the COPY off; the transaction has to be rolled back. */
  abort(error: Error): void;
}

const flushCharacters = 65_536;

/** Starts to copy rows into a table, in the transaction of a connection. */
export function copyRows(client: pg.PoolClient, table: string, columns: readonly string[]): RowCopy {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`));
  let failure: Error | undefined;
  stream.on("error", (error: Error) => {
    failure = error;
  });
  let text = "";
  let rows = 0;
  const flush = async (): Promise<void> => {
    if (failure !== undefined) throw failure;
    const isTaken = stream.write(Buffer.from(text, "utf8"));
    text = "";
    if (!isTaken) await once(stream, "drain");
  };
  return {
    write: async (values) => {
      text += `${values.map(writeValue).join("\t")}\n`;
      rows++;
      if (text.length >= flushCharacters) await flush();
    },
    end: async () => {
      if (text !== "") await flush();
      if (failure !== undefined) throw failure;
      const finished = once(stream, "finish");
      stream.end();
      await finished;
      return rows;
    },
    abort: (error) => stream.destroy(error),
  };
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
