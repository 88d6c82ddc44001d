import type { VersionScheme } from "../scheme.ts";
import type { VersionTest } from "./range-syntax.ts";

/** How a version stands to the one that a range names. */
export type Operator = "<" | "<=" | "=" | "!=" | ">=" | ">";

/** One demand of a range. */
export interface Comparator<Version> {
  readonly operator: Operator;
  readonly version: Version;
}

/** Tells whether the order of a version and the named one fits the operator. */
export function fits(operator: Operator, order: number): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">=":
      return order >= 0;
    case ">":
      return order > 0;
  }
}

/** Tells whether a version meets every demand. */
export function meetsAll<Version>(
  scheme: VersionScheme<Version>,
  comparators: readonly Comparator<Version>[],
  version: Version,
): boolean {
  for (const { operator, version: named } of comparators) {
    if (!fits(operator, scheme.compare(version, named))) return false;
  }
  return true;
}

/** Gives the test for alternatives, of which one must hold with all its demands. */
export function testOf<Version>(
  scheme: VersionScheme<Version>,
  alternatives: readonly (readonly Comparator<Version>[])[],
): VersionTest<Version> {
  return (version) => alternatives.some((comparators) => meetsAll(scheme, comparators, version));
}

/** Reads every part; `undefined` as soon as one cannot be read. */
export function readAll<Written, Part>(
  written: readonly Written[],
  read: (text: Written) => Part | undefined,
): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (const text of written) {
    const part = read(text);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

/** How the operators of a syntax are spelled, longer ones first where one begins another. */
export type Spelling = readonly (readonly [written: string, operator: Operator])[];

/** Spelling that most syntaxes share. */
export const usualSpelling: Spelling = [
  ["<=", "<="],
  [">=", ">="],
  ["!=", "!="],
  ["==", "="],
  ["<", "<"],
  [">", ">"],
  ["=", "="],
];

/** Reads `OPERATOR VERSION`; without operator the version itself is meant. */
export function readComparator<Version>(
  text: string,
  scheme: VersionScheme<Version>,
  spelling: Spelling,
): Comparator<Version> | undefined {
  const written = text.trim();
  const [sign, operator] = spelling.find(([candidate]) => written.startsWith(candidate)) ?? ["", "="];
  const version = scheme.parse(written.slice(sign.length).trim());
  return version === undefined ? undefined : { operator, version };
}

/** Reads comparators with commas or blanks between them; `undefined` for none. */
export function readComparators<Version>(
  text: string,
  scheme: VersionScheme<Version>,
  spelling: Spelling,
): readonly Comparator<Version>[] | undefined {
  const parts = text
    .replaceAll(/([<>=!~^])\s+/g, "$1")
    .trim()
    .split(/\s*,\s*|\s+/);
  return readAll(parts, (part) => readComparator(part, scheme, spelling));
}
