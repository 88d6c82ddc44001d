import type { AffectedPackage, AffectedRange } from "../../../model/advisory.ts";
import { compareIn } from "../compare-in.ts";

/** `nodejs:18`, `container-tools:rhel8`, as summaries of errata write them. */
const streamName = /(?<=^|[\s,(])([a-z0-9][\w.+-]*:[\w.-]*\w)(?=$|[\s,)])/gi;
const ratingPrefix = /^[A-Za-z]+: /;

/** Gives the module streams that the summary of an erratum names: `Important: nodejs:10 security update`. */
export function readModuleStreams(summary: string): readonly string[] {
  const names = summary.replace(ratingPrefix, "").match(streamName) ?? [];
  return [...new Set(names)];
}

/** Tells whether a version was built in a module: its release says so. */
export function isBuiltInModule({ ranges }: AffectedPackage): boolean {
  return ranges.some(({ fixed }) => fixed?.includes(".module") === true);
}

/**
 * Gives a package once for every stream that it can belong to, since an erratum for several streams does not say which
 * one. A package is compared inside its own stream only, so the others never match.
 */
export function spreadOverStreams(affected: AffectedPackage, streams: readonly string[]): readonly AffectedPackage[] {
  if (!isBuiltInModule(affected) || streams.length === 0) return [affected];
  return streams.map((module) => ({ ...affected, module }));
}

/**
 * Gives the packages of one erratum with one version each: an erratum lists every build that has the repair, and a
 * package is repaired from the lowest of them on.
 */
export function keepLowestFixes(packages: readonly AffectedPackage[]): readonly AffectedPackage[] {
  const lowest = new Map<string, AffectedPackage>();
  for (const affected of packages) {
    const key = [affected.ecosystem, affected.name, affected.module, affected.channel, affected.status].join("\n");
    const known = lowest.get(key);
    if (known === undefined) lowest.set(key, affected);
    else lowest.set(key, mergeBuilds(known, affected));
  }
  return [...lowest.values()];
}

function mergeBuilds(left: AffectedPackage, right: AffectedPackage): AffectedPackage {
  const leftFix = onlyFix(left.ranges);
  const rightFix = onlyFix(right.ranges);
  const order =
    leftFix === undefined || rightFix === undefined ? undefined : compareIn(left.ecosystem, leftFix, rightFix);
  // What cannot be compared stays side by side: the package is affected below any of them.
  if (order === undefined) return { ...left, ranges: [...left.ranges, ...right.ranges] };
  return order <= 0 ? left : right;
}

function onlyFix(ranges: readonly AffectedRange[]): string | undefined {
  const [range] = ranges;
  return ranges.length === 1 && range?.introduced === undefined ? range?.fixed : undefined;
}
