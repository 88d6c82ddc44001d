import type { FixSafety } from "../../model/fix.ts";
import type { ManifestValue } from "./manifest-value.ts";

/** One change of an object. Pointers are JSON pointers into what a check was asked about. */
export type ManifestChange =
  /** Sets a field; maps that are missing on the way are made. Of a list an index of its length (or `-`) appends. */
  | { readonly set: string; readonly value: ManifestValue }
  /** Removes a field or an item, and the comment lines that belong to it alone. */
  | { readonly remove: string };

/** A repair of an object as a check gives it: data, which the scan turns into edits of the text. */
export interface ManifestFix {
  readonly safety: FixSafety;
  readonly changes: readonly [ManifestChange, ...ManifestChange[]];
}
