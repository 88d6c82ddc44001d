import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SekishoError } from "../../model/error.ts";
import { versionSchemes } from "../compare-versions.ts";
import { type SchemeId, schemeIds } from "../scheme-ids.ts";
import { evaluateRange, rangeSyntaxes } from "./evaluate-range.ts";
import type { RangeMode } from "./range-syntax.ts";

interface RangeRow {
  readonly scheme: SchemeId;
  readonly range: string;
  readonly mode?: RangeMode;
  readonly holds: string;
  readonly leavesOut: string;
}

// By the document that each syntax names as its source.
const rows: readonly RangeRow[] = [
  { scheme: "apk", range: ">=1.2 <1.3", holds: "1.2 1.2.9-r4", leavesOut: "1.2_rc1 1.3 1.3-r0" },
  { scheme: "apk", range: "~1.2", holds: "1.2 1.2.3 1.2-r5 1.2_rc1 1.2a", leavesOut: "1.20 1.1 2.2 1.02" },
  { scheme: "apk", range: "=1.2-r0", holds: "1.2-r0", leavesOut: "1.2 1.2-r1" },
  { scheme: "cargo", range: "1.2.3", holds: "1.2.3 1.9.0", leavesOut: "1.2.2 2.0.0 1.3.0-alpha" },
  { scheme: "cargo", range: "0.2", holds: "0.2.0 0.2.9", leavesOut: "0.1.9 0.3.0" },
  { scheme: "cargo", range: "^0.0.3", holds: "0.0.3", leavesOut: "0.0.4 0.0.2" },
  { scheme: "cargo", range: "~1.2", holds: "1.2.0 1.2.9", leavesOut: "1.3.0" },
  { scheme: "cargo", range: "1.2.*", holds: "1.2.0 1.2.9", leavesOut: "1.3.0 1.1.0" },
  { scheme: "cargo", range: ">=1.2, <1.5", holds: "1.2.0 1.4.9", leavesOut: "1.5.0 1.1.9 1.3.0-beta" },
  { scheme: "cargo", range: ">1.2", holds: "1.3.0", leavesOut: "1.2.9" },
  { scheme: "cargo", range: "=1.2", holds: "1.2.7", leavesOut: "1.3.0" },
  { scheme: "cargo", range: "1.2.3-rc.1", holds: "1.2.3-rc.1 1.2.3-rc.2 1.3.0", leavesOut: "1.2.3-beta 1.2.4-rc.1" },
  { scheme: "cargo", range: "<1.2.3", mode: "advisory", holds: "1.2.3-beta 1.0.0-a", leavesOut: "1.2.3" },
  { scheme: "cargo", range: "^1.0.*", holds: "1.0.0 1.1.1", leavesOut: "2.0.0" },
  { scheme: "cargo", range: "=1, <=1.1.0-rc.1", holds: "1.0.9", leavesOut: "1.1.0-rc.1 1.1.0" },
  { scheme: "cargo", range: "^1, <=1.1.0-rc.1", holds: "1.0.9 1.1.0-rc.1", leavesOut: "1.1.0" },
  { scheme: "cran", range: ">= 1.2-3, < 2.0", holds: "1.2.3 1.10", leavesOut: "1.2-2 2.0" },
  { scheme: "deb", range: ">= 1.0, << 2.0", holds: "1.0 1.0-1 1.9 2.0~rc1", leavesOut: "2.0 0.9 1.0~rc1" },
  { scheme: "deb", range: ">> 1:1.0-1", holds: "1:1.0-2", leavesOut: "9.0 1:1.0-1" },
  { scheme: "deb", range: "<1.0", holds: "1.0", leavesOut: "1.1" },
  {
    scheme: "go",
    range: ">=1.20.0, <1.20.5 || >=1.21.0-0, <1.21.1",
    holds: "1.20.4 go1.21rc2",
    leavesOut: "1.20.5 1.21.1",
  },
  { scheme: "hackage", range: ">=1.0 && <1.5 || ==2.*", holds: "1.0 1.4.9 2 2.7", leavesOut: "1 1.5 3.0" },
  { scheme: "hackage", range: "^>=1.2.3", holds: "1.2.3 1.2.9", leavesOut: "1.3 1.2.2" },
  { scheme: "maven", range: "[1.0,2.0)", holds: "1.0 1.5 2.0-SNAPSHOT 2.0-rc", leavesOut: "2.0 0.9 1.0-alpha" },
  { scheme: "maven", range: "(,1.0],[1.2,)", holds: "0.1 1.0 1.2 9", leavesOut: "1.1 1.0.1" },
  { scheme: "maven", range: "[1.5]", holds: "1.5 1.5.0", leavesOut: "1.5.1" },
  { scheme: "maven", range: "1.5", holds: "1.4 1.5 1.6", leavesOut: "" },
  { scheme: "maven", range: "1.5", mode: "advisory", holds: "1.5 1.5-ga", leavesOut: "1.4 1.6" },
  { scheme: "npm", range: "^1.2.3", holds: "1.2.3 1.9.9", leavesOut: "2.0.0 1.2.2 1.5.0-beta" },
  { scheme: "npm", range: "<1.2.3", holds: "1.2.2", leavesOut: "1.2.3 1.2.3-beta 1.0.0-a" },
  { scheme: "npm", range: "<1.2.3", mode: "advisory", holds: "1.2.2 1.2.3-beta 1.0.0-a", leavesOut: "1.2.3" },
  {
    scheme: "npm",
    range: ">=1.0.0-rc.1 <2.0.0",
    mode: "advisory",
    holds: "1.0.0-rc.2 1.5.0-x 2.0.0-0",
    leavesOut: "1.0.0-beta",
  },
  { scheme: "npm", range: "", holds: "0.0.0 9.0.0", leavesOut: "1.0.0-a" },
  { scheme: "nuget", range: "1.0", holds: "1.0 1.0.0.1 9.9", leavesOut: "0.9 1.0-rc" },
  { scheme: "nuget", range: "(1.0,2.0]", holds: "1.0.1 2.0 2.0-rc", leavesOut: "1.0 2.0.1" },
  { scheme: "nuget", range: "[1.0]", holds: "1.0 1.0.0.0", leavesOut: "1.0.1" },
  { scheme: "nuget", range: "1.2.*", holds: "1.2 2.0", leavesOut: "1.1.9" },
  { scheme: "pep440", range: "<2.0", holds: "1.9", leavesOut: "2.0 2.0rc1 1.9rc1" },
  { scheme: "pep440", range: "<2.0", mode: "advisory", holds: "1.9 2.0rc1 2.0.dev0", leavesOut: "2.0" },
  { scheme: "pep440", range: ">1.7", mode: "advisory", holds: "1.7.post1 1.8", leavesOut: "1.7 1.7+local" },
  { scheme: "pub", range: "^1.2.3", holds: "1.2.3 1.9.0 1.3.0-dev", leavesOut: "2.0.0 2.0.0-dev 1.2.2" },
  { scheme: "pub", range: "^0.1.2", holds: "0.1.2 0.1.9", leavesOut: "0.2.0" },
  { scheme: "pub", range: ">=1.0.0 <2.0.0", holds: "1.0.0 1.9.0-dev", leavesOut: "2.0.0 2.0.0-dev" },
  { scheme: "pub", range: ">=2.0.0-a <2.0.0", holds: "2.0.0-dev", leavesOut: "2.0.0" },
  { scheme: "pub", range: "<2.0.0", mode: "advisory", holds: "2.0.0-dev", leavesOut: "2.0.0" },
  { scheme: "pub", range: "any", holds: "0.0.1 1.0.0-a", leavesOut: "" },
  { scheme: "rpm", range: ">= 1.0", holds: "1.0-1 1.0 1:0.1-1", leavesOut: "0.9-9 1.0~rc1-1" },
  { scheme: "rpm", range: "> 1.0", holds: "1.0.1-1", leavesOut: "1.0-5" },
  { scheme: "rpm", range: "= 1.0", holds: "1.0-5 1.0", leavesOut: "1.1-5" },
  { scheme: "rpm", range: "< 1.0-3", holds: "1.0-2", leavesOut: "1.0-3 1:0.1-1" },
  { scheme: "semver", range: ">=1.0.0, <2.0.0 || 3.0.0", holds: "1.0.0 2.0.0-rc 3.0.0", leavesOut: "2.0.0 3.0.1" },
];

