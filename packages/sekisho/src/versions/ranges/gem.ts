import { type GemVersion, gem } from "../gem.ts";
import { readWholeNumber } from "../order/whole-number.ts";
import { fits, readAll, readComparator, usualSpelling } from "./comparators.ts";
import { next } from "./partial-version.ts";
import type { RangeSyntax, VersionTest } from "./range-syntax.ts";

/** Requirements of RubyGems: `~> 1.2`, `>= 1.0, != 1.3.0`. */
export const gemRanges: RangeSyntax<GemVersion> = {
  id: "gem",
  source: 'RubyGems documentation, Gem::Requirement and Gem::Version, "Pessimistic versioning"',
  parse: parseGemRange,
};

const spelling = usualSpelling.filter(([written]) => written !== "==");

function parseGemRange(text: string): VersionTest<GemVersion> | undefined {
  const tests = readAll(text.split(","), readDemand);
  return tests === undefined ? undefined : (version) => tests.every((test) => test(version));
}

function readDemand(text: string): VersionTest<GemVersion> | undefined {
  const [, pessimistic] = /^\s*~>\s*(\S+)\s*$/.exec(text) ?? [];
  if (pessimistic !== undefined) return readPessimistic(pessimistic);
  const comparator = readComparator(text, gem, spelling);
  if (comparator === undefined) return undefined;
  return (version) => fits(comparator.operator, gem.compare(version, comparator.version));
}

/** `~> 1.2.3` is from 1.2.3 up to, without its prereleases, 1.3. */
function readPessimistic(text: string): VersionTest<GemVersion> | undefined {
  const low = gem.parse(text);
  if (low === undefined) return undefined;
  const end = endOf(text);
  return (version) => gem.compare(version, low) >= 0 && gem.compare(releaseOf(version), end) < 0;
}

/** Gives the numbers before the first word, without the last of several, and with the last that is left raised. */
function endOf(text: string): GemVersion {
  const numbers = (/^\d+(?:\.\d+(?![0-9A-Za-z]))*/.exec(text)?.[0] ?? "0").split(".").map(readWholeNumber);
  const kept = numbers.length > 1 ? numbers.slice(0, -1) : numbers;
  return [...kept.slice(0, -1), next(kept.at(-1) ?? 0)];
}

function releaseOf(version: GemVersion): GemVersion {
  const firstWord = version.findIndex((segment) => typeof segment === "string");
  return firstWord === -1 ? version : version.slice(0, firstWord);
}
