import { compareWholeNumbers, readWholeNumber, type WholeNumber } from "./whole-number.ts";

/** A part between dots of a prerelease or of build metadata: a number, or a text that sorts behind every number. */
export type Identifier = WholeNumber | string;

/** A version of three numbers with an optional prerelease. */
export interface SemanticVersion {
  readonly major: WholeNumber;
  readonly minor: WholeNumber;
  readonly patch: WholeNumber;
  /** Empty for a release. */
  readonly prerelease: readonly Identifier[];
}

const identifiers = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";

/** Three numbers, then optional prerelease and build metadata, in this order of groups. */
const threeNumbers = new RegExp(`^(\\d+)\\.(\\d+)\\.(\\d+)(?:-(${identifiers}))?(?:\\+(${identifiers}))?$`);

/** What {@link threeNumbers} finds: the parts as they are written. */
export interface WrittenVersion {
  readonly numbers: readonly [string, string, string];
  /** Empty for a release. */
  readonly prerelease: string;
  readonly build: string;
}

/** Divides `1.2.3-rc.1+build` into its parts, without a judgement of leading zeros. */
export function divideVersion(text: string): WrittenVersion | undefined {
  const match = threeNumbers.exec(text);
  if (match === null) return undefined;
  const [, major = "", minor = "", patch = "", prerelease = "", build = ""] = match;
  return { numbers: [major, minor, patch], prerelease, build };
}

/** Reads a version exactly as Semantic Versioning 2.0.0 writes it: three numbers, no leading zeros. */
export function parseSemanticVersion(text: string): SemanticVersion | undefined {
  const written = divideVersion(text);
  if (written === undefined) return undefined;
  const [major, minor, patch] = written.numbers;
  if (hasLeadingZero(major) || hasLeadingZero(minor) || hasLeadingZero(patch)) return undefined;
  if (hasZeroPaddedNumber(written.prerelease)) return undefined;
  return semanticVersion(written);
}

/** Gives the version that is written so. */
export function semanticVersion(written: WrittenVersion): SemanticVersion {
  const [major, minor, patch] = written.numbers;
  return {
    major: readWholeNumber(major),
    minor: readWholeNumber(minor),
    patch: readWholeNumber(patch),
    prerelease: readIdentifiers(written.prerelease),
  };
}

/** Divides a prerelease or build metadata at its dots; nothing for an empty text. */
export function readIdentifiers(text: string): readonly Identifier[] {
  return text === "" ? [] : text.split(".").map(readIdentifier);
}

/**
 * Orders two versions; build metadata has no part in it.
 * Source: Semantic Versioning 2.0.0, section 11.
 */
export function compareSemanticVersions(left: SemanticVersion, right: SemanticVersion): number {
  const order = compareCores(left, right);
  return order === 0 ? comparePrereleases(left.prerelease, right.prerelease) : order;
}

/** Orders the three numbers alone. */
export function compareCores(left: SemanticVersion, right: SemanticVersion): number {
  return (
    compareWholeNumbers(left.major, right.major) ||
    compareWholeNumbers(left.minor, right.minor) ||
    compareWholeNumbers(left.patch, right.patch)
  );
}

/** Orders two prereleases; none at all is behind every prerelease. */
export function comparePrereleases(left: readonly Identifier[], right: readonly Identifier[]): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  return compareIdentifiers(left, right);
}

/** Orders two lists of identifiers; of a list and a longer one that begins with it, the shorter is less. */
export function compareIdentifiers(left: readonly Identifier[], right: readonly Identifier[]): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const order = compareIdentifier(left[at] ?? 0, right[at] ?? 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifier(left: Identifier, right: Identifier): number {
  if (typeof left === "string") return typeof right === "string" ? compareTexts(left, right) : 1;
  return typeof right === "string" ? -1 : compareWholeNumbers(left, right);
}

function compareTexts(left: string, right: string): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

function readIdentifier(text: string): Identifier {
  return /^\d+$/.test(text) ? readWholeNumber(text) : text;
}

function hasLeadingZero(digits: string): boolean {
  return digits.length > 1 && digits.startsWith("0");
}

function hasZeroPaddedNumber(prerelease: string): boolean {
  return prerelease.split(".").some((part) => hasLeadingZero(part) && /^\d+$/.test(part));
}
