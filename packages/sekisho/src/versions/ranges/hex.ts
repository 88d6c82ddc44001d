import { hex } from "../hex.ts";
import { parseSemanticVersion, type SemanticVersion } from "../order/semantic-version.ts";
import { type Comparator, readAll, readComparator, type Spelling, testOf } from "./comparators.ts";
import { firstPrerelease, next, semanticVersion } from "./partial-version.ts";
import type { RangeSyntax, VersionTest } from "./range-syntax.ts";

/** Requirements of Elixir: `~> 1.2`, `>= 1.0.0 and < 2.0.0 or == 3.0.0`; `and` binds closer than `or`. */
export const hexRanges: RangeSyntax<SemanticVersion> = {
  id: "hex",
  source: 'Elixir documentation, Version, "Requirements"',
  parse: parseHexRange,
};

const spelling: Spelling = [
  ["<=", "<="],
  [">=", ">="],
  ["!=", "!="],
  ["==", "="],
  ["<", "<"],
  [">", ">"],
  ["!", "!="],
];

function parseHexRange(text: string): VersionTest<SemanticVersion> | undefined {
  const alternatives = readAll(text.split(/\sor\s/), (part) => readAll(part.split(/\sand\s/), readDemand)?.flat());
  return alternatives === undefined ? undefined : testOf(hex, alternatives);
}

function readDemand(text: string): readonly Comparator<SemanticVersion>[] | undefined {
  const [, about] = /^\s*~>\s*(\S+)\s*$/.exec(text) ?? [];
  if (about !== undefined) return readApproximate(about);
  const comparator = readComparator(text, hex, spelling);
  return comparator === undefined ? undefined : [comparator];
}

/** `~> 1.2` goes up to the next major version, `~> 1.2.3` to the next minor one. */
function readApproximate(text: string): readonly Comparator<SemanticVersion>[] | undefined {
  const withoutPatch = /^(\d+\.\d+)(-.+)?$/.exec(text);
  const [, numbers = "", prerelease = ""] = withoutPatch ?? [];
  const version = parseSemanticVersion(withoutPatch === null ? text : `${numbers}.0${prerelease}`);
  if (version === undefined) return undefined;
  const { major, minor } = version;
  const end =
    withoutPatch === null
      ? semanticVersion(major, next(minor), 0, firstPrerelease)
      : semanticVersion(next(major), 0, 0, firstPrerelease);
  return [
    { operator: ">=", version },
    { operator: "<", version: end },
  ];
}
