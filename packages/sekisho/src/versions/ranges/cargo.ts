import { cargo } from "../cargo.ts";
import { compareCores, type SemanticVersion } from "../order/semantic-version.ts";
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
  readonly named: PartialVersion;
  readonly bounds: readonly Comparator<SemanticVersion>[];
}

function parseCargoRange(text: string, mode: RangeMode): VersionTest<SemanticVersion> | undefined {
  const demands = readAll(text.split(","), readDemand);
  if (demands === undefined) return undefined;
  const bounds = demands.flatMap((demand) => demand.bounds);
  return (version) =>
    meetsAll(cargo, bounds, version) &&
    (mode === "advisory" || version.prerelease.length === 0 || demands.some((demand) => names(demand.named, version)));
}

function readDemand(text: string): Demand | undefined {
  const [, sign = "", version = ""] = /^\s*(<=|>=|[<>=~^])?\s*(\S+)\s*$/.exec(text) ?? [];
  const named = parsePartialVersion(version);
  if (named === undefined) return undefined;
  return { named, bounds: boundsOf(operatorOf(sign, version), named, firstPrerelease) };
}

function operatorOf(sign: string, version: string): PartialOperator {
  switch (sign) {
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "=":
    case "~":
      return sign;
    default:
      return /(?:^|\.)[xX*]/.test(version) ? "=" : "^";
  }
}

/** Tells whether the demand names a prerelease of this very version. */
function names({ major, minor, patch, prerelease }: PartialVersion, version: SemanticVersion): boolean {
  if (prerelease.length === 0 || major === undefined || minor === undefined || patch === undefined) return false;
  return compareCores({ major, minor, patch, prerelease }, version) === 0;
}
