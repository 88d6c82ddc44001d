import { compareSortKeys, type KeyedVersion, numberKey, textKey } from "./order/sort-key.ts";
import type { VersionScheme } from "./scheme.ts";

/** A version of a PHP package in Composer's normal form. */
export interface ComposerVersion extends KeyedVersion {
  /** `1.2.3.0-beta2`, `1.9999999.9999999.9999999-dev`, `dev-main`. */
  readonly normalForm: string;
  /** True for `dev-main`: no number, so no range but its own name holds it. */
  readonly isBranch: boolean;
}

/**
 * Orders versions of PHP packages as Composer does: its normal form, compared as PHP's `version_compare` does.
 *
 * Four numbers, then dev < alpha < beta < RC < nothing < patch; `1.x-dev` is the end of line 1. Composer does not order
 * branches (`dev-main`); here they sort before all numbers, by name.
 */
export const composer: VersionScheme<ComposerVersion> = {
  id: "composer",
  source: 'Composer documentation, "Versions and constraints"; PHP manual, version_compare',
  parse: parseComposer,
  compare: compareSortKeys,
};

const modifier = "[._-]?(?:(stable|beta|b|RC|alpha|a|patch|pl|p)([.-]?\\d+(?:[.-]\\d+)*)?)?([.-]?dev)?";
const classical = new RegExp(`^v?(\\d{1,5})(\\.\\d+)?(\\.\\d+)?(\\.\\d+)?${modifier}$`, "i");
const dated = new RegExp(`^v?(\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3})?)${modifier}$`, "i");
const branch = /^v?(\d+)(\.(?:\d+|[xX*]))?(\.(?:\d+|[xX*]))?(\.(?:\d+|[xX*]))?[.-]?dev$/i;
/** What stands for a number that is left open, as Composer writes it. */
const openNumber = "9999999";

const longNames: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["p", "patch"],
  ["pl", "patch"],
  ["rc", "RC"],
]);

/** What can follow at one place, in the order in which it sorts there. */
const wordCodes: ReadonlyMap<string, string> = new Map([
  ["dev", "\u0001"],
  ["alpha", "\u0002"],
  ["beta", "\u0003"],
  ["RC", "\u0004"],
  ["patch", "\u0007"],
]);
const end = "\u0005";
const number = "\u0006";
const branchMark = "\u0000";

function parseComposer(text: string): ComposerVersion | undefined {
  const written = withoutAdditions(text.trim());
  if (/^(?:master|trunk|default)$/.test(written)) return branchVersion(written);
  if (/^dev-[^\s,]/i.test(written)) return branchVersion(written.slice(4));
  const normalForm = normalizeNumbers(written.replace(/^([^,\s+]+)\+\S+$/, "$1"));
  if (normalForm === undefined) return undefined;
  return { normalForm, isBranch: false, sortKey: sortKeyOf(normalForm) };
}

/** Takes away ` as ALIAS` and `@STABILITY`. */
function withoutAdditions(text: string): string {
  return text.replace(/^([^,\s]+) +as +[^,\s]+$/, "$1").replace(/@(?:stable|RC|beta|alpha|dev)$/i, "");
}

function branchVersion(name: string): ComposerVersion {
  return { normalForm: `dev-${name}`, isBranch: true, sortKey: branchMark + textKey(name) };
}

function normalizeNumbers(written: string): string | undefined {
  const match = classical.exec(written);
  if (match !== null) {
    const [, first = "", second = ".0", third = ".0", fourth = ".0", stability, digits, dev] = match;
    return `${first}${second}${third}${fourth}${modifiers(stability, digits, dev)}`;
  }
  const date = dated.exec(written);
  if (date !== null) {
    const [, digitsOfDate = "", stability, digits, dev] = date;
    return `${digitsOfDate.replaceAll(/\D/g, ".")}${modifiers(stability, digits, dev)}`;
  }
  const line = branch.exec(written);
  if (line === null) return undefined;
  const [, first = "", second = ".x", third = ".x", fourth = ".x"] = line;
  return `${first}${second}${third}${fourth}-dev`.replaceAll(/[xX*]/g, openNumber);
}

function modifiers(stability: string | undefined, digits: string | undefined, dev: string | undefined): string {
  const name = stability?.toLowerCase();
  if (name === "stable") return "";
  const stage = name === undefined ? "" : `-${longNames.get(name) ?? name}${(digits ?? "").replace(/^[.-]/, "")}`;
  return dev === undefined ? stage : `${stage}-dev`;
}

/** PHP divides at `.`, `-`, `_`, `+` and between digits and letters. */
function sortKeyOf(normalForm: string): string {
  let key = "";
  for (const [token] of normalForm.matchAll(/\d+|[a-zA-Z]+/g)) {
    key += wordCodes.get(token) ?? number + numberKey(token);
  }
  return key + end;
}
