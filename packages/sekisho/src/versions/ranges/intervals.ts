import type { VersionScheme } from "../scheme.ts";
import { type Comparator, readAll } from "./comparators.ts";

/** Versions between two ends; no comparator where an end is open. */
export type Interval<Version> = readonly Comparator<Version>[];

/** Reads intervals as mathematics writes them, `[1.0,2.0),[3.0,)`; `undefined` when the text is none. */
export function readIntervals<Version>(
  text: string,
  scheme: VersionScheme<Version>,
): readonly Interval<Version>[] | undefined {
  const written = text.trim();
  const found = written.match(/[[(][^[\]()]*[\])]/g) ?? [];
  // What is left between the intervals may be commas and blanks only.
  const isWhole = /^[\s,]*$/.test(written.replaceAll(/[[(][^[\]()]*[\])]/g, ","));
  return isWhole && found.length > 0 ? readAll(found, (interval) => readInterval(interval, scheme)) : undefined;
}

function readInterval<Version>(text: string, scheme: VersionScheme<Version>): Interval<Version> | undefined {
  const [low = "", high, ...others] = text.slice(1, -1).split(",");
  if (others.length > 0) return undefined;
  if (high === undefined) return text.startsWith("[") && text.endsWith("]") ? readEnd("=", low, scheme) : undefined;
  const lower = readEnd(text.startsWith("[") ? ">=" : ">", low, scheme);
  const upper = readEnd(text.endsWith("]") ? "<=" : "<", high, scheme);
  return lower === undefined || upper === undefined ? undefined : [...lower, ...upper];
}

function readEnd<Version>(
  operator: "=" | ">=" | ">" | "<=" | "<",
  text: string,
  scheme: VersionScheme<Version>,
): Interval<Version> | undefined {
  const written = text.trim();
  if (written === "") return operator === "=" ? undefined : [];
  const version = scheme.parse(written);
  return version === undefined ? undefined : [{ operator, version }];
}
