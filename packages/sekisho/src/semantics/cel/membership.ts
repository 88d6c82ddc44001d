import { equals } from "./equality.ts";
import { noOverload } from "./errors.ts";
import { entriesOf, findMapKey, itemsOf, type Result, type Value } from "./values.ts";

/** Says whether a value is in a list or is a key of a map. */
export function contains(value: Value, collection: Value): Result {
  if (typeof collection === "object" && collection !== null) {
    if (collection.kind === "list") return includes(itemsOf(collection), value);
    if (collection.kind === "map") {
      const key = findMapKey(value);
      return key !== undefined && entriesOf(collection).has(key);
    }
  }
  return noOverload("@in", [value, collection]);
}

/** Says whether a value is among others. */
export function includes(items: readonly Value[], value: Value): boolean {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return items.includes(value);
  return items.some((item) => equals(item, value));
}
