import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import {
  childPointer,
  emptyRecord,
  isManifestList,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
  pointerPart,
} from "./manifest-value.ts";

/** A field that is not what the API takes. */
export interface ShapeProblem {
  /** JSON pointer into the value that was read. */
  readonly pointer: string;
  readonly expected: Text;
  readonly got: string;
}

/** Collects what is wrong while a value is read. */
export interface ShapeReading {
  readonly problems: ShapeProblem[];
  /** Pointers of fields that the API does not know. */
  readonly unknown: string[];
}

/**
 * Reads a value of one type; `undefined` when it is another, or null (which the API server takes for "not set"). Nothing is
 * thrown: the field is left out, the problem is noted, everything else is read.
 */
export type Shape<Value> = (value: ManifestValue, pointer: string, reading: ShapeReading) => Value | undefined;

/** What a shape gives. */
export type ValueOf<Read> = Read extends Shape<infer Value> ? Value : never;

type FieldShapes = Readonly<Record<string, Shape<unknown>>>;

/** What a shape of fields gives: every field may be missing. */
export type FieldsOf<Fields extends FieldShapes> = { readonly [Name in keyof Fields]?: ValueOf<Fields[Name]> };

/** Reads a text. */
export const text: Shape<string> = scalar((value) => typeof value === "string", { en: "a text", ja: "文字列" });

/** Reads a whole number. */
export const integer: Shape<number> = scalar(
  (value): value is number => typeof value === "number" && Number.isInteger(value),
  { en: "a whole number", ja: "整数" },
);

/** Reads a truth value. */
export const truth: Shape<boolean> = scalar((value) => typeof value === "boolean", {
  en: "true or false",
  ja: "true または false",
});

/** Reads a whole number or a text: a port by number or name, a count or a percentage. */
export const integerOrText: Shape<number | string> = scalar(
  (value): value is number | string => typeof value === "string" || Number.isInteger(value),
  { en: "a whole number or a text", ja: "整数または文字列" },
);

/** Reads a quantity (`500m`, `1Gi`, `2`) as its text. */
export const quantityText: Shape<string> = (value, pointer, reading) => {
  if (typeof value === "number") return String(value);
  return text(value, pointer, reading);
};

/** Takes any value as it is. */
export const anything: Shape<ManifestValue> = (value) => value;

/** Reads a list; items that are something else are left out. */
export function listOf<Item>(item: Shape<Item>): Shape<readonly Placed<Item>[]> {
  return (value, pointer, reading) => {
    if (value === null) return undefined;
    if (!isManifestList(value)) return refuse(value, pointer, reading, { en: "a list", ja: "リスト" });
    const items: Placed<Item>[] = [];
    for (const [index, held] of value.entries()) {
      const place = childPointer(pointer, index);
      const read = item(held, place, reading);
      if (read !== undefined) items.push({ value: read, pointer: place });
    }
    // A list that has grown holds room for many more items; there are thousands of short ones.
    return items.slice();
  };
}

/** An item of a list with its pointer: items that could not be read leave gaps in the numbers. */
export interface Placed<Item> {
  readonly value: Item;
  readonly pointer: string;
}

/** Reads a list of plain values, without their places. */
export function plainListOf<Item>(item: Shape<Item>): Shape<readonly Item[]> {
  const read = listOf(item);
  return (value, pointer, reading) => read(value, pointer, reading)?.map((placed) => placed.value);
}

/** Reads a map whose names are free. */
export function recordOf<Value>(held: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
  return (value, pointer, reading) => {
    if (value === null) return undefined;
    if (!isManifestMap(value)) return refuse(value, pointer, reading, aMap);
    const record = emptyRecord<Value>();
    for (const [key, item] of Object.entries(value)) {
      const read = held(item, pointer + pointerPart(key), reading);
      if (read !== undefined) record[key] = read;
    }
    return record;
  };
}

/** Reads a map with known fields; others are noted as unknown. */
export function fields<const Fields extends FieldShapes>(shapes: Fields): Shape<FieldsOf<Fields>> {
  return (value, pointer, reading) => {
    if (value === null) return undefined;
    if (!isManifestMap(value)) return refuse(value, pointer, reading, aMap);
    return readFields(shapes, value, pointer, reading);
  };
}

const aMap: Text = { en: "a map", ja: "マップ" };

function readFields<const Fields extends FieldShapes>(
  shapes: Fields,
  value: ManifestMap,
  pointer: string,
  reading: ShapeReading,
): FieldsOf<Fields> {
  const found: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const shape = Object.hasOwn(shapes, key) ? shapes[key] : undefined;
    if (shape === undefined) {
      reading.unknown.push(pointer + pointerPart(key));
      continue;
    }
    const read = shape(value[key] ?? null, childPointer(pointer, key), reading);
    if (read !== undefined) found[key] = read;
  }
  // oxlint-disable-next-line typescript/consistent-type-assertions -- every key was read by the shape of that key
  return found as FieldsOf<Fields>;
}

function scalar<Value extends ManifestValue>(
  isOne: (value: ManifestValue) => value is Value,
  expected: Text,
): Shape<Value> {
  return (value, pointer, reading) => {
    if (isOne(value)) return value;
    return value === null ? undefined : refuse(value, pointer, reading, expected);
  };
}

function refuse(value: ManifestValue, pointer: string, reading: ShapeReading, expected: Text): undefined {
  const got = typeof value === "object" ? kindOf(value) : JSON.stringify(value);
  reading.problems.push({ pointer, expected, got: quote(got) });
}

function kindOf(value: ManifestValue): string {
  if (value === null) return "null";
  return isManifestList(value) ? "a list" : "a map";
}
