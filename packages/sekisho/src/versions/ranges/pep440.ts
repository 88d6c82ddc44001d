import { compareWholeNumbers } from "../order/whole-number.ts";
import { type Pep440Version, pep440 } from "../pep440.ts";
import { fits, type Operator, readAll } from "./comparators.ts";
import type { RangeMode, RangeSyntax, VersionTest } from "./range-syntax.ts";

/**
 * Version specifiers of Python packages: `~=1.4.2`, `>=1.0,!=1.3.*`, `==2.0`.
 *
 * As a dependency, prereleases are held only where a specifier names one. As an advisory `<2.0` holds 2.0rc1, which PEP
 * 440 leaves out of dependencies, and `>1.0` holds 1.0.post1.
 */
export const pep440Ranges: RangeSyntax<Pep440Version> = {
  id: "pep440",
  source: 'PyPA specifications, "Version specifiers"',
  parse: parsePep440Range,
};

/** One specifier between commas. */
interface Specifier {
  readonly test: VersionTest<Pep440Version>;
  readonly namesPrerelease: boolean;
}

function parsePep440Range(text: string, mode: RangeMode): VersionTest<Pep440Version> | undefined {
  const parts = text.split(",").map((part) => part.trim());
  const specifiers = readAll(
    parts.filter((part) => part !== ""),
    (part) => readSpecifier(part, mode),
  );
  if (specifiers === undefined) return undefined;
  const hasPrereleases = mode === "advisory" || specifiers.some((specifier) => specifier.namesPrerelease);
  return (version) =>
    (hasPrereleases || !version.isPrerelease) && specifiers.every((specifier) => specifier.test(version));
}

function readSpecifier(text: string, mode: RangeMode): Specifier | undefined {
  const [, sign = "", written = ""] = /^(===|~=|==|!=|<=|>=|<|>)\s*(\S+)$/.exec(text) ?? [];
  const isPrefix = written.endsWith(".*");
  if (isPrefix && sign !== "==" && sign !== "!=") return undefined;
  const named = pep440.parse(isPrefix ? written.slice(0, -2) : written);
  if (named === undefined || sign === "") return undefined;
  const test = isPrefix ? prefixTest(named, sign === "==") : testOf(sign, named, mode);
  const namesPrerelease = named.isPrerelease && !["!=", "<", ">"].includes(sign);
  return test === undefined ? undefined : { test, namesPrerelease };
}

function testOf(sign: string, named: Pep440Version, mode: RangeMode): VersionTest<Pep440Version> | undefined {
  switch (sign) {
    case "===":
      return (version) => version.sortKey === named.sortKey;
    case "==":
    case "!=":
      return (version) => (orderOf(version, named, named.hasLocal) === 0) === (sign === "==");
    case "<=":
    case ">=":
      return named.hasLocal ? undefined : (version) => fits(sign, orderOf(version, named, false));
    case "<":
    case ">":
      return named.hasLocal ? undefined : exclusiveTest(sign, named, mode);
    default:
      return compatibleTest(named);
  }
}

/** `<V` leaves out the prereleases of V, `>V` its post-releases and local versions, unless V is one. */
function exclusiveTest(sign: Operator, named: Pep440Version, mode: RangeMode): VersionTest<Pep440Version> {
  return (version) => {
    if (!fits(sign, pep440.compare(version, named))) return false;
    if (version.baseKey !== named.baseKey) return true;
    if (sign === "<") return mode === "advisory" || named.isPrerelease || !version.isPrerelease;
    if (version.hasLocal) return version.publicKey !== named.publicKey && mode === "advisory";
    return mode === "advisory" || named.isPostrelease || !version.isPostrelease;
  };
}

/** `~=1.4.2` is `>=1.4.2, ==1.4.*`. */
function compatibleTest(named: Pep440Version): VersionTest<Pep440Version> | undefined {
  if (named.hasLocal || named.release.length < 2) return undefined;
  const line = { ...named, release: named.release.slice(0, -1) };
  return (version) => orderOf(version, named, false) >= 0 && isInLine(version, line);
}

/** `undefined` where more than epoch and numbers stand before `.*`, or no numbers at all. */
function prefixTest(named: Pep440Version, isWanted: boolean): VersionTest<Pep440Version> | undefined {
  if (named.hasLocal || named.isPrerelease || named.isPostrelease || named.release.length === 0) return undefined;
  return (version) => isInLine(version, named) === isWanted;
}

function isInLine(version: Pep440Version, named: Pep440Version): boolean {
  if (compareWholeNumbers(version.epoch, named.epoch) !== 0 || version.release.length === 0) return false;
  return named.release.every((number, at) => compareWholeNumbers(version.release[at] ?? 0, number) === 0);
}

function orderOf(version: Pep440Version, named: Pep440Version, countsLocal: boolean): number {
  const [left, right] = countsLocal ? [version.sortKey, named.sortKey] : [version.publicKey, named.publicKey];
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
