import type { Identifier, SemanticVersion } from "../order/semantic-version.ts";
import { readIdentifiers } from "../order/semantic-version.ts";
import { readWholeNumber, type WholeNumber } from "../order/whole-number.ts";
import type { Comparator } from "./comparators.ts";

/** A version of which numbers at the end are left open: `1`, `1.2`, `1.2.x`. */
export interface PartialVersion {
  readonly major: WholeNumber | undefined;
  readonly minor: WholeNumber | undefined;
  readonly patch: WholeNumber | undefined;
  readonly prerelease: readonly Identifier[];
}

/** What stands before a partial version. */
export type PartialOperator = "" | "=" | "<" | "<=" | ">" | ">=" | "~" | "^";

const part = "(\\d+|[xX*])";
const identifiers = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
/** The hyphen before a prerelease may be left out where a letter or digit follows. */
const prereleasePart = `(?:-(${identifiers})|([0-9A-Za-z]${identifiers}|[0-9A-Za-z]))?`;
const shape = new RegExp(`^${part}(?:\\.${part}(?:\\.${part}${prereleasePart}(?:\\+${identifiers})?)?)?$`);

/** Sorts before every other prerelease: an upper bound with it leaves the prereleases of its version out. */
export const firstPrerelease: readonly Identifier[] = [0];

/** What node-semver takes at most; dividing digits without a hyphen costs the square of their number. */
const maxLength = 256;

/** Reads a partial version; `undefined` where a number follows an open one. */
export function parsePartialVersion(text: string): PartialVersion | undefined {
  const match = text.length > maxLength ? null : shape.exec(text);
  if (match === null) return undefined;
  const [, first, second, third, hyphenated, glued = ""] = match;
  const [major, minor, patch] = [readPart(first), readPart(second), readPart(third)];
  if ((major === undefined && minor !== undefined) || (minor === undefined && patch !== undefined)) return undefined;
  return { major, minor, patch, prerelease: readIdentifiers(hyphenated ?? glued) };
}

/**
 * Gives the bounds that an operator with a partial version stands for.
 *
 * @param lowest The prerelease of a lower bound that is not written out: {@link firstPrerelease} lets prereleases in.
 */
export function boundsOf(
  operator: PartialOperator,
  partial: PartialVersion,
  lowest: readonly Identifier[],
): readonly Comparator<SemanticVersion>[] {
  const { major, minor, patch, prerelease } = partial;
  if (major === undefined) return operator === "<" || operator === ">" ? [nothing] : [];
  const isFull = minor !== undefined && patch !== undefined;
  const low = semanticVersion(major, minor ?? 0, patch ?? 0, isFull ? prerelease : lowest);
  switch (operator) {
    case "~":
      return between(low, minor === undefined ? firstOf(next(major)) : firstOf(major, next(minor)));
    case "^":
      return between(low, endOfCaret(major, minor, patch));
    case ">=":
      return [{ operator, version: low }];
    case "<":
      return [{ operator, version: isFull ? low : { ...low, prerelease: firstPrerelease } }];
    case ">":
      return [isFull ? { operator, version: low } : { operator: ">=", version: behind(partial, major, lowest) }];
    case "<=":
      return [
        isFull ? { operator, version: low } : { operator: "<", version: behind(partial, major, firstPrerelease) },
      ];
    case "":
    case "=":
      if (isFull) return [{ operator: "=", version: low }];
      return between(low, behind(partial, major, firstPrerelease));
  }
}

/** Gives the number behind. */
export function next(number: WholeNumber): WholeNumber {
  return typeof number === "bigint" ? number + 1n : number + 1;
}

/** Gives a version of three numbers. */
export function semanticVersion(
  major: WholeNumber,
  minor: WholeNumber,
  patch: WholeNumber,
  prerelease: readonly Identifier[],
): SemanticVersion {
  return { major, minor, patch, prerelease };
}

/** No version is below the first prerelease of 0.0.0. */
const nothing: Comparator<SemanticVersion> = { operator: "<", version: firstOf(0) };

/** Gives the first prerelease of a version. */
function firstOf(major: WholeNumber, minor: WholeNumber = 0, patch: WholeNumber = 0): SemanticVersion {
  return semanticVersion(major, minor, patch, firstPrerelease);
}

/** Gives the first version that an open version does not stand for. */
function behind(partial: PartialVersion, major: WholeNumber, prerelease: readonly Identifier[]): SemanticVersion {
  if (partial.minor === undefined) return semanticVersion(next(major), 0, 0, prerelease);
  return semanticVersion(major, next(partial.minor), 0, prerelease);
}

/** The first number that is not 0 stays; of numbers that are left open none has to. */
function endOfCaret(
  major: WholeNumber,
  minor: WholeNumber | undefined,
  patch: WholeNumber | undefined,
): SemanticVersion {
  if (major !== 0 || minor === undefined) return firstOf(next(major));
  if (minor !== 0 || patch === undefined) return firstOf(major, next(minor));
  return firstOf(major, minor, next(patch));
}

function between(low: SemanticVersion, high: SemanticVersion): readonly Comparator<SemanticVersion>[] {
  return [
    { operator: ">=", version: low },
    { operator: "<", version: high },
  ];
}

function readPart(text: string | undefined): WholeNumber | undefined {
  return text === undefined || /[xX*]/.test(text) ? undefined : readWholeNumber(text);
}