test.each(rows)("$scheme: $range", ({ scheme, range, mode = "dependency", holds, leavesOut }) => {
  const held = `${holds} ${leavesOut}`
    .trim()
    .split(" ")
    .filter((version) => evaluateRange(scheme, range, version, mode));

  expect(held).toEqual(holds.split(" "));
});

describe.each(schemeIds.map((scheme) => ({ scheme })))("ranges of $scheme", ({ scheme }) => {
  test("refuse what is none", () => {
    const wrong = ["<", "> >", "[1.0", "1.0)", "[1,2,3]", "&&", "<=>1.0.0", "\u0000", "1.0.0 ||| x y", "¹"];

    expect(wrong.filter((text) => rangeSyntaxes[scheme].parse(text, "advisory") !== undefined)).toEqual([]);
    expect(() => evaluateRange(scheme, "\u0000<", "1.0.0", "advisory")).toThrow(
      expect.objectContaining({
        code: "range-invalid",
        message: expect.stringContaining(`of the scheme ${scheme}, got`),
      }),
    );
  });

  test("never throw, whatever the text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(
          fc.constantFrom(
            "1",
            ".",
            "-",
            "~",
            "^",
            ">",
            "<",
            "=",
            " ",
            ",",
            "|",
            "*",
            "x",
            "[",
            "]",
            "(",
            "a",
            "@",
            "+",
            "!",
          ),
        )
        .map((parts) => parts.join("")),
    );
    const version = versionSchemes[scheme].parse("1.0.0");
    fc.assert(
      fc.property(text, fc.constantFrom<RangeMode>("dependency", "advisory"), (range, mode) => {
        expect([undefined, true, false]).toContain(rangeSyntaxes[scheme].parse(range, mode)?.(version));
      }),
      { numRuns: 1000 },
    );
  });

  test("take a long text in linear time", () => {
    const long = 60_000;
    const texts = ["1", " ", "1.", "-", "~", "(", "[1,", "1 ", "<", "1||", "a", "1,", "\t", ".*", "1-", "1_", "^"];

    // A step that is quadratic in this length would run into the time limit of the test.
    const read = texts.map((text) =>
      rangeSyntaxes[scheme].parse(`1.0${text.repeat(long / text.length)}!`, "dependency"),
    );
    expect(read).toHaveLength(texts.length);
  });
});

describe.each(schemeIds.map((scheme) => ({ scheme })))("versions of $scheme", ({ scheme }) => {
  test("never throw, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary-ascii" }), (left, right) => {
        const [first, second] = [versionSchemes[scheme].parse(left), versionSchemes[scheme].parse(right)];
        if (first === undefined || second === undefined) return;
        expect(versionSchemes[scheme].compare(first, second)).not.toBeNaN();
      }),
      { numRuns: 1000 },
    );
  });

  test("are read in linear time", () => {
    const texts = ["1", "0", "1.", "-", "~", "1-", "_p1", "a", ".a", "1a", "+", "^", " ", "9!"];

    const read = texts.map((text) => versionSchemes[scheme].parse(`1.0.0${text.repeat(60_000 / text.length)}!`));
    expect(read).toHaveLength(texts.length);
  });
});

test("a wrong version beside a right range is named", () => {
  expect(() => evaluateRange("npm", "^1.0.0", "latest", "dependency")).toThrow(SekishoError);
  expect(() => evaluateRange("npm", "^1.0.0", "latest", "dependency")).toThrow('of the scheme npm, got "latest"');
});
