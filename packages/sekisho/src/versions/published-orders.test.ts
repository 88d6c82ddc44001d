import { describe, expect, test } from "vitest";
import { compareVersions, versionSchemes } from "./compare-versions.ts";
import type { SchemeId } from "./scheme-ids.ts";

interface PublishedOrder {
  readonly name: string;
  readonly scheme: SchemeId;
  /** Versions between ` < `, those that are equal between ` = `. */
  readonly ascending: string;
}

const orders: readonly PublishedOrder[] = [
  {
    name: "deb: the example of deb-version(7)",
    scheme: "deb",
    ascending: "1.0~~ < 1.0~~a < 1.0~ < 1.0 = 1.0-0 = 0:1.0 = 1.00 < 1.0a < 1.0+b < 1:0",
  },
  {
    name: "deb: what security updates and rebuilds are called, by dpkg --compare-versions",
    scheme: "deb",
    ascending:
      "1.2-3~bpo12+1 < 1.2-3~deb12u1 < 1.2-3 < 1.2-3ubuntu0.1~esm1 < 1.2-3ubuntu0.1 < 1.2-3+b1 < 1.2-3+deb12u1 < 1.2-3.1",
  },
  {
    name: "deb: letters before other characters, by dpkg --compare-versions",
    scheme: "deb",
    ascending: "1~ < 1 < 1A < 1Z < 1a < 1z < 1+ < 1. = 1.0 < 1:0-1",
  },
  {
    name: "rpm: test cases of rpmvercmp",
    scheme: "rpm",
    ascending:
      "1.0~rc1~git123 < 1.0~rc1 < 1.0~rc1^git1 < 1.0 = 1_0 < 1.0^git1 < 1.0^20160101 < 1.0.1 < 2.0 = 2_0 < 2.0.1 < 2.0.1a < 5.5p1 < 5.5p2 < 5.5p10",
  },
  {
    name: "rpm: digits after letters, separators without order, test cases of rpmvercmp",
    scheme: "rpm",
    ascending: "xyz.4 < 8 < 10xyz < 10.0001 = 10.1 < 10.1xyz < 10.0039 < 20101121 < 20101122",
  },
  {
    name: "rpm: epoch and release, rpm-version(7)",
    scheme: "rpm",
    ascending: "1.0 < 1.0-1 = 0:1.0-1 < 1.0-1.el9 < 1.0-2 < 1:0.1-1",
  },
  {
    name: "apk: version tests of apk-tools",
    scheme: "apk",
    ascending:
      "0.1.0_alpha_pre2 < 0.1.0_alpha < 0.1.0_alpha2 < 0.1.3_alpha < 0.7-r1 < 1.0.0 < 1.0.1 < 1.02 < 1.02.07 < 1.02.10-r1 < 1.06-r6 < 1.1_alpha1 < 1.1 < 006",
  },
  {
    name: "apk: suffixes and revisions, version tests of apk-tools",
    scheme: "apk",
    ascending:
      "1.3_pre1-r1 < 1.3-r0 < 1.3.1-r0 < 1.3.2 < 2.3.0b-r1 < 2.3.0b-r2 < 3.1_p16 < 3.1_p17 < 3.9_pre20060124 < 4.2.52_p2-r1 < 8.2.0015 < 8.2.002 < 8.11",
  },
  {
    name: "apk: suffixes in their order, apk-package(5)",
    scheme: "apk",
    ascending: "1_alpha < 1_beta < 1_pre < 1_rc < 1 < 1-r0 < 1_cvs < 1_svn < 1_git < 1_hg < 1_p < 1a < 1.0",
  },
  {
    name: "semver: Semantic Versioning 2.0.0, section 11",
    scheme: "semver",
    ascending:
      "1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0 = 1.0.0+build < 2.0.0 < 2.1.0 < 2.1.1",
  },
  {
    name: "npm: loose forms, by node-semver",
    scheme: "npm",
    ascending:
      "1.2.3-0 < 1.2.3-alpha < 1.2.3-beta = 1.2.3beta < 1.2.3 = v1.2.3 = =v1.2.3 = 01.2.3 < 99999999999999999999.0.0",
  },
  {
    name: "pep440: the summary of permitted suffixes",
    scheme: "pep440",
    ascending:
      "1.dev0 < 1.0.dev456 < 1.0a1 = 1.0.alpha1 = 1.0-ALPHA.1 < 1.0a2.dev456 < 1.0a12.dev456 < 1.0a12 < 1.0b1.dev456 < 1.0b2 < 1.0b2.post345.dev456 < 1.0b2.post345 < 1.0rc1.dev456 < 1.0rc1 = 1.0c1 < 1.0 = 1 = v1.0.0 < 1.0+abc.5 < 1.0+abc.7 < 1.0+5 < 1.0.post456.dev34 < 1.0.post456 = 1.0-456 < 1.0.15 < 1.1.dev1 < 1!0.1",
  },
  {
    name: "pep440: versions from before it, by packaging 21.3",
    scheme: "pep440",
    ascending: "foo < 1.0-dev-foo < 1.0-rc1-foo < 1.0-foo < 1.0.foo < 2.0-x86_64 < 10-final-x < 0.0.dev0 < 0",
  },
  {
    name: "maven: Version Order Specification",
    scheme: "maven",
    ascending:
      "1-alpha = 1-a0 < 1-beta = 1-b0 < 1-milestone < 1-rc = 1-cr < 1-SNAPSHOT < 1 = 1.0.0 = 1-ga = 1-final = 1-release < 1-sp < 1-abc = 1.abc < 1-1 < 1.1 < 1.2 < 1.10 < 2",
  },
  {
    name: "gem: documentation of Gem::Version",
    scheme: "gem",
    ascending: "1.0.a.2 = 1.a.2 < 1.0.b1 < 1.0-rc1 = 1.0.pre.rc1 < 1.0 = 1 = 1.0.0 < 1.0.2 < 1.9.9.9 < 2.0.a < 2.0",
  },
  {
    name: "nuget: package versioning",
    scheme: "nuget",
    ascending:
      "1.0.1-alpha < 1.0.1-alpha.2 < 1.0.1-Alpha.10 < 1.0.1-beta = 1.0.1-BETA < 1.0.1-open < 1.0.1-rc < 1.0.1-zzz < 1.0.1 = 1.0.1.0 = 1.00.01 = 1.0.1+meta < 1.0.1.1",
  },
  {
    name: "composer: stabilities, by composer/semver",
    scheme: "composer",
    ascending:
      "dev-main < 1.0-dev < 1.0.0-alpha1 = v1.0a1 < 1.0-beta = 1.0b < 1.0-RC1 < 1.0 = 1.0.0.0 = 1.0+meta = 1.0-stable < 1.0-p1 = 1.0pl1 < 1.0.1 < 1.x-dev < 2 < 2010-01-02 < 20100102",
  },
  {
    name: "go: modules and pseudo-versions, Go Modules Reference",
    scheme: "go",
    ascending:
      "v0.0.0-20180101000000-aaaaaaaaaaaa < v0.0.0-20191109021931-daa7c04131f5 < v1.2.3-pre < v1.2.3-pre.0.20191109021931-daa7c04131f5 < v1.2.3 = 1.2.3 < v1.2.4-0.20191109021931-daa7c04131f5 < v1.2.4 < v2.0.0+incompatible = 2 = v2.0",
  },
  {
    name: "go: toolchains, Go Toolchains",
    scheme: "go",
    ascending:
      "1.21.0-0 < go1.21beta1 < go1.21rc2 = 1.21rc2 = 1.21.0-rc.2 < go1.21.0 = go1.21.0-vendor = go1.21.0 X:loopvar < go1.21.10",
  },
  {
    name: "cargo: Semantic Versioning 2.0.0, section 11",
    scheme: "cargo",
    ascending: "1.0.0-a.1 < 1.0.0-a.b < 1.0.0 = 1.0.0+x < 1.0.1",
  },
  {
    name: "pub: builds in order, README of pub_semver",
    scheme: "pub",
    ascending: "1.0.0-alpha < 1.0.0-alpha+1 < 1.0.0 < 1.0.0+1 < 1.0.0+2 < 1.0.0+10 < 1.0.0+a < 1.0.1",
  },
  {
    name: "hex: Elixir documentation, Version",
    scheme: "hex",
    ascending: "1.0.0-alpha.8 < 1.0.0-alpha.10 < 1.0.0-beta < 1.0.0 = 1.0.0+b1 < 1.1.0",
  },
  {
    name: "cran: R documentation, compareVersion",
    scheme: "cran",
    ascending: "1.2-3 = 1.2.3 < 1.2-3-0 < 1.2.4 < 1.10",
  },
  {
    name: "hackage: Haskell Package Versioning Policy",
    scheme: "hackage",
    ascending: "1 < 1.0 < 1.0.0 < 1.0.1 < 1.2 < 1.10",
  },
];

