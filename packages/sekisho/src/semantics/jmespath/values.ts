import { isManifestList, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import type { Comparator } from "./syntax.ts";

/** Tells what JMESPath takes for false: nothing, `false`, and what is empty. */
export function isFalse(value: ManifestValue): boolean {
  if (isManifestList(value)) return value.length === 0;
  if (isManifestMap(value)) return Object.keys(value).length === 0;
  return value === null || value === false || value === "";
}

/** Tells whether two values are the same throughout. */
export function isSameValue(left: ManifestValue, right: ManifestValue): boolean {
  if (isManifestList(left) && isManifestList(right)) {
    return left.length === right.length && left.every((item, index) => isSameValue(item, right[index] ?? null));
  }
  if (!isManifestMap(left) || !isManifestMap(right)) return left === right;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameValue(left[key] ?? null, right[key] ?? null))
  );
}

/** Compares two numbers, or two texts by code points; `null` for anything else. */
export function compareScalars(
  left: ManifestValue,
  right: ManifestValue,
  sign: Exclude<Comparator, "==" | "!=">,
): boolean | null {
  const order = orderOf(left, right);
  if (order === undefined) return null;
  switch (sign) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** Gives the order of two numbers or two texts; `undefined` for anything else. */
export function orderOf(left: ManifestValue, right: ManifestValue): number | undefined {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left !== "string" || typeof right !== "string") return undefined;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
