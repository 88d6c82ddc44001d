import { npm } from "../npm.ts";
import { compareCores, type SemanticVersion } from "../order/semantic-version.ts";
import { type Comparator, meetsAll, readAll } from "./comparators.ts";
import {
  boundsOf,
  firstPrerelease,
  next,
  type PartialOperator,
  type PartialVersion,
  parsePartialVersion,
} from "./partial-version.ts";
import type { RangeMode, RangeSyntax, VersionTest } from "./range-syntax.ts";

/**
 * Ranges as node-semver reads them: `^1.2`, `~1.2.3`, `1.x`, `1.2 - 2.3`, `>=1 <3 || 5.0.0`.
 *
 * As a dependency, a range holds a prerelease only where it names one of the same version. As an advisory it holds all
 * prereleases between its ends, as node-semver does with `includePrerelease`.
 */
export const npmRanges: RangeSyntax<SemanticVersion> = {
  id: "npm",
  source: 'node-semver, "Ranges"',
  parse: parseNpmRange,
};

function parseNpmRange(text: string, mode: RangeMode): VersionTest<SemanticVersion> | undefined {
  const alternatives = readAll(text.replaceAll(/\s+/g, " ").split("||"), (part) =>
    readAlternative(part.trim(), mode)?.filter((comparator) => isDemand(comparator, mode)),
  );
  if (alternatives === undefined) return undefined;
  return (version) => alternatives.some((comparators) => holds(comparators, version, mode));
}

function readAlternative(text: string, mode: RangeMode): readonly Comparator<SemanticVersion>[] | undefined {
  const [from, to, ...others] = text.split(" - ");
  if (from !== undefined && to !== undefined && others.length === 0) return readHyphen(from, to, mode);
  const parts = text.replaceAll(/(~>|[<>=~^v]) /g, "$1").split(" ");
  return readAll(parts, (part) => readPart(part, mode))?.flat();
}

/** As a dependency, `>=0.0.0` is no demand at all: it does not keep prereleases of 0.0.0 out. */
function isDemand({ operator, version }: Comparator<SemanticVersion>, mode: RangeMode): boolean {
  if (mode === "advisory" || operator !== ">=" || version.prerelease.length > 0) return true;
  return version.major !== 0 || version.minor !== 0 || version.patch !== 0;
}

function readPart(text: string, mode: RangeMode): readonly Comparator<SemanticVersion>[] | undefined {
  if (text === "") return [];
  const match = /^(~>|<=|>=|[<>=~^])?[v=]*(.+)$/.exec(text);
  const partial = parsePartialVersion(match?.[2] ?? "");
  if (partial === undefined) return undefined;
  return boundsOf(operatorOf(match?.[1]), partial, mode === "advisory" ? firstPrerelease : []);
}

function operatorOf(sign: string | undefined): PartialOperator {
  switch (sign) {
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "^":
      return sign;
    case "~":
    case "~>":
      return "~";
    default:
      return "=";
  }
}

function readHyphen(from: string, to: string, mode: RangeMode): readonly Comparator<SemanticVersion>[] | undefined {
  const low = parsePartialVersion(from.replace(/^[v= ]*/, ""));
  const high = parsePartialVersion(to.replace(/^[v= ]*/, ""));
  if (low === undefined || high === undefined) return undefined;
  const isAdvisory = mode === "advisory";
  const lowest = isAdvisory ? firstPrerelease : [];
  const prerelease = low.prerelease.length > 0 ? low.prerelease : lowest;
  return [
    ...boundsOf(">=", { ...low, prerelease }, lowest),
    ...boundsOf(isOpenAbove(high, isAdvisory) ? "<" : "<=", isAdvisory ? endOfHyphen(high) : high, lowest),
  ];
}

/** With prereleases, `- 1.2.3` ends before the first prerelease of 1.2.4. */
function isOpenAbove(high: PartialVersion, isAdvisory: boolean): boolean {
  return isAdvisory && high.patch !== undefined && high.prerelease.length === 0;
}

function endOfHyphen(high: PartialVersion): PartialVersion {
  if (high.patch === undefined || high.prerelease.length > 0) return high;
  return { ...high, patch: next(high.patch), prerelease: firstPrerelease };
}

function holds(
  comparators: readonly Comparator<SemanticVersion>[],
  version: SemanticVersion,
  mode: RangeMode,
): boolean {
  if (!meetsAll(npm, comparators, version)) return false;
  return mode === "advisory" || version.prerelease.length === 0 || isNamed(comparators, version);
}

/** Tells whether a range names a prerelease of this very version. */
function isNamed(comparators: readonly Comparator<SemanticVersion>[], version: SemanticVersion): boolean {
  return comparators.some(({ version: named }) => named.prerelease.length > 0 && compareCores(named, version) === 0);
}
