import { type NugetVersion, nuget } from "../nuget.ts";
import { testOf } from "./comparators.ts";
import { readIntervals } from "./intervals.ts";
import type { RangeSyntax, VersionTest } from "./range-syntax.ts";

/**
 * Version ranges of NuGet: `[1.0,2.0)`, `1.0` for 1.0 and all later ones, `1.2.*`.
 *
 * A floating version only says which of the versions from its beginning on is preferred; all of them fit.
 */
export const nugetRanges: RangeSyntax<NugetVersion> = {
  id: "nuget",
  source: 'NuGet documentation, "Version ranges" and "Floating version resolutions"',
  parse: parseNugetRange,
};

function parseNugetRange(text: string): VersionTest<NugetVersion> | undefined {
  const intervals = readIntervals(text, nuget);
  if (intervals !== undefined && intervals.length === 1) return testOf(nuget, intervals);
  const version = nuget.parse(text.trim().replace(/^\*$/, "0").replace(/\.\*$/, ".0"));
  return version === undefined ? undefined : testOf(nuget, [[{ operator: ">=", version }]]);
}
