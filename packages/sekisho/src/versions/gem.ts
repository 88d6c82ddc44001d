import { compareWholeNumbers, readWholeNumber, type WholeNumber } from "./order/whole-number.ts";
import type { VersionScheme } from "./scheme.ts";

/** Numbers and words of a version of a Ruby gem, without the zeros that do not count. */
export type GemVersion = readonly (WholeNumber | string)[];

/**
 * Orders versions of Ruby gems as Gem::Version does.
 *
 * A version is numbers and words; `-` stands for `.pre.`. Zeros at the end and zeros before the first word do not count,
 * so that `1.0.a` equals `1.a`. A word sorts before every number, also before the 0 that stands where a version has
 * ended. The platform (`1.15.0-x86_64-linux`) is no part of the version: `-java` would read as a prerelease.
 */
export const gem: VersionScheme<GemVersion> = {
  id: "gem",
  source: "RubyGems documentation, Gem::Version",
  parse: parseGem,
  compare: compareGem,
};

const shape = /^\d+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function parseGem(text: string): GemVersion | undefined {
  const written = text.trim();
  if (!shape.test(written)) return undefined;
  const found = written.replaceAll("-", ".pre.").match(/\d+|[a-zA-Z]+/g) ?? [];
  const segments = found.map((part) => (/^\d/.test(part) ? readWholeNumber(part) : part));
  const firstWord = segments.findIndex((segment) => typeof segment === "string");
  if (firstWord === -1) return withoutZerosAtEnd(segments);
  return [...withoutZerosAtEnd(segments.slice(0, firstWord)), ...withoutZerosAtEnd(segments.slice(firstWord))];
}

function withoutZerosAtEnd(segments: GemVersion): GemVersion {
  return segments.slice(0, segments.findLastIndex((segment) => segment !== 0) + 1);
}

function compareGem(left: GemVersion, right: GemVersion): number {
  const longer = Math.max(left.length, right.length);
  for (let at = 0; at < longer; at++) {
    const order = compareSegments(left[at] ?? 0, right[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

function compareSegments(left: WholeNumber | string, right: WholeNumber | string): number {
  if (typeof left !== "string") return typeof right === "string" ? 1 : compareWholeNumbers(left, right);
  if (typeof right !== "string" || left < right) return -1;
  return left > right ? 1 : 0;
}
