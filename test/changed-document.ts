import type { DocumentVariant } from "../packages/sekisho/src/importers/define.ts";

/** A value of JSON. */
type Json = unknown;

/** Gives numbers from 0 up to 1, the same ones for the same seed. Source: mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Gives a list in another order. */
export function shuffled<Element>(list: readonly Element[], random: () => number): readonly Element[] {
  return list
    .map((element) => ({ element, key: random() }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ element }) => element);
}

/** Shuffles the lists whose elements are records, and those that hold them: their order says nothing. */
export function shuffleRecords(data: Json, variants: readonly DocumentVariant[], random: () => number): Json {
  const patterns = variants.flatMap(({ records }) => records.flat());
  const lists = new Set(patterns.flatMap(listsIn));
  return mapValues(data, "", (value, pattern) => {
    if (!Array.isArray(value) || !lists.has(pattern)) return value;
    return shuffled<unknown>(value, random);
  });
}

function listsIn(pattern: string): readonly string[] {
  const parts = pattern.split("/");
  return parts.flatMap((part, at) => (part === "*" ? [parts.slice(0, at).join("/")] : []));
}

const prose =
  /^(?:message|msg|title|description|desc|summary|details?|remediation|solution|impact|reason_text|output)$/i;
const date = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Rewords what people read, and moves all points in time. */
export function reword(data: Json): Json {
  return mapValues(data, "", (value, pattern) => {
    if (typeof value !== "string") return value;
    if (date.test(value)) return `2031${value.slice(4)}`;
    return prose.test(pattern.slice(pattern.lastIndexOf("/") + 1)) ? `${value} (in other words)` : value;
  });
}

/** Gives the document with each text replaced that stands at none of the given places. */
export function replaceTexts(data: Json, kept: ReadonlySet<string>, replace: (text: string) => string): Json {
  return mapValues(data, "", (value, pattern) =>
    typeof value === "string" && !kept.has(pattern) ? replace(value) : value,
  );
}

/** Gives how many values a document has. */
export function countValues(data: Json): number {
  let count = 0;
  mapValues(data, "", (value) => {
    count++;
    return value;
  });
  return count;
}

/** Gives the document with one value replaced: the one of that turn. */
export function replaceValue(data: Json, turn: number, replacement: Json): Json {
  let at = 0;
  return mapValues(data, "", (value) => (at++ === turn ? replacement : value));
}

/** Writes a document in which each member of each object stands twice: `null` first, and what counts behind it. */
export function printTwice(data: Json): string {
  if (Array.isArray(data)) return `[${data.map(printTwice).join(",")}]`;
  if (typeof data !== "object" || data === null) return JSON.stringify(data);
  const members = Object.entries(data).map(([key, value]) => {
    const name = JSON.stringify(key);
    return `${name}:null,${name}:${printTwice(value)}`;
  });
  return `{${members.join(",")}}`;
}

/** Walks a value from the outside in, giving each value the place of a pattern. */
function mapValues(value: Json, pattern: string, map: (value: Json, pattern: string) => Json): Json {
  const mapped = map(value, pattern);
  if (Array.isArray(mapped)) return mapped.map((element) => mapValues(element, `${pattern}/*`, map));
  if (typeof mapped !== "object" || mapped === null) return mapped;
  return Object.fromEntries(
    Object.entries(mapped).map(([key, member]) => [key, mapValues(member, `${pattern}/${key}`, map)]),
  );
}
