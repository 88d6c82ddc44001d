import { cargo } from "../cargo.ts";
import { compareCores, type SemanticVersion } from "../order/semantic-version.ts";
import { compareWholeNumbers } from "../order/whole-number.ts";
import { type Comparator, meetsAll, readAll } from "./comparators.ts";
import {
  boundsOf,
  firstPrerelease,
  type PartialOperator,
  type PartialVersion,
  parsePartialVersion,
} from "./partial-version.ts";
import type { RangeMode, RangeSyntax, VersionTest } from "./range-syntax.ts";

/**
 * Requirements of Cargo: `1.2` means `^1.2`; `~1.2`, `1.*`, `>=1.2, <1.5`.
 *
 * As a dependency, a requirement holds a prerelease only where it names one of the same version.
 */
export const cargoRanges: RangeSyntax<SemanticVersion> = {
  id: "cargo",
  source: 'The Cargo Book, "Specifying Dependencies"',
  parse: parseCargoRange,
};

interface Demand {
  readonly operator: PartialOperator;
  readonly named: PartialVersion;
  readonly bounds: readonly Comparator<SemanticVersion>[];
}

function parseCargoRange(text: string, mode: RangeMode): VersionTest<SemanticVersion> | undefined {
  const demands = readAll(text.split(","), readDemand);
  if (demands === undefined) return undefined;
  const bounds = demands.flatMap((demand) => demand.bounds);
  return (version) =>
    meetsAll(cargo, bounds, version) &&
    (mode === "advisory" || version.prerelease.length === 0 || takesPrerelease(demands, version));
}

function readDemand(text: string): Demand | undefined {
  const [, sign = "", version = ""] = /^\s*(<=|>=|[<>=~^])?\s*(\S+)\s*$/.exec(text) ?? [];
  const named = parsePartialVersion(version);
  if (named === undefined) return undefined;
  const operator = operatorOf(sign, version);
  return { operator, named, bounds: boundsOf(operator, named, firstPrerelease) };
}

function operatorOf(sign: string, version: string): PartialOperator {
  switch (sign) {
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "=":
    case "~":
    case "^":
      return sign;
    default:
      return /(?:^|\.)[xX*]/.test(version) ? "=" : "^";
  }
}

/** A prerelease of the very version has to be named, and no demand may leave the prereleases of its line out. */
function takesPrerelease(demands: readonly Demand[], version: SemanticVersion): boolean {
  return (
    demands.some((demand) => names(demand.named, version)) &&
    demands.every((demand) => !isLine(demand) || !isIn(demand.named, version))
  );
}

/** Tells whether the demand is `=1`, `~1`, `>=1` or `<=1`, with numbers left open: that stands for releases only. */
function isLine({ operator, named }: Demand): boolean {
  return named.patch === undefined && !["^", "<", ">"].includes(operator);
}

function isIn({ major, minor }: PartialVersion, version: SemanticVersion): boolean {
  if (major !== undefined && compareWholeNumbers(major, version.major) !== 0) return false;
  return minor === undefined || compareWholeNumbers(minor, version.minor) === 0;
}

function names({ major, minor, patch, prerelease }: PartialVersion, version: SemanticVersion): boolean {
  if (prerelease.length === 0 || major === undefined || minor === undefined || patch === undefined) return false;
  return compareCores({ major, minor, patch, prerelease }, version) === 0;
}
