import { semver } from "../../versions/semver.ts";
import { entriesOf, itemsOf, type ListValue, type MapValue, type Value } from "./values.ts";

/**
 * Says whether two values are the same: numbers by what they are worth, whatever their types; lists and maps by what is
 * in them; values of different kinds never. Source: CEL language definition, "Equality".
 */
export function equals(left: Value, right: Value): boolean {
  if (typeof left === "string" || typeof left === "boolean" || left === null) return left === right;
  if (typeof right === "string" || typeof right === "boolean" || right === null) return false;
  const leftNumber = numberOf(left);
  const rightNumber = numberOf(right);
  if (leftNumber !== undefined && rightNumber !== undefined) return equalNumbers(leftNumber, rightNumber);
  if (typeof left !== "object" || typeof right !== "object") return false;
  return equalObjects(left, right);
}

/** Gives what a number of any type is worth; `undefined` of anything else. */
export function numberOf(value: Value): bigint | number | undefined {
  if (typeof value === "bigint" || typeof value === "number") return value;
  return typeof value === "object" && value?.kind === "uint" ? value.value : undefined;
}

/** Compares a whole number with a fraction as two doubles; nothing equals NaN. Source: cel-go, common/types/compare.go. */
function equalNumbers(left: bigint | number, right: bigint | number): boolean {
  return typeof left === typeof right ? left === right : Number(left) === Number(right);
}

function equalObjects(left: Exclude<Value, string | boolean | null | bigint | number>, right: typeof left): boolean {
  switch (left.kind) {
    case "list":
      return right.kind === "list" && equalLists(left, right);
    case "map":
      return right.kind === "map" && equalMaps(left, right);
    case "bytes":
      return right.kind === "bytes" && equalBytes(left.bytes, right.bytes);
    case "timestamp":
    case "duration":
      return right.kind === left.kind && left.nanoseconds === right.nanoseconds;
    case "type":
    case "named-format":
      return right.kind === left.kind && left.name === right.name;
    case "url":
      return right.kind === "url" && left.text === right.text;
    case "ip":
      return right.kind === "ip" && left.bits === right.bits && left.number === right.number;
    case "cidr":
      return (
        right.kind === "cidr" && equalObjects(left.address, right.address) && left.prefixLength === right.prefixLength
      );
    case "quantity":
      return right.kind === "quantity" && equalDecimals(left, right);
    case "semver":
      return right.kind === "semver" && semver.compare(left.version, right.version) === 0;
    case "optional":
      if (right.kind !== "optional" || left.value === undefined || right.value === undefined) {
        return right.kind === "optional" && left.value === right.value;
      }
      return equals(left.value, right.value);
    default:
      return left === right;
  }
}

function equalLists(left: ListValue, right: ListValue): boolean {
  const leftItems = itemsOf(left);
  const rightItems = itemsOf(right);
  if (leftItems.length !== rightItems.length) return false;
  return leftItems.every((item, index) => {
    const other = rightItems[index];
    return other !== undefined && equals(item, other);
  });
}

function equalMaps(left: MapValue, right: MapValue): boolean {
  const leftEntries = entriesOf(left);
  const rightEntries = entriesOf(right);
  if (leftEntries.size !== rightEntries.size) return false;
  for (const [key, value] of leftEntries) {
    const other = rightEntries.get(key);
    if (other === undefined || !equals(value, other)) return false;
  }
  return true;
}

function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function equalDecimals(left: Decimal, right: Decimal): boolean {
  const exponent = Math.min(left.exponent, right.exponent);
  return scaled(left, exponent) === scaled(right, exponent);
}

/** Gives the digits of a decimal number at a smaller exponent. */
export function scaled(decimal: Decimal, exponent: number): bigint {
  return decimal.digits * 10n ** BigInt(decimal.exponent - exponent);
}
