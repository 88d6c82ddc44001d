import { compareSortKeys } from "../order/sort-key.ts";
import { type RpmVersion, rpm } from "../rpm.ts";
import { fits, readComparators, usualSpelling } from "./comparators.ts";
import type { RangeSyntax, VersionTest } from "./range-syntax.ts";

/** Versions of RPM dependencies, `>= 1.0-1, < 2:0`. Where one side has no release, releases are not compared. */
export const rpmRanges: RangeSyntax<RpmVersion> = {
  id: "rpm",
  source: 'RPM reference manual, "Dependencies"',
  parse: parseRpmRange,
};

function parseRpmRange(text: string): VersionTest<RpmVersion> | undefined {
  const comparators = readComparators(text, rpm, usualSpelling);
  if (comparators === undefined) return undefined;
  return (version) => comparators.every(({ operator, version: named }) => fits(operator, orderOf(version, named)));
}

function orderOf(left: RpmVersion, right: RpmVersion): number {
  if (left.hasRelease && right.hasRelease) return compareSortKeys(left, right);
  return compareSortKeys({ sortKey: left.keyWithoutRelease }, { sortKey: right.keyWithoutRelease });
}
