import { legacySortKey } from "./order/pep440-legacy.ts";
import { compareSortKeys, type KeyedVersion, numberKey, textKey } from "./order/sort-key.ts";
import { readWholeNumber, type WholeNumber } from "./order/whole-number.ts";
import type { VersionScheme } from "./scheme.ts";

/** A version of a Python package. */
export interface Pep440Version extends KeyedVersion {
  /** The key of epoch and release alone. */
  readonly baseKey: string;
  /** The key without the local version (`+ubuntu.1`). */
  readonly publicKey: string;
  readonly epoch: WholeNumber;
  /** The numbers between dots as written; empty for a version from before PEP 440. */
  readonly release: readonly WholeNumber[];
  /** Alpha, beta, release candidate or development release. */
  readonly isPrerelease: boolean;
  readonly isPostrelease: boolean;
  readonly hasLocal: boolean;
}

/**
 * Orders versions of Python packages as PEP 440 does, spellings that mean the same read as one.
 *
 * What is no version of PEP 440 sorts before all that are, in the order of the tools from before it: `1.0-final-2` and
 * the like are still found in old indexes and advisories.
 */
export const pep440: VersionScheme<Pep440Version> = {
  id: "pep440",
  source: 'PyPA specifications, "Version specifiers" (PEP 440)',
  parse: parsePep440,
  compare: compareSortKeys,
};

const shape = new RegExp(
  [
    "^v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)",
    "(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\\d+)?)?",
    "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d+)?)?",
    "(?:[-_.]?(dev)[-_.]?(\\d+)?)?",
    "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$",
  ].join(""),
);

const legacyMark = "\u0000";
const mark = "\u0001";
const endOfRelease = "\u0001";
const number = "\u0002";

function parsePep440(text: string): Pep440Version | undefined {
  const written = text.trim().toLowerCase();
  const match = shape.exec(written);
  if (match === null) return parseLegacy(written);
  const [, epoch = "0", release = "", preLetter, preNumber, implicitPost, postWord, postNumber, dev, devNumber, local] =
    match;
  const numbers = release.split(".");
  const hasPost = implicitPost !== undefined || postWord !== undefined;
  const baseKey = mark + numberKey(epoch) + releaseKey(numbers);
  const publicKey =
    baseKey +
    prereleaseKey(preLetter, preNumber, dev !== undefined && !hasPost) +
    (hasPost ? number + numberKey(implicitPost ?? postNumber ?? "") : mark) +
    (dev === undefined ? number : mark + numberKey(devNumber ?? ""));
  return {
    sortKey: publicKey + localKey(local),
    baseKey,
    publicKey,
    epoch: readWholeNumber(epoch),
    release: numbers.map(readWholeNumber),
    isPrerelease: preLetter !== undefined || dev !== undefined,
    isPostrelease: hasPost,
    hasLocal: local !== undefined,
  };
}

function parseLegacy(written: string): Pep440Version | undefined {
  const key = legacySortKey(written);
  if (key === undefined) return undefined;
  const sortKey = legacyMark + key;
  return {
    sortKey,
    baseKey: sortKey,
    publicKey: sortKey,
    epoch: -1,
    release: [],
    isPrerelease: false,
    isPostrelease: false,
    hasLocal: false,
  };
}

/** Zeros at the end do not count. */
function releaseKey(numbers: readonly string[]): string {
  const last = numbers.findLastIndex((digits) => !/^0*$/.test(digits));
  let key = "";
  for (const digits of numbers.slice(0, last + 1)) key += number + numberKey(digits);
  return key + endOfRelease;
}

/** A development release sorts before every prerelease, a release behind all of them. */
function prereleaseKey(letter: string | undefined, digits: string | undefined, isDevelopment: boolean): string {
  if (letter === undefined) return isDevelopment ? "\u0001" : "\u0005";
  const numberPart = numberKey(digits ?? "");
  if (letter.startsWith("a")) return `\u0002${numberPart}`;
  return letter.startsWith("b") ? `\u0003${numberPart}` : `\u0004${numberPart}`;
}

/** No local version sorts before every local one, words before numbers. */
function localKey(local: string | undefined): string {
  if (local === undefined) return "\u0000";
  const parts = local
    .split(/[-_.]/)
    .map((part) => (/^\d+$/.test(part) ? `\u0002${numberKey(part)}` : `\u0001${textKey(part)}`));
  return `\u0001${parts.join("")}\u0000`;
}
