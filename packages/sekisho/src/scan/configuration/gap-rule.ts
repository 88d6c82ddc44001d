import { unknownPackageCodes } from "../../semantics/completeness/completeness.ts";

const names: ReadonlySet<string> = new Set(unknownPackageCodes);

/** Tells whether a text names packages that no advisory speaks of, for an exception to accept: `advisories/third-party`. */
export function isGapRule(written: string): boolean {
  return names.has(written);
}

/** Names of what is accepted that way, for the schema. */
export const gapRules: readonly string[] = unknownPackageCodes;
