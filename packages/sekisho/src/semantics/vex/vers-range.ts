import { versionSchemes } from "../../versions/compare-versions.ts";
import type { VersionScheme } from "../../versions/scheme.ts";
import { findSchemeOfType } from "./scheme-of-type.ts";

type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** One version with what it says of the others. */
interface Constraint {
  readonly comparator: Comparator;
  readonly version: unknown;
}

/** Constraints of one range; more are no range that a person wrote. */
const maxConstraints = 10_000;

/**
 * Tells whether a version range in VERS notation, `vers:npm/>=1.0|<2.0`, holds a version; `undefined` when the range or
 * the version cannot be read. Source: VERS (package-url/vers-spec), "Checking if a version is contained within a range".
 */
export function holdsVersion(range: string, version: string): boolean | undefined {
  const [, type, body] = /^vers:([a-z0-9.+-]{1,40})\/(.{1,200000})$/s.exec(range.trim()) ?? [];
  if (type === undefined || body === undefined) return undefined;
  if (body.trim() === "*") return true;
  const id = findSchemeOfType(type);
  if (id === undefined) return undefined;
  const scheme = versionSchemes[id];
  const asked = scheme.parse(version);
  const constraints = readConstraints(body, scheme);
  return asked === undefined || constraints === undefined ? undefined : isWithin(asked, constraints, scheme);
}

function readConstraints(body: string, scheme: VersionScheme<unknown>): readonly Constraint[] | undefined {
  const constraints: Constraint[] = [];
  for (const part of body.split("|", maxConstraints)) {
    const [, comparator = "", written = ""] = /^\s*(<=|>=|!=|<|>|=)?\s*(\S{1,1000})\s*$/.exec(part) ?? [];
    const version = scheme.parse(decode(written));
    if (version === undefined) return undefined;
    constraints.push({ comparator: comparatorOf(comparator), version });
  }
  return constraints.toSorted((left, right) => scheme.compare(left.version, right.version));
}

function comparatorOf(written: string): Comparator {
  switch (written) {
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return written;
    default:
      return "=";
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return text;
  }
}

function isWithin(asked: unknown, constraints: readonly Constraint[], scheme: VersionScheme<unknown>): boolean {
  for (const { comparator, version } of constraints) {
    if (scheme.compare(asked, version) !== 0) continue;
    if (comparator === "=" || comparator === "<=" || comparator === ">=") return true;
    return false;
  }
  const bounds = constraints.filter(({ comparator }) => comparator !== "=" && comparator !== "!=");
  // The last bound below the version decides, or, below all of them, the first.
  let below: Constraint | undefined;
  let above: Constraint | undefined;
  for (const bound of bounds) {
    if (scheme.compare(bound.version, asked) < 0) below = bound;
    else above ??= bound;
  }
  if (below !== undefined && below.comparator.startsWith("<")) return false;
  if (below === undefined) return above?.comparator.startsWith("<") === true;
  return above === undefined || above.comparator.startsWith("<");
}
