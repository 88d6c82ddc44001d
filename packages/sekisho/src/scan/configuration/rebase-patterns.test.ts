import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesPathOrParent, parsePathPattern } from "../../model/path-pattern.ts";
import { rebasePatterns } from "./rebase-patterns.ts";

function takesIn(patterns: readonly string[], path: string): boolean {
  const parsed = patterns.map(parsePathPattern).filter((pattern) => pattern !== undefined);
  return matchesPathOrParent(parsed, path);
}

describe("rebasePatterns", () => {
  // Worked out by hand from gitignore(5).
  test.each([
    { name: "the same folder", patterns: ["a/b"], prefix: "", rebased: ["a/b"] },
    {
      name: "a path through the folder",
      patterns: ["services/shop/Dockerfile"],
      prefix: "services/shop",
      rebased: ["/Dockerfile"],
    },
    {
      name: "a wildcard for the folder",
      patterns: ["services/*/Dockerfile"],
      prefix: "services/shop",
      rebased: ["/Dockerfile"],
    },
    { name: "a path elsewhere", patterns: ["tools/Dockerfile"], prefix: "services", rebased: [] },
    { name: "a name at any depth", patterns: ["*.dockerfile"], prefix: "services", rebased: ["*.dockerfile"] },
    {
      name: "a double star stays",
      patterns: ["**/test/Dockerfile"],
      prefix: "services",
      rebased: ["/**/test/Dockerfile"],
    },
    {
      name: "a double star that may end at the folder",
      patterns: ["**/shop/*.x"],
      prefix: "shop",
      rebased: ["/**/shop/*.x", "/*.x"],
    },
    { name: "the folder itself", patterns: ["services/", "!services/x"], prefix: "services/shop", rebased: ["**"] },
    { name: "negated", patterns: ["!/services/keep"], prefix: "services", rebased: ["!/keep"] },
    { name: "directories only", patterns: ["services/vendor/"], prefix: "services", rebased: ["/vendor/"] },
    { name: "braces", patterns: ["{services,tools}/Dockerfile"], prefix: "tools", rebased: ["/Dockerfile"] },
  ])("$name", ({ patterns, prefix, rebased }) => {
    expect(rebasePatterns(patterns, prefix)).toEqual(rebased);
  });

  test("means the same files", () => {
    const segment = fc.constantFrom("a", "b", "*", "**", "?", "[ab]");
    const pattern = fc
      .tuple(
        fc.constantFrom("", "!"),
        fc.constantFrom("", "/"),
        fc.array(segment, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("", "/"),
      )
      .map(([negation, root, segments, ending]) => `${negation}${root}${segments.join("/")}${ending}`);
    const folders = fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), folders, folders, (patterns, prefix, path) => {
        const seenFromAbove = takesIn(patterns, [...prefix, ...path].join("/"));
        const seenFromBelow = takesIn(rebasePatterns(patterns, prefix.join("/")), path.join("/"));
        expect(seenFromBelow).toBe(seenFromAbove);
      }),
      { numRuns: 2000 },
    );
  });
});
