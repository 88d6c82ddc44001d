import type { SqliteDatabase } from "./open-database.ts";

/** A value of a row. Integers beyond the exact range of numbers are `bigint`. */
export type SqliteValue = null | number | bigint | string | Buffer;

/** A variable-length integer, up to 64 bits. */
export interface Varint {
  readonly value: number;
  readonly next: number;
}

/**
 * Reads a variable-length integer of SQLite; `undefined` when the bytes end before it. Values above 2^53 come out
 * rounded: no length and no page number is that large, and row numbers are not compared.
 */
export function readVarint(bytes: Buffer, start: number): Varint | undefined {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    if (index === 8) return { value: value * 256 + byte, next: start + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  return undefined;
}

const integerBytes = [0, 1, 2, 3, 4, 6, 8] as const;

/** Reads the columns of one record; `undefined` when its header or a value lies outside of it. Source: fileformat2, 2.1. */
export function readRecord(database: SqliteDatabase, payload: Buffer): readonly SqliteValue[] | undefined {
  const header = readVarint(payload, 0);
  if (header === undefined || header.value > payload.length) return undefined;
  const values: SqliteValue[] = [];
  let at = header.next;
  let content = header.value;
  while (at < header.value) {
    const type = readVarint(payload, at);
    if (type === undefined || type.next > header.value) return undefined;
    at = type.next;
    const length = contentBytes(type.value);
    if (length === undefined || content + length > payload.length) return undefined;
    values.push(readValue(database, payload.subarray(content, content + length), type.value));
    content += length;
  }
  return values;
}

function contentBytes(type: number): number | undefined {
  if (type <= 6) return integerBytes[type];
  if (type === 7) return 8;
  if (type === 8 || type === 9) return 0;
  return type < 12 ? undefined : Math.floor((type - 12) / 2);
}

function readValue(database: SqliteDatabase, bytes: Buffer, type: number): SqliteValue {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 6) return readInteger(bytes);
  if (type < 6) return bytes.readIntBE(0, bytes.length);
  return type % 2 === 0 ? bytes : readText(database, bytes);
}

function readInteger(bytes: Buffer): number | bigint {
  const value = bytes.readBigInt64BE(0);
  const exact = Number(value);
  return Number.isSafeInteger(exact) ? exact : value;
}

function readText({ encoding }: SqliteDatabase, bytes: Buffer): string {
  if (encoding === "utf8") return bytes.toString("utf8");
  if (encoding === "utf16le") return bytes.toString("utf16le");
  const even = bytes.length - (bytes.length % 2);
  return Buffer.from(bytes.subarray(0, even)).swap16().toString("utf16le");
}
