import { compareWholeNumbers, readWholeNumber, type WholeNumber } from "./order/whole-number.ts";
import type { VersionScheme } from "./scheme.ts";

/** A number, a qualifier as its rank, or what stands behind a hyphen or a change between digits and letters. */
export type MavenItem = WholeNumber | string | MavenVersion;

/** A version as Maven divides it; what does not count is left out. */
export type MavenVersion = readonly MavenItem[];

/**
 * Orders versions of Maven artifacts as ComparableVersion of Maven 3.9 does, pair by pair.
 *
 * Any text without blanks is a version. The order is total over versions as people write them. It has circles where
 * hyphens follow each other or a number follows a release word: Maven finds `1--rc` > `1-foo` > `1` > `1--rc` and
 * `1` > `1-alpha` > `1.ga.10` > `1`, and so does this.
 */
export const maven: VersionScheme<MavenVersion> = {
  id: "maven",
  source: 'Maven POM Reference, "Version Order Specification"; ComparableVersion of Maven 3.9',
  parse: parseMaven,
  compare: compareLists,
};

/** Deeper versions are no versions: comparing them would only exhaust the stack. */
const maxDepth = 500;

/** Known qualifiers, in their order; the empty one is the release. Unknown ones are behind all of them. */
const qualifiers = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"] as const;
const aliases: ReadonlyMap<string, string> = new Map([
  ["ga", ""],
  ["final", ""],
  ["release", ""],
  ["cr", "rc"],
]);
const lettersBeforeDigits: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["m", "milestone"],
]);
const release = "5";

function parseMaven(text: string): MavenVersion | undefined {
  const written = text.trim().toLowerCase();
  if (written === "" || /[\s\p{Cc}]/u.test(written)) return undefined;
  const reader: Reader = { lists: [[]] };
  // A token is a run of digits, a run of other characters, or nothing between two separators.
  for (const { 0: token, index } of written.matchAll(/\d+|[^\d.-]+|[.-]/g)) {
    if (token === "." || token === "-") readSeparator(reader, token, isSeparator(written[index - 1]));
    else readToken(reader, token, written, index);
    if (reader.lists.length > maxDepth) return undefined;
  }
  for (let depth = reader.lists.length - 1; depth >= 0; depth--) removeWhatDoesNotCount(reader.lists[depth] ?? []);
  return reader.lists[0];
}

interface Reader {
  /** Each list is the last item of the one before it. */
  readonly lists: MavenItem[][];
}

function isSeparator(character: string | undefined): boolean {
  return character === undefined || character === "." || character === "-";
}

function readSeparator(reader: Reader, separator: string, isBehindSeparator: boolean): void {
  if (isBehindSeparator) reader.lists.at(-1)?.push(0);
  if (separator === "-") descend(reader);
}

function readToken(reader: Reader, token: string, written: string, index: number): void {
  const next = written[index + token.length];
  const isNumber = /^\d/.test(token);
  const isBeforeDigit = !isNumber && next !== undefined && !isSeparator(next);
  if (isNumber) {
    reader.lists.at(-1)?.push(readWholeNumber(token));
    if (!isSeparator(next)) descend(reader);
    return;
  }
  // A qualifier behind a dot means what it means behind a hyphen, but for one that a further dot or hyphen ends.
  const isWrapped = isBeforeDigit || next === undefined;
  if (isWrapped && (reader.lists.at(-1)?.length ?? 0) > 0) descend(reader);
  reader.lists.at(-1)?.push(qualifierRank(token, isBeforeDigit));
  if (isBeforeDigit) descend(reader);
}

function descend(reader: Reader): void {
  const list: MavenItem[] = [];
  reader.lists.at(-1)?.push(list);
  reader.lists.push(list);
}

function qualifierRank(word: string, isBeforeDigit: boolean): string {
  const full = isBeforeDigit ? (lettersBeforeDigits.get(word) ?? word) : word;
  const name = aliases.get(full) ?? full;
  const known = qualifiers.findIndex((qualifier) => qualifier === name);
  return known === -1 ? `${qualifiers.length}-${name}` : String(known);
}

function removeWhatDoesNotCount(list: MavenItem[]): void {
  for (let at = list.length - 1; at >= 0; at--) {
    const item = list[at];
    if (item === undefined) return;
    if (item === 0 || item === release || isEmptyList(item)) list.splice(at, 1);
    else if (!isList(item)) return;
  }
}

function isList(item: MavenItem): item is MavenVersion {
  return typeof item === "object";
}

function isEmptyList(item: MavenItem): boolean {
  return isList(item) && item.length === 0;
}

function compareLists(left: MavenVersion, right: MavenVersion): number {
  const longer = Math.max(left.length, right.length);
  for (let at = 0; at < longer; at++) {
    const order = compareItems(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareItems(left: MavenItem | undefined, right: MavenItem | undefined): number {
  if (left === undefined) return right === undefined ? 0 : -compareWithNothing(right);
  if (right === undefined) return compareWithNothing(left);
  if (typeof left === "string") return typeof right === "string" ? compareRanks(left, right) : -1;
  if (typeof right === "string") return 1;
  if (isList(left)) return isList(right) ? compareLists(left, right) : -1;
  return isList(right) ? 1 : compareWholeNumbers(left, right);
}

/** A list is compared item by item: the first that is not the same as nothing decides. */
function compareWithNothing(item: MavenItem): number {
  if (typeof item === "string") return compareRanks(item, release);
  if (!isList(item)) return compareWholeNumbers(item, 0);
  for (const inner of item) {
    const order = compareWithNothing(inner);
    if (order !== 0) return order;
  }
  return 0;
}

function compareRanks(left: string, right: string): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
