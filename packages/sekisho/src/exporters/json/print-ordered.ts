import { quoteJson } from "../escape/visible.ts";
import { type KeyOrder, labelled, type OrderedKey } from "./key-order.ts";

const blanks = "  ";

/** What many values hold at some of their keys, printed once. The values all stand at one depth. */
export interface SharedTexts {
  readonly keys: ReadonlySet<string>;
  readonly texts: Map<unknown, string>;
}

/** Where a value stands, and what is known of it. */
export interface PrintPlace {
  readonly order: KeyOrder | undefined;
  /** Levels of lists and objects around it. */
  readonly depth: number;
  readonly shared?: SharedTexts;
}

/**
 * Writes a value as `printItem` does, with the keys as the schema lists them, at every depth; keys that the schema does not
 * name follow, sorted. Two equal values print the same, however they were built.
 */
export function printOrdered(value: unknown, place: PrintPlace): string {
  return blanks.repeat(place.depth) + textOf(value, place);
}

function textOf(value: unknown, place: PrintPlace): string {
  if (Array.isArray(value)) return listText(value, place);
  return isRecord(value) ? recordText(value, place) : scalarText(value);
}

/** What JSON has no word for is `null`. */
function scalarText(value: unknown): string {
  if (typeof value === "string") return quoteJson(value);
  const text: string | undefined = JSON.stringify(value);
  return text ?? "null";
}

function listText(list: readonly unknown[], { order, depth }: PrintPlace): string {
  if (list.length === 0) return "[]";
  const inside = { order: order?.below(), depth: depth + 1 };
  const indentation = lineStart(depth + 1);
  let text = "[";
  let separator = indentation;
  for (const item of list) {
    text += separator + textOf(item, inside);
    separator = `,${indentation}`;
  }
  return `${text}${lineStart(depth)}]`;
}

function recordText(record: Readonly<Record<string, unknown>>, place: PrintPlace): string {
  const indentation = lineStart(place.depth + 1);
  let text = "";
  let printed = 0;
  const print = ({ name, label }: OrderedKey): void => {
    const value = record[name];
    if (value === undefined) return;
    text += (printed === 0 ? indentation : `,${indentation}`) + label + memberText(name, value, place);
    printed++;
  };
  for (const key of place.order?.keys ?? []) print(key);
  if (printed < Object.keys(record).length) for (const name of furtherNames(record, place.order)) print(labelled(name));
  return printed === 0 ? "{}" : `{${text}${lineStart(place.depth)}}`;
}

function memberText(name: string, value: unknown, { order, depth, shared }: PrintPlace): string {
  if (shared?.keys.has(name) !== true) return valueText(name, value, order, depth);
  let text = shared.texts.get(value);
  if (text === undefined) shared.texts.set(value, (text = valueText(name, value, order, depth)));
  return text;
}

function valueText(name: string, value: unknown, order: KeyOrder | undefined, depth: number): string {
  if (typeof value === "object") return textOf(value, { order: order?.below(name), depth: depth + 1 });
  return typeof value === "number" && Number.isFinite(value) ? `${value}` : scalarText(value);
}

/** The keys that the schema does not name, sorted. */
function furtherNames(record: Readonly<Record<string, unknown>>, order: KeyOrder | undefined): readonly string[] {
  const known = new Set(order?.keys.map(({ name }) => name));
  return Object.keys(record)
    .filter((name) => !known.has(name))
    .toSorted();
}

const lineStarts: string[] = [];

/** A line end and the indentation of a depth. */
function lineStart(depth: number): string {
  return (lineStarts[depth] ??= `\n${blanks.repeat(depth)}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
