import fc from "fast-check";
import type { SchemeId } from "../../packages/sekisho/src/versions/scheme-ids.ts";

/** Numbers that meet each other often, and some that no `number` holds. */
const digits = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("0", "1", "2", "9", "10", "11") },
  { weight: 1, arbitrary: fc.constantFrom("20240131", "999999999", "2147483647") },
);
const paddedDigits = fc.oneof(
  { weight: 6, arbitrary: digits },
  { weight: 1, arbitrary: fc.constantFrom("00", "01", "09", "010", "123456789012345678901", "123456789012345678902") },
);

function joined(separator: string, part: fc.Arbitrary<string>, minLength: number, maxLength: number) {
  return fc.array(part, { minLength, maxLength }).map((parts) => parts.join(separator));
}

function optional(part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(fc.constant(""), part);
}

function sequence(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((texts) => texts.join(""));
}

function prefixed(prefix: string, part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return part.map((text) => prefix + text);
}

const identifier = fc.oneof(digits, fc.constantFrom("a", "alpha", "B", "b", "rc", "rc1", "0a", "-", "a-b"));
const identifiers = joined(".", identifier, 1, 3);
const core = joined(".", digits, 3, 3);
const semantic = sequence(core, optional(prefixed("-", identifiers)), optional(prefixed("+", identifiers)));

const debPart = joined("", fc.oneof(paddedDigits, fc.constantFrom(".", "~", "+", "a", "rc", "Z", "..", "~~")), 0, 5);
const rpmPart = joined(
  "",
  fc.oneof(paddedDigits, fc.constantFrom(".", "~", "^", "a", "rc", "Z", "..", "_", "+")),
  1,
  5,
);
const qualifier = fc.constantFrom("alpha", "beta", "b", "a", "m", "milestone", "rc", "cr", "ga", "final", "sp", "foo");
const mavenPart = sequence(fc.constantFrom(".", "-", ""), fc.oneof(qualifier, paddedDigits, fc.constant("SNAPSHOT")));

/** Gives versions of a scheme, near enough to each other that every rule of the order decides some pair. */
export const versionsOf: Readonly<Record<SchemeId, fc.Arbitrary<string>>> = {
  apk: sequence(
    joined(".", paddedDigits, 1, 4),
    optional(fc.constantFrom("a", "b")),
    joined(
      "",
      sequence(fc.constantFrom("_alpha", "_beta", "_pre", "_rc", "_cvs", "_git", "_p"), optional(digits)),
      0,
      2,
    ),
    optional(fc.constantFrom("~0a", "~b1")),
    optional(prefixed("-r", digits)),
  ),
  cargo: semantic,
  composer: sequence(
    optional(fc.constant("v")),
    joined(".", digits, 1, 4).filter((text) => /^\d{1,5}(?:\.|$)/.test(text)),
    optional(
      sequence(
        fc.constantFrom("-", ".", "_", ""),
        fc.constantFrom("alpha", "a", "beta", "b", "RC", "rc", "patch", "p", "pl", "stable"),
        optional(fc.oneof(digits, prefixed(".", digits))),
      ),
    ),
    optional(fc.constant("-dev")),
  ),
  // R reads numbers of 32 bits.
  cran: joined("", sequence(digits, fc.constantFrom(".", "-")), 0, 3).chain((start) => prefixed(start, digits)),
  deb: sequence(
    optional(sequence(digits, fc.constant(":"))),
    sequence(digits, debPart),
    optional(sequence(fc.constant("-"), digits, debPart)),
  ),
  gem: sequence(
    digits,
    joined("", prefixed(".", fc.oneof(paddedDigits, fc.constantFrom("0", "a", "b", "rc1", "pre", "1a"))), 0, 4),
    optional(fc.constantFrom("-1", "-rc1", "-a.1")),
  ),
  go: sequence(
    fc.constantFrom("v", ""),
    core,
    optional(prefixed("-", identifiers)),
    optional(fc.constant("+incompatible")),
  ),
  hackage: joined(".", paddedDigits, 1, 4),
  hex: semantic,
  maven: sequence(paddedDigits, joined("", mavenPart, 0, 4)),
  npm: fc.oneof(
    { weight: 4, arbitrary: semantic },
    {
      weight: 1,
      arbitrary: sequence(fc.constantFrom("v", "=", "= v"), core, fc.constantFrom("beta", "-01", "a.1", "")),
    },
  ),
  nuget: sequence(
    joined(".", digits, 1, 4),
    optional(prefixed("-", identifiers)),
    optional(prefixed("+", identifiers)),
  ),
  pep440: sequence(
    optional(fc.constantFrom("0!", "1!")),
    joined(".", paddedDigits, 1, 4),
    optional(sequence(fc.constantFrom("a", "b", "rc", ".alpha", "-beta.", "c"), optional(paddedDigits))),
    optional(fc.oneof(prefixed(".post", optional(digits)), prefixed("-", digits))),
    optional(prefixed(".dev", optional(digits))),
    optional(prefixed("+", joined(".", fc.oneof(digits, fc.constantFrom("a", "ubuntu", "1a")), 1, 3))),
  ),
  pub: semantic,
  rpm: sequence(optional(sequence(digits, fc.constant(":"))), rpmPart, optional(prefixed("-", rpmPart))),
  semver: semantic,
};

const notRelease = qualifier.filter((word) => word !== "ga" && word !== "final");
const numbered = sequence(notRelease, fc.constantFrom("-", "."), digits);

/**
 * Versions of Maven artifacts without hyphens in a row or at odd places, and without numbers behind a release word:
 * over these, Maven's order has no circles.
 */
export const ordinaryMavenVersions: fc.Arbitrary<string> = sequence(
  joined(".", paddedDigits, 1, 4),
  optional(sequence(fc.constantFrom(".", "-"), fc.oneof(qualifier, numbered))),
);
