import { isRuntimeVersion, orderRuntimes } from "../runtime-packages.ts";
import { intersectSpans, type VersionSpan } from "../version-spans.ts";

const demand = /^(~>|>=|<=|<|>|=)?\s*(\S+)$/;

/** Reads a requirement of RubyGems as the versions it holds: `~> 2.1.3`, `>= 1.0, < 2`. `undefined` for anything else. */
export function readRequirement(text: string): VersionSpan | undefined {
  let span: VersionSpan | undefined = {};
  for (const part of text.split(",")) {
    const bounds = readDemand(part.trim());
    if (bounds === undefined) return undefined;
    span = span === undefined ? undefined : intersectSpans(span, bounds, orderRuntimes);
  }
  return span;
}

function readDemand(text: string): VersionSpan | undefined {
  const [, operator = "=", version = ""] = demand.exec(text) ?? [];
  if (!isRuntimeVersion(version)) return undefined;
  switch (operator) {
    case "~>":
      return { from: version, to: endOfLine(version) };
    case ">=":
      // Nothing stands before 0.
      return version === "0" ? {} : { from: version };
    case "<":
      return { to: version };
    case "<=":
      return { to: behind(version) };
    case ">":
      return { from: behind(version) };
    default:
      return { from: version, to: behind(version) };
  }
}

/** The version right behind another: nothing lies between 1.2 and 1.2.0.1 that anybody has released. */
function behind(version: string): string {
  return `${version}.0.1`;
}

/** `~> 1.8.5.231` ends before 1.8.6: the numbers before the first word, the last one dropped, the one before it raised. */
function endOfLine(version: string): string {
  const numbers = (/^\d+(?:\.\d+(?![0-9A-Za-z]))*/.exec(version)?.[0] ?? "0").split(".").map(Number);
  const kept = numbers.length > 1 ? numbers.slice(0, -1) : numbers;
  return [...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1].join(".");
}
