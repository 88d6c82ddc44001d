import { compareSortKeys, type KeyedVersion, numberKey, textKey } from "./order/sort-key.ts";
import type { VersionScheme } from "./scheme.ts";

/** A version of an Alpine package. */
export interface ApkVersion extends KeyedVersion {}

/**
 * Orders versions of Alpine packages, `1.2.3a_rc1_p2~hash-r4`, as apk-tools 3 does.
 *
 * A number behind a dot that begins with 0 sorts as text, and before every number that does not. Where one version ends,
 * a prerelease suffix (`_alpha _beta _pre _rc`) sorts before the end, everything else behind it.
 *
 * apk-tools 2 differs in what apk-tools 3 refuses to read: it takes digits behind the letter (`1.0a2`), and compares
 * the readable beginnings of texts that are no versions (`1.0bc`). Neither is taken here. It also has no `~hash`, and
 * counts leading zeros (`1.00` before `1.0`), where apk-tools 3 compares texts (`1.0` before `1.00`).
 */
export const apk: VersionScheme<ApkVersion> = {
  id: "apk",
  source: 'apk-package(5), "Package version"; apk-tools 3, version tests',
  parse: parseApk,
  compare: compareSortKeys,
};

const prereleases = ["alpha", "beta", "pre", "rc"] as const;
const postreleases = ["cvs", "svn", "git", "hg", "p"] as const;

/** What can follow at one place, in the order in which it sorts there. */
const prerelease = "\u0001";
const unreadable = "\u0002";
const end = "\u0003";
const revision = "\u0004";
const hash = "\u0005";
const suffixNumber = "\u0006";
const postrelease = "\u0007";
const letter = "\u0008";
const number = "\u0009";
const zeroPadded = "\u0000";
const plain = "\u0001";

const shape = /^(\d+)((?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~([0-9a-f]+))?(?:-r(\d+))?/;

/**
 * Reads the beginning of a text that is no version, as apk-tools compares it: up to where it cannot be read, which sorts
 * before the end. `undefined` for a text that does not begin with a digit.
 */
export function parseApkBeginning(text: string): ApkVersion | undefined {
  const reading = readBeginning(text);
  return reading === undefined ? undefined : { sortKey: reading.key + (reading.isWhole ? end : unreadable) };
}

function parseApk(text: string): ApkVersion | undefined {
  const reading = readBeginning(text);
  return reading?.isWhole === true ? { sortKey: reading.key + end } : undefined;
}

function readBeginning(text: string): { readonly key: string; readonly isWhole: boolean } | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [whole, first = "", numbers = "", letterText = "", suffixes = "", hashText, revisionText] = match;
  let key = numberKey(first);
  for (const digits of numbers.split(".").slice(1)) key += number + digitsKey(digits);
  if (letterText !== "") key += letter + letterText;
  for (const suffix of suffixes.split("_").slice(1)) {
    const suffixPart = suffixKey(suffix);
    if (suffixPart === undefined) return { key, isWhole: false };
    key += suffixPart;
  }
  if (hashText !== undefined) key += hash + textKey(hashText);
  if (revisionText !== undefined) key += revision + numberKey(revisionText);
  return { key, isWhole: whole.length === text.length };
}

function digitsKey(digits: string): string {
  return digits.startsWith("0") ? zeroPadded + textKey(digits) : plain + numberKey(digits);
}

function suffixKey(suffix: string): string | undefined {
  const name = suffix.replace(/\d+$/, "");
  const digits = suffix.slice(name.length);
  const numberPart = digits === "" ? "" : suffixNumber + numberKey(digits);
  const before = prereleases.findIndex((known) => known === name);
  if (before !== -1) return prerelease + String.fromCharCode(before) + numberPart;
  const behind = postreleases.findIndex((known) => known === name);
  return behind === -1 ? undefined : postrelease + String.fromCharCode(behind) + numberPart;
}
