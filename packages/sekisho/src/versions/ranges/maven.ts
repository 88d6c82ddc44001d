import { type MavenVersion, maven } from "../maven.ts";
import { testOf } from "./comparators.ts";
import { readIntervals } from "./intervals.ts";
import type { RangeMode, RangeSyntax, VersionTest } from "./range-syntax.ts";

/**
 * Version requirements of Maven: `[1.0,2.0)`, `(,1.0],[1.2,)`, `[1.5]`.
 *
 * A version alone is a recommendation: as a dependency it excludes nothing, as an advisory it means that version.
 */
export const mavenRanges: RangeSyntax<MavenVersion> = {
  id: "maven",
  source: 'Maven POM Reference, "Dependency Version Requirement Specification"',
  parse: parseMavenRange,
};

function parseMavenRange(text: string, mode: RangeMode): VersionTest<MavenVersion> | undefined {
  const intervals = readIntervals(text, maven);
  if (intervals !== undefined) return testOf(maven, intervals);
  const version = /^\s*[\w.+~:-]+\s*$/.test(text) ? maven.parse(text) : undefined;
  if (version === undefined) return undefined;
  return mode === "advisory" ? testOf(maven, [[{ operator: "=", version }]]) : () => true;
}
