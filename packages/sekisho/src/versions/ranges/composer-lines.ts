import { readWholeNumber } from "../order/whole-number.ts";
import type { Operator } from "./comparators.ts";
import { next } from "./partial-version.ts";

/** One end of a range, its version as text. */
export interface WrittenBound {
  readonly operator: Operator;
  readonly version: string;
}

const modifier = "(?:[._-]?(?:stable|beta|b|RC|alpha|a|patch|pl|p)(?:[.-]?\\d+(?:[.-]\\d+)*)?)?(?:[.-]?dev)?";
const numbers = "(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:\\.(\\d+))?";
const version = `v?${numbers}(${modifier}|\\.[xX*][.-]?dev)(?:\\+[^\\s]+)?`;
const tilde = new RegExp(`^~${version}$`, "i");
const caret = new RegExp(`^\\^${version}$`, "i");
const wildcard = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.[xX*])+$/;
const hyphen = new RegExp(`^(${version}) +- +(${version})$`, "i");

/** Gives the two ends of `~1.2`, `^1.2`, `1.2.*` and `1.0 - 2.0`; `undefined` when the text is none of these. */
export function readLineRange(text: string): readonly WrittenBound[] | undefined {
  return readTilde(text) ?? readCaret(text) ?? readWildcard(text) ?? readHyphen(text);
}

/** The last written number may grow; the first one never does. */
function readTilde(text: string): readonly WrittenBound[] | undefined {
  const match = tilde.exec(text);
  if (match === null) return undefined;
  const isOpen = /^\.[xX*]/.test(match[5] ?? "");
  const written = countNumbers(match.slice(1, 5)) + (isOpen ? 1 : 0);
  return between(lowEnd(text.slice(1), match[5]), raised(match.slice(1, 5), Math.max(1, written - 1)));
}

/** The first number that is not 0 stays. */
function readCaret(text: string): readonly WrittenBound[] | undefined {
  const match = caret.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch] = match;
  let position = 3;
  if (major !== "0" || minor === undefined) position = 1;
  else if (minor !== "0" || patch === undefined) position = 2;
  return between(lowEnd(text.slice(1), match[5]), raised(match.slice(1, 5), position));
}

function readWildcard(text: string): readonly WrittenBound[] | undefined {
  const match = wildcard.exec(text);
  if (match === null) return undefined;
  const parts = match.slice(1, 4);
  const low = [0, 1, 2, 3].map((at) => parts[at] ?? "0").join(".");
  const end: WrittenBound = { operator: "<", version: raised(parts, countNumbers(parts)) };
  return low === "0.0.0.0" ? [end] : [{ operator: ">=", version: `${low}-dev` }, end];
}

/** A second version that is written out is included whole; of a partial one, everything that begins with it. */
function readHyphen(text: string): readonly WrittenBound[] | undefined {
  const match = hyphen.exec(text);
  if (match === null) return undefined;
  const [, from = "", , , , , fromSuffix, to = "", major = "", minor, patch, , toSuffix = ""] = match;
  const low: WrittenBound = { operator: ">=", version: lowEnd(from, fromSuffix) };
  if ((minor !== undefined && patch !== undefined) || toSuffix !== "") return [low, { operator: "<=", version: to }];
  return [low, { operator: "<", version: raised([major, minor], minor === undefined ? 1 : 2) }];
}

function between(low: string, high: string): readonly WrittenBound[] {
  return [
    { operator: ">=", version: low },
    { operator: "<", version: high },
  ];
}

/** Without a written stability, the prereleases of the first version belong to the range. */
function lowEnd(text: string, suffix: string | undefined): string {
  return suffix === undefined || suffix === "" ? `${text.replace(/\+.*$/, "")}-dev` : text;
}

function countNumbers(parts: readonly (string | undefined)[]): number {
  return parts.findLastIndex((part) => part !== undefined) + 1;
}

/** Gives the version before all prereleases of the one whose number at a position, from 1, is one more. */
function raised(parts: readonly (string | undefined)[], position: number): string {
  const numbersKept = parts.slice(0, position - 1).map((part) => part ?? "0");
  const grown = next(readWholeNumber(parts[position - 1] ?? "0"));
  const zeros: readonly string[] = ["0", "0", "0"].slice(position - 1);
  return `${[...numbersKept, String(grown), ...zeros].join(".")}-dev`;
}
