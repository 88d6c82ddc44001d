import { numberOf } from "./equality.ts";
import { noFields, noOverload, noSuchIndex, noSuchKey } from "./errors.ts";
import {
  entriesOf,
  findMapKey,
  itemsOf,
  type ListValue,
  noneValue,
  type OptionalValue,
  optionalOfValue,
  type Result,
  type Value,
} from "./values.ts";

/** Gives a field; of an optional the optional field of what it holds. */
export function selectField(operand: Value, field: string): Result {
  if (typeof operand === "object" && operand !== null) {
    if (operand.kind === "map") return entriesOf(operand).get(field) ?? missing(operand, field);
    if (operand.kind === "optional") return selectOptional(operand, field);
  }
  return noFields(operand, field);
}

/** A null in a map is a value; only what is not there is an error. */
function missing(operand: Extract<Value, { readonly kind: "map" }>, field: string): Result {
  return entriesOf(operand).has(field) ? null : noSuchKey(field);
}

/** Gives a field as an optional: none when it is not there. */
export function selectOptional(operand: Value, field: string): Result {
  const holder = unwrap(operand);
  if (holder === undefined) return noneValue;
  if (typeof holder !== "object" || holder?.kind !== "map") return noFields(holder, field);
  return optionalEntry(entriesOf(holder).get(field));
}

/** Says whether a field is there. */
export function hasField(operand: Value, field: string): Result {
  const holder = unwrap(operand);
  if (holder === undefined) return false;
  if (typeof holder !== "object" || holder?.kind !== "map") return noFields(holder, field);
  return entriesOf(holder).has(field);
}

/** Gives the element at an index or the value of a key; of an optional as an optional. */
export function readIndex(operand: Value, index: Value): Result {
  if (typeof operand === "object" && operand !== null) {
    if (operand.kind === "map") return readEntry(operand, index);
    if (operand.kind === "list") return readItem(operand, index);
    if (operand.kind === "optional") return readOptionalIndex(operand, index);
  }
  return noOverload("_[_]", [operand, index]);
}

/** Gives the element at an index or the value of a key as an optional: none when it is not there. */
export function readOptionalIndex(operand: Value, index: Value): Result {
  const holder = unwrap(operand);
  if (holder === undefined) return noneValue;
  if (typeof holder === "object" && holder?.kind === "map") {
    const key = findMapKey(index);
    return key === undefined ? noneValue : optionalEntry(entriesOf(holder).get(key));
  }
  if (typeof holder !== "object" || holder?.kind !== "list") return noOverload("_[?_]", [holder, index]);
  const position = positionOf(index);
  return position === undefined ? noOverload("_[?_]", [holder, index]) : optionalEntry(itemsOf(holder)[position]);
}

function readEntry(operand: Extract<Value, { readonly kind: "map" }>, index: Value): Result {
  const key = findMapKey(index);
  if (key === undefined) {
    return typeof index === "number" ? noSuchKey(String(index)) : noOverload("_[_]", [operand, index]);
  }
  const value = entriesOf(operand).get(key);
  return value === undefined ? noSuchKey(key) : value;
}

function readItem(operand: ListValue, index: Value): Result {
  const position = positionOf(index);
  if (position === undefined) return noOverload("_[_]", [operand, index]);
  const items = itemsOf(operand);
  const item = items[position];
  return item === undefined ? noSuchIndex(position, items.length) : item;
}

/** Gives an index as a number: any whole number counts, whatever its type; `undefined` of anything else. */
function positionOf(index: Value): number | undefined {
  const number = numberOf(index);
  if (number === undefined || (typeof number === "number" && !Number.isInteger(number))) return undefined;
  return Number(number);
}

function optionalEntry(value: Value | undefined): OptionalValue {
  return value === undefined ? noneValue : optionalOfValue(value);
}

/** Gives what an optional holds, `undefined` of one that holds nothing, and any other value as it is. */
function unwrap(value: Value): Value | undefined {
  return typeof value === "object" && value?.kind === "optional" ? value.value : value;
}
