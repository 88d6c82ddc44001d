import type { Inventory } from "../../model/inventory.ts";
import type { SbomOptions } from "./options.ts";

const timePattern = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Finds when a document was made, in UTC and whole seconds; `undefined` when nobody said so, or in no RFC 3339 text. */
export function findCreatedAt(inventory: Inventory, { created }: SbomOptions): string | undefined {
  const text = created ?? inventory.image?.configuration.created;
  if (text === undefined || !timePattern.test(text)) return undefined;
  const time = Date.parse(text);
  // The year that Date writes with a sign has no place in RFC 3339.
  const isWritable =
    !Number.isNaN(time) && new Date(time).getUTCFullYear() >= 0 && new Date(time).getUTCFullYear() <= 9999;
  return isWritable ? `${new Date(time).toISOString().slice(0, "YYYY-MM-DDThh:mm:ss".length)}Z` : undefined;
}
