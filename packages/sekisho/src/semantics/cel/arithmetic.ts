import { divisionByZero, moduloByZero, noOverload, overflow } from "./errors.ts";
import { concatenate } from "./text-literal.ts";
import { durationOf, timestampOf } from "./time-range.ts";
import { bytes, itemsOf, list, type Result, uint, type Value } from "./values.ts";

/** Adds numbers of one type, joins texts, bytes and lists, moves points in time. */
export function add(left: Value, right: Value): Result {
  if (typeof left === "bigint" && typeof right === "bigint") return signed(left + right);
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (typeof left === "number" && typeof right === "number") return left + right;
  if (typeof left === "object" && typeof right === "object" && left !== null && right !== null) {
    if (left.kind === "uint" && right.kind === "uint") return unsigned(left.value + right.value);
    if (left.kind === "list" && right.kind === "list") return list([...itemsOf(left), ...itemsOf(right)]);
    if (left.kind === "bytes" && right.kind === "bytes") return bytes(concatenate([left.bytes, right.bytes]));
    if (left.kind === "timestamp" && right.kind === "duration")
      return timestampOf(left.nanoseconds + right.nanoseconds);
    if (left.kind === "duration" && right.kind === "timestamp")
      return timestampOf(left.nanoseconds + right.nanoseconds);
    if (left.kind === "duration" && right.kind === "duration") return durationOf(left.nanoseconds + right.nanoseconds);
  }
  return noOverload("_+_", [left, right]);
}

/** Subtracts numbers of one type; gives the time between two points, or the point a while before. */
export function subtract(left: Value, right: Value): Result {
  if (typeof left === "bigint" && typeof right === "bigint") return signed(left - right);
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "object" && typeof right === "object" && left !== null && right !== null) {
    if (left.kind === "uint" && right.kind === "uint") return unsigned(left.value - right.value);
    if (left.kind === "timestamp" && right.kind === "timestamp")
      return durationOf(left.nanoseconds - right.nanoseconds);
    if (left.kind === "timestamp" && right.kind === "duration")
      return timestampOf(left.nanoseconds - right.nanoseconds);
    if (left.kind === "duration" && right.kind === "duration") return durationOf(left.nanoseconds - right.nanoseconds);
  }
  return noOverload("_-_", [left, right]);
}

export function multiply(left: Value, right: Value): Result {
  if (typeof left === "bigint" && typeof right === "bigint") return signed(left * right);
  if (typeof left === "number" && typeof right === "number") return left * right;
  if (isUint(left) && isUint(right)) return unsigned(left.value * right.value);
  return noOverload("_*_", [left, right]);
}

/** Divides numbers of one type; whole ones towards zero. */
export function divide(left: Value, right: Value): Result {
  if (typeof left === "bigint" && typeof right === "bigint")
    return right === 0n ? divisionByZero : signed(left / right);
  if (typeof left === "number" && typeof right === "number") return left / right;
  if (isUint(left) && isUint(right)) return right.value === 0n ? divisionByZero : uint(left.value / right.value);
  return noOverload("_/_", [left, right]);
}

/** Gives what a division of whole numbers leaves; it has the sign of the left one. */
export function remainder(left: Value, right: Value): Result {
  if (typeof left === "bigint" && typeof right === "bigint") return right === 0n ? moduloByZero : signed(left % right);
  if (isUint(left) && isUint(right)) return right.value === 0n ? moduloByZero : uint(left.value % right.value);
  return noOverload("_%_", [left, right]);
}

export function negate(value: Value): Result {
  if (typeof value === "bigint") return signed(-value);
  if (typeof value === "number") return -value;
  return noOverload("-_", [value]);
}

/** Gives a number as an int, or the error that it is none of 64 bits. */
export function signed(value: bigint): Result {
  return BigInt.asIntN(64, value) === value ? value : overflow;
}

/** Gives a number as a uint, or the error that it is none of 64 bits. */
export function unsigned(value: bigint): Result {
  return BigInt.asUintN(64, value) === value ? uint(value) : overflow;
}

function isUint(value: Value): value is Extract<Value, { readonly kind: "uint" }> {
  return typeof value === "object" && value?.kind === "uint";
}
