import fc from "fast-check";

const digit = fc.constantFrom("0", "0", "1", "1", "2");
const prerelease = fc.constantFrom("", "", "", "-0", "-alpha", "-rc.1", "-beta.2");

function joinedBy(separator: string, part: fc.Arbitrary<string>, minLength: number, maxLength: number) {
  return fc.array(part, { minLength, maxLength }).map((parts) => parts.join(separator));
}

function glued(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((texts) => texts.join(""));
}

const three = joinedBy(".", digit, 3, 3);
const full = glued(three, prerelease);
const open = fc.oneof(
  joinedBy(".", digit, 1, 3),
  glued(joinedBy(".", digit, 1, 2), fc.constantFrom(".x", ".*", "")),
  full,
);
const semanticSigns = fc.constantFrom("", "=", "<", "<=", ">", ">=", "~", "^", "^ ", ">= ");
const semanticPart = fc.oneof(
  { weight: 20, arbitrary: glued(semanticSigns, open) },
  { weight: 1, arbitrary: fc.constantFrom("*.1", "1.x.2", "1.2.3.4", "=>1.0", "a", "1.0.0-", "<>1.0.0") },
);

const pythonVersion = glued(
  joinedBy(".", digit, 1, 3),
  fc.constantFrom("", "", "", "a1", "rc2", ".post1", ".dev0", "rc1.dev2", "+local.1"),
);
const pythonPart = fc.oneof(
  glued(fc.constantFrom("<", ">", "<=", ">=", "==", "!="), pythonVersion),
  glued(fc.constantFrom("==", "!="), joinedBy(".", digit, 1, 2), fc.constant(".*")),
  glued(fc.constant("~="), joinedBy(".", digit, 2, 3), fc.constantFrom("", "rc1", ".post1")),
);

const gemVersion = glued(joinedBy(".", digit, 1, 4), fc.constantFrom("", "", ".a", ".pre1", "-rc1", ".0"));
const composerVersion = glued(
  fc.constantFrom("", "", "v"),
  joinedBy(".", digit, 1, 4),
  fc.constantFrom("", "", "-beta1", "-RC", "-dev", "-patch1", "-alpha.2", "+meta"),
);
const composerPart = fc.oneof(
  glued(fc.constantFrom("", "=", "!=", "<>", "<", "<=", ">", ">=", "~", "^"), composerVersion),
  glued(joinedBy(".", digit, 1, 3), fc.constantFrom(".*", ".x")),
  glued(fc.constantFrom("~", "^"), joinedBy(".", digit, 1, 2), fc.constantFrom(".x-dev", "@dev")),
  glued(fc.constantFrom(">=", "<", ""), joinedBy(".", digit, 1, 3), fc.constantFrom("@beta", "@stable", "@dev")),
  fc.constantFrom("~>1.0", "1.0-foo", "dev-main", "=>1", "1.0.0.0.0", "*", "v1.*.*"),
);
const hexPart = fc.oneof(
  glued(fc.constantFrom("", "==", "!=", "<", "<=", ">", ">=", "~> ", "> "), full),
  glued(fc.constantFrom("~> ", "~> ", "> ", "="), joinedBy(".", digit, 2, 2)),
);

/** A version and a range of a syntax. */
export interface RangeCase {
  readonly version: fc.Arbitrary<string>;
  readonly range: fc.Arbitrary<string>;
}

/** Small numbers only, so that versions meet the ends of ranges. */
export const rangesOf = {
  composer: {
    version: composerVersion,
    range: fc.oneof(
      joinedBy(" || ", joinedBy(" ", composerPart, 1, 2), 1, 2),
      joinedBy(",", composerPart, 1, 2),
      joinedBy(" - ", joinedBy(".", digit, 1, 4), 2, 2),
    ),
  },
  gem: {
    version: gemVersion,
    range: joinedBy(
      ", ",
      fc.oneof(
        { weight: 20, arbitrary: glued(fc.constantFrom("", "= ", "!=", "<", "<=", "> ", ">=", "~> "), gemVersion) },
        { weight: 1, arbitrary: fc.constantFrom("== 1.0", "a.1", "=> 1", "1..0", "~>") },
      ),
      1,
      2,
    ),
  },
  hex: { version: full, range: joinedBy(" or ", joinedBy(" and ", hexPart, 1, 2), 1, 2) },
  npm: {
    version: full,
    range: fc.oneof(
      joinedBy(" || ", joinedBy(" ", semanticPart, 1, 2), 1, 2),
      joinedBy(" - ", open, 2, 2),
      fc.constantFrom("", "*", "x", "<*", "~*", "^*"),
    ),
  },
  pep440: { version: pythonVersion, range: joinedBy(",", pythonPart, 1, 2) },
} as const satisfies Readonly<Record<string, RangeCase>>;
