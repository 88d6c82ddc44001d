import type { AffectedPackage } from "../../model/advisory.ts";
import { gem } from "../../versions/gem.ts";
import { toAffectedRanges, type VersionSpan } from "./version-spans.ts";

/** Orders versions of runtimes, which have three or four numbers and words behind them. */
export function orderRuntimes(left: string, right: string): number {
  return gem.compare(gem.parse(left) ?? [], gem.parse(right) ?? []);
}

/** Tells whether a text is a version of a runtime. */
export function isRuntimeVersion(text: string): boolean {
  return gem.parse(text) !== undefined;
}

/**
 * Gives the row of a runtime that is found as a program, not as a package: `generic`, by the product's name. Without
 * spans which versions are affected is not known, and each may be.
 */
export function makeRuntimeRow(name: string, spans: readonly VersionSpan[] | undefined): AffectedPackage {
  const base = { ecosystem: "generic", name, names: "binary" as const, versions: [] };
  if (spans === undefined) return { ...base, status: "under-investigation", ranges: [{}] };
  const isFixed = spans.some(({ to }) => to !== undefined);
  return { ...base, status: isFixed ? "fixed" : "affected", ranges: toAffectedRanges(spans) };
}
