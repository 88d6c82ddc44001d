import { type HackageVersion, hackage } from "../hackage.ts";
import { type Comparator, readAll, readComparator, testOf, usualSpelling } from "./comparators.ts";
import { next } from "./partial-version.ts";
import type { RangeSyntax, VersionTest } from "./range-syntax.ts";

/** Constraints of Cabal: `>=1.0 && <1.5 || ==2.*`, `^>=1.2.3`, `-any`; `&&` binds closer than `||`. */
export const hackageRanges: RangeSyntax<HackageVersion> = {
  id: "hackage",
  source: 'Cabal User Guide, "build-depends"',
  parse: parseHackageRange,
};

function parseHackageRange(text: string): VersionTest<HackageVersion> | undefined {
  const alternatives = readAll(text.split("||"), (part) => readAll(part.split("&&"), readDemand)?.flat());
  return alternatives === undefined ? undefined : testOf(hackage, alternatives);
}

function readDemand(text: string): readonly Comparator<HackageVersion>[] | undefined {
  const written = text.trim();
  if (written === "-any" || written === "*") return [];
  const [, prefix] = /^==\s*(\d+(?:\.\d+)*)\.\*$/.exec(written) ?? [];
  if (prefix !== undefined) return readLine(prefix);
  const [, major] = /^\^>=\s*(\d+(?:\.\d+)*)$/.exec(written) ?? [];
  if (major !== undefined) return readMajor(major);
  const comparator = readComparator(written, hackage, usualSpelling);
  return comparator === undefined || comparator.operator === "!=" ? undefined : [comparator];
}

/** `==1.2.*` goes up to 1.3. */
function readLine(text: string): readonly Comparator<HackageVersion>[] | undefined {
  const low = hackage.parse(text);
  if (low === undefined) return undefined;
  return between(low, [...low.slice(0, -1), next(low.at(-1) ?? 0)]);
}

/** Two numbers are the major version: `^>=1.2.3` goes up to 1.3. */
function readMajor(text: string): readonly Comparator<HackageVersion>[] | undefined {
  const low = hackage.parse(text);
  if (low === undefined) return undefined;
  return between(low, [low[0] ?? 0, next(low[1] ?? 0)]);
}

function between(low: HackageVersion, high: HackageVersion): readonly Comparator<HackageVersion>[] {
  return [
    { operator: ">=", version: low },
    { operator: "<", version: high },
  ];
}
