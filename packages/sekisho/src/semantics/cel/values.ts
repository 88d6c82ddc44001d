import type { Text } from "../../model/text.ts";
import type { SemanticVersion } from "../../versions/order/semantic-version.ts";
import type { AuthorizationValue } from "./authorizer.ts";
import type { Kind } from "./type.ts";

/** An unsigned number of 64 bits; a signed one is a plain bigint, a floating one a plain number. */
export interface UintValue {
  readonly kind: "uint";
  readonly value: bigint;
}

export interface BytesValue {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
}

/** A list of any values, or of JSON values that become ours when somebody looks at them. */
export interface ListValue {
  readonly kind: "list";
  /** Read it by `itemsOf`. */
  items: readonly Value[] | undefined;
  readonly source: readonly unknown[];
}

/** What a map finds its entries by: `1`, `1u` and `1.0` are the same key. */
export type MapKey = string | bigint | boolean;

/** A map, or a JSON object whose values become ours when somebody looks at them. */
export interface MapValue {
  readonly kind: "map";
  /** Read it by `entriesOf`. */
  entries: ReadonlyMap<MapKey, Value> | undefined;
  readonly source: object;
  /** Those of the keys that are unsigned. */
  readonly uintKeys: ReadonlySet<bigint> | undefined;
}

/** A point in time, in nanoseconds since 1970-01-01T00:00:00Z. */
export interface TimestampValue {
  readonly kind: "timestamp";
  readonly nanoseconds: bigint;
}

export interface DurationValue {
  readonly kind: "duration";
  readonly nanoseconds: bigint;
}

export interface TypeValue {
  readonly kind: "type";
  readonly name: string;
}

export interface OptionalValue {
  readonly kind: "optional";
  /** `undefined` in the one that holds nothing. */
  readonly value: Value | undefined;
}

/** An absolute address as its parts stand in it. */
export interface UrlValue {
  readonly kind: "url";
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly escapedPath: string;
  readonly query: string;
}

/** An address of IPv4 (32 bits) or IPv6 (128 bits). */
export interface IpValue {
  readonly kind: "ip";
  readonly bits: 32 | 128;
  readonly number: bigint;
}

export interface CidrValue {
  readonly kind: "cidr";
  /** As written: its bits behind the prefix may be set. */
  readonly address: IpValue;
  readonly prefixLength: number;
}

/** A decimal number: `digits` times ten to the power of `exponent`. */
export interface QuantityValue {
  readonly kind: "quantity";
  readonly digits: bigint;
  readonly exponent: number;
}

export interface SemverValue {
  readonly kind: "semver";
  readonly version: SemanticVersion;
}

/** One of the formats of names that Kubernetes knows. */
export interface NamedFormatValue {
  readonly kind: "named-format";
  readonly name: string;
  /** Says what is wrong with a text; empty when nothing is. */
  readonly validate: (text: string) => readonly string[];
}

/** What an expression computes with. */
export type Value = ValueOf[Kind];

/** The shape of each kind's values; `dyn` and what stands for any type are any of them. */
export interface ValueOf {
  readonly int: bigint;
  readonly uint: UintValue;
  readonly double: number;
  readonly bool: boolean;
  readonly string: string;
  readonly bytes: BytesValue;
  readonly null: null;
  readonly list: ListValue;
  readonly map: MapValue;
  readonly timestamp: TimestampValue;
  readonly duration: DurationValue;
  readonly type: TypeValue;
  readonly optional: OptionalValue;
  readonly url: UrlValue;
  readonly ip: IpValue;
  readonly cidr: CidrValue;
  readonly quantity: QuantityValue;
  readonly semver: SemverValue;
  readonly "named-format": NamedFormatValue;
  readonly authorization: AuthorizationValue;
}

/** Why an expression has no value. It travels like a value, so that `false && failing` is false. */
export interface CelError {
  readonly kind: "error";
  readonly message: Text;
  /** Offset in the source of the part that failed. */
  readonly offset?: number;
}

/** A value or the reason why there is none. */
export type Result = Value | CelError;

/** Says whether there is no value. */
export function isError(result: Result): result is CelError {
  return typeof result === "object" && result !== null && result.kind === "error";
}

/** Makes an unsigned number; the caller has seen to its range. */
export function uint(value: bigint): UintValue {
  return { kind: "uint", value };
}

export function bytes(content: Uint8Array): BytesValue {
  return { kind: "bytes", bytes: content };
}

const noSource: readonly unknown[] = [];
const noObject = {};

/** Makes a list of values. */
export function list(items: readonly Value[]): ListValue {
  return { kind: "list", items, source: noSource };
}

/** Makes a map; `uintKeys` says which of its keys are unsigned. */
export function map(entries: ReadonlyMap<MapKey, Value>, uintKeys?: ReadonlySet<bigint>): MapValue {
  return { kind: "map", entries, source: noObject, uintKeys };
}

export function typeValue(name: string): TypeValue {
  return { kind: "type", name };
}

/** Makes an optional that holds a value. */
export function optionalOfValue(value: Value): OptionalValue {
  return { kind: "optional", value };
}

/** The optional that holds nothing. */
export const noneValue: OptionalValue = { kind: "optional", value: undefined };

/** Gives the items of a list. */
export function itemsOf(value: ListValue): readonly Value[] {
  value.items ??= value.source.map(fromJson);
  return value.items;
}

/** Gives the entries of a map. */
export function entriesOf(value: MapValue): ReadonlyMap<MapKey, Value> {
  if (value.entries !== undefined) return value.entries;
  const entries = new Map<MapKey, Value>();
  for (const [key, content] of Object.entries(value.source)) {
    if (content !== undefined) entries.set(key, fromJson(content));
  }
  value.entries = entries;
  return entries;
}

/**
 * Gives the value of JSON data: whole numbers are ints, others doubles. Objects and arrays are looked into when an
 * expression does. What JSON does not have (a function, a symbol) is null.
 */
export function fromJson(json: unknown): Value {
  switch (typeof json) {
    case "string":
    case "boolean":
      return json;
    case "number":
      return Number.isSafeInteger(json) ? BigInt(json) : json;
    case "bigint":
      return BigInt.asIntN(64, json) === json ? json : Number(json);
    case "object":
      if (json === null) return null;
      if (Array.isArray(json)) return { kind: "list", items: undefined, source: json };
      return { kind: "map", entries: undefined, source: json, uintKeys: undefined };
    default:
      return null;
  }
}

/** Finds what a value is looked up by in a map; `undefined` when no map has such a key. */
export function findMapKey(value: Value): MapKey | undefined {
  switch (typeof value) {
    case "string":
    case "bigint":
    case "boolean":
      return value;
    case "number":
      return Number.isInteger(value) ? BigInt(value) : undefined;
    default:
      return value?.kind === "uint" ? value.value : undefined;
  }
}

/** Gives the value of a map's key. */
export function keyValue(container: MapValue, key: MapKey): Value {
  return typeof key === "bigint" && container.uintKeys?.has(key) === true ? uint(key) : key;
}

/** Says what a value is. */
export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case "string":
      return "string";
    case "bigint":
      return "int";
    case "number":
      return "double";
    case "boolean":
      return "bool";
    default:
      return value === null ? "null" : value.kind;
  }
}
