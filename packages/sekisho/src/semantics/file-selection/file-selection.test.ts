import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandBraces } from "./expand-braces.ts";
import { compileSelection } from "./file-selection.ts";

/** The same question as a regular expression: what the globs mean, written the obvious way. */
function matchesNaively(glob: string, path: string): boolean {
  return expandBraces(glob).some((plain) => {
    const segments = plain.split("/");
    const parts = segments.map((segment, index) => {
      const isLast = index === segments.length - 1;
      if (segment === "**") return isLast ? "[^/]+(?:/[^/]+)*" : "(?:[^/]+/)*";
      const text = segment.replaceAll(/[.+^$()|\\{}]/g, "\\$&").replaceAll("*", "[^/]*");
      return isLast ? text : `${text}/`;
    });
    return new RegExp(`^${parts.join("")}$`).test(path);
  });
}

const segment = fc.constantFrom("a", "b", "ab", "a.js", "b.js", "x.dist-info", "lib", "a.tar.gz", ".js", "c.");
const globSegment = fc.oneof(
  segment,
  fc.constantFrom("**", "*", "*.js", "a*", "*b", "*.dist-info", "{a,lib}", "*.{js,gz}"),
);
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/"));
const glob = fc
  .array(globSegment, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("/"))
  .filter((text) => !text.includes("**/**"));

describe("compileSelection", () => {
  // Expected values: the words on `paths` in analyzers/define.ts.
  test.each([
    { name: "a path", glob: "lib/apk/db/installed", path: "lib/apk/db/installed", expected: true },
    { name: "a longer path", glob: "lib/apk/db/installed", path: "x/lib/apk/db/installed", expected: false },
    { name: "a name at the root", glob: "**/package.json", path: "package.json", expected: true },
    { name: "a name below", glob: "**/package.json", path: "a/b/package.json", expected: true },
    { name: "a name that ends alike", glob: "**/package.json", path: "a/x-package.json", expected: false },
    { name: "an ending", glob: "var/lib/dpkg/info/*.list", path: "var/lib/dpkg/info/curl.list", expected: true },
    {
      name: "an ending deeper",
      glob: "var/lib/dpkg/info/*.list",
      path: "var/lib/dpkg/info/a/curl.list",
      expected: false,
    },
    {
      name: "a directory's files",
      glob: "var/lib/dpkg/status.d/*",
      path: "var/lib/dpkg/status.d/base",
      expected: true,
    },
    { name: "the directory itself", glob: "var/lib/dpkg/status.d/*", path: "var/lib/dpkg/status.d", expected: false },
    {
      name: "a directory by its ending",
      glob: "**/*.dist-info/METADATA",
      path: "usr/a-1.dist-info/METADATA",
      expected: true,
    },
    { name: "either of two", glob: "etc/{passwd,group}", path: "etc/group", expected: true },
    { name: "neither of two", glob: "etc/{passwd,group}", path: "etc/shadow", expected: false },
    { name: "everything below", glob: "root/**", path: "root/a/b", expected: true },
    { name: "everything below, not itself", glob: "root/**", path: "root", expected: false },
    { name: "a dot at the start of a name", glob: "**/.npmrc", path: "home/a/.npmrc", expected: true },
    { name: "a name of one unit at the root", glob: "**/a", path: "a", expected: true },
    { name: "a star matches no slash", glob: "a*b", path: "a/b", expected: false },
  ])("$name", ({ glob: written, path: asked, expected }) => {
    const found = compileSelection([["other/x.txt"], [written]]).select(asked);

    expect(found).toEqual(expected ? [1] : []);
  });

  test("gives what one regular expression for each glob gives", () => {
    fc.assert(
      fc.property(fc.array(fc.array(glob, { maxLength: 3 }), { maxLength: 6 }), path, (lists, asked) => {
        const expected = lists.flatMap((globs, index) =>
          globs.some((one) => matchesNaively(one, asked)) ? [index] : [],
        );
        expect(compileSelection(lists).select(asked)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  // Trying out what each star stands for would take more than 10^11 steps: the test would never end.
  test("takes time in line with hostile paths and globs", () => {
    const selection = compileSelection([["**/a/**/a/**/a/**/b"], [`**/${"*a".repeat(30)}b`]]);
    const paths = ["a/".repeat(2000), `${"a/".repeat(500)}${"a".repeat(3000)}`];

    for (const asked of paths) expect(selection.select(asked)).toEqual([]);
  });
});

describe("expandBraces", () => {
  test.each([
    { name: "nothing to choose", glob: "a/b", expected: ["a/b"] },
    { name: "two places", glob: "{a,b}/{c,d}", expected: ["a/c", "a/d", "b/c", "b/d"] },
    { name: "a choice in a choice", glob: "x{a,{b,c}d}", expected: ["xa", "xbd", "xcd"] },
    { name: "an empty choice", glob: "a{,.gz}", expected: ["a", "a.gz"] },
    { name: "an open brace", glob: "a{b", expected: ["a{b"] },
  ])("$name", ({ glob: written, expected }) => {
    expect(expandBraces(written)).toEqual(expected);
  });
});
