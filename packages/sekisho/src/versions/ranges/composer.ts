import { type ComposerVersion, composer } from "../composer.ts";
import { fits, type Operator, readAll } from "./comparators.ts";
import { readLineRange, type WrittenBound } from "./composer-lines.ts";
import type { RangeSyntax, VersionTest } from "./range-syntax.ts";

/**
 * Constraints of Composer: `^1.2`, `~1.2.3`, `1.2.*`, `1.0 - 2.0`, `>=1.0 <2.0 || dev-main`.
 *
 * `<1.0` ends before the prereleases of 1.0, and `>=1.0` begins with them, as Composer has it for dependencies and
 * advisories alike. A branch fits its own name only.
 */
export const composerRanges: RangeSyntax<ComposerVersion> = {
  id: "composer",
  source: 'Composer documentation, "Versions and constraints"',
  parse: parseComposerRange,
};

const operators: Readonly<Record<string, Operator>> = {
  "": "=",
  "=": "=",
  "==": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

function parseComposerRange(text: string): VersionTest<ComposerVersion> | undefined {
  const alternatives = readAll(text.replaceAll(/\s+/g, " ").split(/\|\|?/), readAlternative);
  return alternatives === undefined ? undefined : (version) => alternatives.some((test) => test(version));
}

function readAlternative(text: string): VersionTest<ComposerVersion> | undefined {
  const joined = text.trim().replaceAll(/(<>|!=|[<>=]=?|[~^]) /g, "$1");
  // A hyphen between blanks and `as` belong to one constraint, every other blank or comma divides two.
  const parts = joined.split(/ ?, ?|(?<! -)(?<! as) (?!- |as )/);
  const tests = readAll(parts, readConstraint);
  return tests === undefined ? undefined : (version) => tests.every((test) => test(version));
}

function readConstraint(text: string): VersionTest<ComposerVersion> | undefined {
  const [, written = "", stability] = /^(.*?)(?:@(stable|RC|beta|alpha|dev))?$/i.exec(withoutAddition(text)) ?? [];
  if (/^[xX*]?$/.test(written)) return () => true;
  if (/^v?[xX*](?:\.[xX*])*$/.test(written)) return boundsTest([{ operator: ">=", version: "0.0.0.0-dev" }]);
  const line = readLineRange(written);
  return line === undefined ? readPlain(written, stability) : boundsTest(line);
}

/** Takes away ` as ALIAS`, and the commit behind `#`. */
function withoutAddition(text: string): string {
  return text.replace(/^([^,\s]+) as [^,\s]+$/, "$1").replace(/^(dev-[^,\s@#]+|[^,\s@#]+\.x-dev)#.+$/i, "$1");
}

function boundsTest(bounds: readonly WrittenBound[]): VersionTest<ComposerVersion> | undefined {
  const tests = readAll(bounds, ({ operator, version }) => comparatorTest(operator, version));
  return tests === undefined ? undefined : (version) => tests.every((test) => test(version));
}

function readPlain(text: string, stability: string | undefined): VersionTest<ComposerVersion> | undefined {
  const [, sign = "", written = ""] = /^(<>|!=|>=?|<=?|==?)?(.*)$/.exec(text) ?? [];
  const operator = operators[sign];
  const named = composer.parse(written);
  if (operator === undefined || named === undefined) return undefined;
  const level = stability?.toLowerCase();
  const isStable = !/-/.test(named.normalForm);
  if (level !== undefined && level !== "stable" && operator !== "=" && isStable) {
    return comparatorTest(operator, `${named.normalForm}-${level}`);
  }
  const isBare = !named.isBranch && !hasStability(written);
  const reachesPrereleases = isBare && (operator === "<" || operator === ">=");
  return comparatorTest(operator, reachesPrereleases ? `${named.normalForm}-dev` : named.normalForm);
}

function hasStability(written: string): boolean {
  return /-[._-]?(?:(?:stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?\d+(?:[.-]\d+)*)?)?(?:[.-]?dev)?$/i.test(written);
}

function comparatorTest(operator: Operator, text: string): VersionTest<ComposerVersion> | undefined {
  const named = composer.parse(text);
  if (named === undefined) return undefined;
  return (version) => {
    if (!version.isBranch && !named.isBranch) return fits(operator, composer.compare(version, named));
    if (operator === "=") return version.normalForm === named.normalForm;
    return operator === "!=" && version.normalForm !== named.normalForm;
  };
}
