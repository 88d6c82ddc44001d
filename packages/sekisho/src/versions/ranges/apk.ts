import { type ApkVersion, apk } from "../apk.ts";
import { fits, readAll, readComparator, usualSpelling } from "./comparators.ts";
import type { RangeSyntax, VersionTest } from "./range-syntax.ts";

/** Versions of Alpine dependencies, `>=1.0 <2.0`; `~1.2` holds all versions that begin with 1.2. */
export const apkRanges: RangeSyntax<ApkVersion> = {
  id: "apk",
  source: 'apk-world(5), "Version operators"',
  parse: parseApkRange,
};

function parseApkRange(text: string): VersionTest<ApkVersion> | undefined {
  const parts = text
    .trim()
    .replaceAll(/([<>=~])\s+/g, "$1")
    .split(/\s*,\s*|\s+/);
  const tests = readAll(parts, readDemand);
  return tests === undefined ? undefined : (version) => tests.every((test) => test(version));
}

function readDemand(text: string): VersionTest<ApkVersion> | undefined {
  const [, beginning] = /^(?:~=?|=~)(.+)$/.exec(text) ?? [];
  if (beginning !== undefined) return readBeginning(beginning);
  const comparator = readComparator(text, apk, usualSpelling);
  if (comparator === undefined || comparator.operator === "!=") return undefined;
  return (version) => fits(comparator.operator, apk.compare(version, comparator.version));
}

/** A key ends with one code unit for the end; without it, it is the beginning of the keys of longer versions. */
function readBeginning(text: string): VersionTest<ApkVersion> | undefined {
  const key = apk.parse(text)?.sortKey.slice(0, -1);
  return key === undefined ? undefined : (version) => version.sortKey.startsWith(key);
}
