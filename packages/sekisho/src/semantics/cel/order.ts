import { numberOf } from "./equality.ts";
import type { Value } from "./values.ts";

/**
 * Orders two values: negative, zero or positive; NaN when one is NaN, `undefined` when values of their kinds have no
 * order. Numbers compare by what they are worth, whatever their types. Source: CEL language definition, "Ordering".
 */
export function compareValues(left: Value, right: Value): number | undefined {
  if (typeof left === "string") return typeof right === "string" ? compareText(left, right) : undefined;
  if (typeof left === "boolean") return typeof right === "boolean" ? Number(left) - Number(right) : undefined;
  const leftNumber = numberOf(left);
  if (leftNumber !== undefined) {
    const rightNumber = numberOf(right);
    return rightNumber === undefined ? undefined : compareNumbers(leftNumber, rightNumber);
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return undefined;
  if (left.kind === "timestamp" || left.kind === "duration") {
    return right.kind === left.kind ? compareNumbers(left.nanoseconds, right.nanoseconds) : undefined;
  }
  return left.kind === "bytes" && right.kind === "bytes" ? compareBytes(left.bytes, right.bytes) : undefined;
}

/** Compares a whole number with a fraction as two doubles. Source: cel-go, common/types/compare.go. */
function compareNumbers(left: bigint | number, right: bigint | number): number {
  if (typeof left !== typeof right) return compareNumbers(Number(left), Number(right));
  if (left < right) return -1;
  if (left > right) return 1;
  return left <= right ? 0 : Number.NaN;
}

/** Orders by code points; UTF-16 units order differently only where a surrogate meets a unit above them. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  if (at === length) return left.length - right.length;
  return ranked(left.charCodeAt(at)) - ranked(right.charCodeAt(at));
}

function ranked(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
