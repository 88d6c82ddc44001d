import type { FieldValue } from "../field-value.ts";

/** A JSON object from outside: names mean nothing, only what it has itself counts. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Says whether a value is a JSON object. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Gives a list from outside; `undefined` for anything else. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** Gives a member of an object; `undefined` where there is none, or no object. */
export function memberOf(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Gives what a path of members leads to. */
export function memberAt(value: unknown, keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) current = memberOf(current, key);
  return current;
}

/** Gives a value as rules see it: a text as it is, anything else as JSON. */
export function textOfJson(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === undefined) return undefined;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : writeJson(value);
}

function writeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // What nests deeper than the call stack has no text.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Makes the reader of a JSON pointer; a text that is none leads nowhere. Source: RFC 6901. */
export function readPointer(pointer: string): (document: unknown) => FieldValue {
  if (pointer === "") return textOfJson;
  if (!pointer.startsWith("/")) return () => undefined;
  const keys = pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return (document) => textOfJson(followPointer(document, keys));
}

function followPointer(document: unknown, keys: readonly string[]): unknown {
  let current = document;
  for (const key of keys) {
    if (!Array.isArray(current)) current = memberOf(current, key);
    else current = /^(?:0|[1-9][0-9]{0,9})$/.test(key) ? current[Number(key)] : undefined;
    if (current === undefined) return undefined;
  }
  return current;
}