describe.each(orders)("$name", ({ scheme, ascending }) => {
  const groups = ascending.split(" < ").map((group) => group.split(" = "));
  const versions = groups.flatMap((group, place) => group.map((text) => ({ text, place })));
  const pairs = versions.flatMap((left) => versions.map((right) => ({ left, right })));

  test("every pair, both ways", () => {
    const wrong = pairs.filter(({ left, right }) => {
      return Math.sign(compareVersions(scheme, left.text, right.text)) !== Math.sign(left.place - right.place);
    });

    expect(wrong.map(({ left, right }) => `${left.text} and ${right.text}`)).toEqual([]);
  });
});

test.each<{ scheme: SchemeId; texts: readonly string[] }>([
  {
    scheme: "apk",
    texts: ["", "1.0bc", "1.", "1..2", "20.10.11.r0", "1.0_foo", "1.0-1", "1.0-r", "v1", "1.0~xyz", "1.0a2"],
  },
  { scheme: "cargo", texts: ["1", "1.2", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01"] },
  { scheme: "composer", texts: ["", "a", "1.0-foo", "1.0.0.0.0", "1.0 2.0", "1.0-beta_1", "dev-"] },
  { scheme: "cran", texts: ["", "1.", ".1", "1..2", "1.a"] },
  { scheme: "deb", texts: ["", "-1", "1-", ":1", "a:1", "1 2", "1\u00e9", "1\n2"] },
  { scheme: "gem", texts: ["", "a", "1..2", "1.2_3", "1.2.", "1.0-x86_64-linux"] },
  { scheme: "go", texts: ["", "(devel)", "v", "go", "v1.2.3.4", "v01.2.3", "v1.2-pre", "devel go1.22"] },
  { scheme: "hackage", texts: ["", "1.", "1-2", "a"] },
  { scheme: "hex", texts: ["1", "1.0", "1.0.0-01", "v1.0.0"] },
  { scheme: "maven", texts: ["", " ", "1 2", "1\u0000", "-".repeat(501)] },
  { scheme: "npm", texts: ["", "1", "1.2", "1.2.3.4", "a.b.c", "latest", `1.2.${"3".repeat(253)}`] },
  { scheme: "nuget", texts: ["", "1.2.3.4.5", "v1.0", "1.0-", "1.0-a..b", "1.0-a_b"] },
  { scheme: "pep440", texts: ["", " ", "1 2", "1.0\u00e9"] },
  { scheme: "pub", texts: ["1", "1.2", "1.2.3-", "1.2.3.4"] },
  { scheme: "rpm", texts: ["", "1-", "-1", "1:", "1 2", "1\u00e9"] },
  { scheme: "semver", texts: ["1", "1.2", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3+", "1.2.3-a..b"] },
])("$scheme takes nothing that is no version", ({ scheme, texts }) => {
  expect(texts.filter((text) => versionSchemes[scheme].parse(text) !== undefined)).toEqual([]);
});

test("maven keeps the circle that Maven 3.9 has", () => {
  const orders = [
    ["1--rc", "1-foo"],
    ["1-foo", "1"],
    ["1", "1--rc"],
  ] as const;

  expect(orders.map(([left, right]) => Math.sign(compareVersions("maven", left, right)))).toEqual([1, 1, 1]);
});
