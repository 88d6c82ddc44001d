import { isManifestList, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";

/** Tells whether two values are the same; the order of keys does not count. */
export function equalValues(left: ManifestValue | undefined, right: ManifestValue | undefined): boolean {
  if (left === right) return true;
  if (isManifestList(left) && isManifestList(right)) {
    return left.length === right.length && left.every((item, index) => equalValues(item, right[index]));
  }
  if (!isManifestMap(left) || !isManifestMap(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && equalValues(left[key], right[key]));
}
