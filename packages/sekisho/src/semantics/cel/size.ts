import { entriesOf, itemsOf, type Value } from "./values.ts";

/** Where counting ends, and the cost has none: lists that hold another one twice, and that one another twice, grow without measure. */
const maxCounted = 1_000_000;

/** Counts the code points of a text. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      count -= 1;
      at += 1;
    }
  }
  return count;
}

/** Gives how large a value is for the cost of walking over it; one for what has no size. */
export function sizeOf(value: Value): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 1;
  if (value.kind === "list") return itemsOf(value).length;
  if (value.kind === "map") return entriesOf(value).size;
  return value.kind === "bytes" ? value.bytes.length : 1;
}

/** Gives what walking over a text or bytes costs: a tenth of a unit each. Source: cel-go, checker/cost.go. */
export function traversalCost(value: Value): number {
  return Math.ceil(sizeOf(value) / 10);
}

/** Gives what joining two values costs: a tenth of a unit for each letter or byte, a whole one for each item copied. */
export function joinCost(left: Value, right: Value): number {
  if (typeof left === "string") return Math.ceil((left.length + sizeOf(right)) / 10);
  if (typeof left !== "object" || left === null) return 0;
  const size = sizeOf(left) + sizeOf(right);
  return left.kind === "list" ? size : Math.ceil(size / 10);
}

/** Gives what comparing two values costs. */
export function sharedSize(left: Value, right: Value): number {
  if (typeof left === "string") return Math.min(traversalCost(left), traversalCost(right));
  if (typeof left !== "object" || left === null || typeof right !== "object" || right === null) return 0;
  return Math.min(totalSize(left), totalSize(right));
}

/** Gives what looking for a value in a collection costs: comparing it with each item of a list, nothing in a map. */
export function membershipCost(value: Value, collection: Value): number {
  if (typeof collection !== "object" || collection?.kind !== "list") return 0;
  return itemsOf(collection).length * (typeof value === "object" ? totalSize(value) : 1);
}

/** Gives what comparing each item of a list with each of another one costs. */
export function pairsCost(left: Value, right: Value): number {
  return totalSize(left) * sizeOf(right);
}

/** Counts all that is in a value; of texts and bytes a tenth. */
export function totalSize(value: Value): number {
  let count = 0;
  const open: Value[] = [value];
  for (let next = open.pop(); next !== undefined && count < maxCounted; next = open.pop()) {
    count += typeof next === "object" ? 1 : traversalCost(next);
    if (typeof next !== "object" || next === null) continue;
    if (next.kind === "list") for (const item of itemsOf(next)) open.push(item);
    if (next.kind === "map") for (const item of entriesOf(next).values()) open.push(item);
    if (next.kind === "optional" && next.value !== undefined) open.push(next.value);
  }
  return count < maxCounted ? count : Number.POSITIVE_INFINITY;
}
