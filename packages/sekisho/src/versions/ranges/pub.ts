import { compareCores } from "../order/semantic-version.ts";
import { type PubVersion, pub } from "../pub.ts";
import { type Comparator, meetsAll, readAll, readComparator, usualSpelling } from "./comparators.ts";
import { firstPrerelease, next, semanticVersion } from "./partial-version.ts";
import type { RangeMode, RangeSyntax, VersionTest } from "./range-syntax.ts";

/**
 * Constraints of pub: `^1.2.3`, `>=1.2.3 <2.0.0`, `any`.
 *
 * As a dependency, `<2.0.0` leaves out the prereleases of 2.0.0, unless the constraint begins with one of them.
 */
export const pubRanges: RangeSyntax<PubVersion> = {
  id: "pub",
  source: 'Dart documentation, "Package dependencies"; pub_semver, "Semantics"',
  parse: parsePubRange,
};

function parsePubRange(text: string, mode: RangeMode): VersionTest<PubVersion> | undefined {
  const written = text.trim();
  if (written === "any") return () => true;
  const parts = written.replaceAll(/([<>=^])\s+/g, "$1").split(/\s+/);
  const demands = readAll(parts, readDemand)?.flat();
  if (demands === undefined) return undefined;
  const comparators = mode === "advisory" ? demands : demands.map((demand) => withoutPrereleases(demand, demands));
  return (version) => meetsAll(pub, comparators, version);
}

function readDemand(text: string): readonly Comparator<PubVersion>[] | undefined {
  if (!text.startsWith("^")) {
    const comparator = readComparator(text, pub, usualSpelling);
    return comparator === undefined || comparator.operator === "!=" ? undefined : [comparator];
  }
  const version = pub.parse(text.slice(1));
  if (version === undefined) return undefined;
  const end =
    version.major === 0
      ? semanticVersion(0, next(version.minor), 0, firstPrerelease)
      : semanticVersion(next(version.major), 0, 0, firstPrerelease);
  return [
    { operator: ">=", version },
    { operator: "<", version: { ...end, build: [] } },
  ];
}

function withoutPrereleases(
  demand: Comparator<PubVersion>,
  demands: readonly Comparator<PubVersion>[],
): Comparator<PubVersion> {
  const { operator, version } = demand;
  if (operator !== "<" || version.prerelease.length > 0 || version.build.length > 0) return demand;
  const beginsWithPrerelease = demands.some(
    ({ operator: other, version: low }) =>
      (other === ">" || other === ">=") && low.prerelease.length > 0 && compareCores(low, version) === 0,
  );
  return beginsWithPrerelease ? demand : { operator, version: { ...version, prerelease: firstPrerelease } };
}
