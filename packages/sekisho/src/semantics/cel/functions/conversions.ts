import { signed, unsigned } from "../arithmetic.ts";
import { failure, notReadable, overflow } from "../errors.ts";
import { type Overload, unary } from "../overload.ts";
import { traversalCost } from "../size.ts";
import { second, timestampOf } from "../time-range.ts";
import {
  boolType,
  bytesType,
  doubleType,
  durationType,
  intType,
  stringType,
  timestampType,
  uintType,
} from "../type.ts";
import { bytes, type Result } from "../values.ts";
import { formatDouble } from "./double-text.ts";
import { formatDuration, parseDuration } from "./duration-text.ts";
import { formatTimestamp, parseTimestamp } from "./timestamp-text.ts";
import { floorDivide } from "./whole-division.ts";

/** The longest text that is read as a number. */
const maxNumberLength = 400;

/** Conversions between types. Source: CEL language definition, "List of Standard Definitions". */
export const conversions: readonly Overload[] = [
  unary({ name: "bool", parameters: [boolType], result: boolType }, (value) => value),
  unary({ name: "bool", parameters: [stringType], result: boolType }, readBool),
  unary({ name: "bytes", parameters: [bytesType], result: bytesType }, (value) => value),
  unary({ name: "bytes", parameters: [stringType], result: bytesType, cost: traversalCost }, (text) =>
    bytes(new TextEncoder().encode(text)),
  ),
  unary({ name: "double", parameters: [doubleType], result: doubleType }, (value) => value),
  unary({ name: "double", parameters: [intType], result: doubleType }, Number),
  unary({ name: "double", parameters: [uintType], result: doubleType }, ({ value }) => Number(value)),
  unary({ name: "double", parameters: [stringType], result: doubleType }, readDouble),
  unary({ name: "duration", parameters: [durationType], result: durationType }, (value) => value),
  unary({ name: "duration", parameters: [intType], result: durationType }, (nanoseconds) => ({
    kind: "duration",
    nanoseconds,
  })),
  unary({ name: "duration", parameters: [stringType], result: durationType }, parseDuration),
  unary({ name: "int", parameters: [intType], result: intType }, (value) => value),
  unary({ name: "int", parameters: [uintType], result: intType }, ({ value }) => signed(value)),
  unary({ name: "int", parameters: [doubleType], result: intType }, truncateToInt),
  unary({ name: "int", parameters: [stringType], result: intType }, readInt),
  unary({ name: "int", parameters: [timestampType], result: intType }, ({ nanoseconds }) =>
    floorDivide(nanoseconds, second),
  ),
  unary({ name: "int", parameters: [durationType], result: intType }, ({ nanoseconds }) => nanoseconds),
  unary({ name: "string", parameters: [stringType], result: stringType }, (value) => value),
  unary({ name: "string", parameters: [boolType], result: stringType }, String),
  unary({ name: "string", parameters: [intType], result: stringType }, String),
  unary({ name: "string", parameters: [uintType], result: stringType }, ({ value }) => String(value)),
  unary({ name: "string", parameters: [doubleType], result: stringType }, formatDouble),
  unary({ name: "string", parameters: [bytesType], result: stringType, cost: traversalCost }, ({ bytes: content }) =>
    decodeText(content),
  ),
  unary({ name: "string", parameters: [timestampType], result: stringType }, formatTimestamp),
  unary({ name: "string", parameters: [durationType], result: stringType }, formatDuration),
  unary({ name: "timestamp", parameters: [timestampType], result: timestampType }, (value) => value),
  unary({ name: "timestamp", parameters: [intType], result: timestampType }, (seconds) =>
    timestampOf(seconds * second),
  ),
  unary({ name: "timestamp", parameters: [stringType], result: timestampType }, parseTimestamp),
  unary({ name: "uint", parameters: [uintType], result: uintType }, (value) => value),
  unary({ name: "uint", parameters: [intType], result: uintType }, unsigned),
  unary({ name: "uint", parameters: [doubleType], result: uintType }, truncateToUint),
  unary({ name: "uint", parameters: [stringType], result: uintType }, readUint),
];

const trueWords: ReadonlySet<string> = new Set(["1", "t", "T", "true", "TRUE", "True"]);
const falseWords: ReadonlySet<string> = new Set(["0", "f", "F", "false", "FALSE", "False"]);

function readBool(text: string): Result {
  if (trueWords.has(text)) return true;
  return falseWords.has(text) ? false : notReadable("bool", text);
}

function readInt(text: string): Result {
  return text.length <= maxNumberLength && /^[+-]?[0-9]+$/.test(text) ? signed(BigInt(text)) : notReadable("int", text);
}

function readUint(text: string): Result {
  return text.length <= maxNumberLength && /^[0-9]+$/.test(text) ? unsigned(BigInt(text)) : notReadable("uint", text);
}

function readDouble(text: string): Result {
  if (text.length > maxNumberLength) return notReadable("double", text);
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : overflow;
  }
  if (/^nan$/i.test(text)) return Number.NaN;
  const infinity = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinity === null) return notReadable("double", text);
  return infinity[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function truncateToInt(value: number): Result {
  return value > -(2 ** 63) && value < 2 ** 63 ? BigInt(Math.trunc(value)) : overflow;
}

function truncateToUint(value: number): Result {
  return value >= 0 && value < 2 ** 64 ? unsigned(BigInt(Math.trunc(value))) : overflow;
}

function decodeText(content: Uint8Array): Result {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    // The decoder's only way to say that the bytes are no text.
    return failure("the bytes are not UTF-8", "バイト列が UTF-8 ではありません");
  }
}
