import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isIgnored, parseDockerignore } from "./dockerignore.ts";

describe("isIgnored", () => {
  // Expected values: Dockerfile reference, ".dockerignore file"; moby/patternmatcher's own rules for the rest.
  test.each([
    { name: "a name matches at the root", text: "node_modules", path: "node_modules", expected: true },
    {
      name: "what lies in an ignored directory is ignored",
      text: "node_modules",
      path: "node_modules/a/b.js",
      expected: true,
    },
    { name: "a name does not match deeper", text: "node_modules", path: "web/node_modules", expected: false },
    { name: "a name that only starts alike", text: "node_modules", path: "node_modules2/a", expected: false },
    { name: "leading slash", text: "/foo/bar", path: "foo/bar", expected: true },
    { name: "trailing slash", text: "foo/", path: "foo/bar", expected: true },
    { name: "star stays in its directory", text: "*/temp*", path: "somedir/temporary.txt", expected: true },
    { name: "star does not cross a slash", text: "*/temp*", path: "a/b/temp", expected: false },
    { name: "two levels", text: "*/*/temp*", path: "somedir/subdir/temporary.txt", expected: true },
    { name: "question mark", text: "temp?", path: "tempa", expected: true },
    { name: "question mark needs a character", text: "temp?", path: "temp", expected: false },
    { name: "double star in front matches at the root", text: "**/*.go", path: "main.go", expected: true },
    { name: "double star in front matches deeper", text: "**/*.go", path: "a/b/main.go", expected: true },
    { name: "double star with a name", text: "**/secret", path: "a/secret/key", expected: true },
    { name: "double star with a name that ends alike", text: "**/secret", path: "a/mysecret", expected: false },
    { name: "double star at the end", text: "foo/**", path: "foo/a/b", expected: true },
    { name: "double star in the middle, no directory", text: "a/**/b", path: "a/b", expected: true },
    { name: "double star in the middle, two directories", text: "a/**/b", path: "a/x/y/b", expected: true },
    { name: "double star in the middle keeps names whole", text: "a/**/b", path: "a/xb", expected: false },
    { name: "double star alone", text: "**", path: "a/b", expected: true },
    { name: "last rule wins: taken back", text: "*.md\n!README.md", path: "README.md", expected: false },
    { name: "last rule wins: others stay out", text: "*.md\n!README.md", path: "CHANGES.md", expected: true },
    {
      name: "last rule wins: out again",
      text: "*.md\n!README*.md\nREADME-secret.md",
      path: "README-secret.md",
      expected: true,
    },
    { name: "order matters", text: "*.md\nREADME-secret.md\n!README*.md", path: "README-secret.md", expected: false },
    { name: "an exception without a rule before", text: "!a", path: "a", expected: false },
    { name: "an exception of a directory", text: "*\n!src", path: "src/a.ts", expected: false },
    { name: "blank behind the exclamation mark", text: "*\n! src", path: "src/a.ts", expected: false },
    { name: "comment", text: "#a", path: "#a", expected: false },
    { name: "a # behind a blank is a pattern", text: " #a", path: "#a", expected: true },
    { name: "byte order mark", text: "\uFEFF#x\na", path: "a", expected: true },
    { name: "CRLF", text: "a\r\nb\r\n", path: "a", expected: true },
    { name: "dot segments", text: "./a/../b", path: "b", expected: true },
    { name: "escaped star", text: "a\\*", path: "a*", expected: true },
    { name: "escaped star is no star", text: "a\\*", path: "ab", expected: false },
    { name: "set", text: "[a-c].txt", path: "b.txt", expected: true },
    { name: "set, outside", text: "[a-c].txt", path: "d.txt", expected: false },
    { name: "negated set", text: "[^a-c].txt", path: "d.txt", expected: true },
    { name: "dots mean dots", text: "a.b", path: "axb", expected: false },
    { name: "the context itself is never ignored", text: "**", path: ".", expected: false },
    { name: "path written with a dot", text: "a", path: "./a", expected: true },
    { name: "empty file", text: "", path: "a", expected: false },
  ])("$name", ({ text, path, expected }) => {
    expect(isIgnored(parseDockerignore(text), path)).toBe(expected);
  });
});

describe("broken lines", () => {
  test.each([
    { name: "open bracket", text: "ok\n [a", line: 2, column: 2 },
    { name: "nothing behind the exclamation mark", text: "ok\n!", line: 2, column: 1 },
    { name: "nothing but slashes behind the exclamation mark", text: "ok\n!/", line: 2, column: 1 },
    { name: "backslash at the end", text: "ok\na\\", line: 2, column: 1 },
    { name: "empty set", text: "ok\n[]", line: 2, column: 1 },
  ])("$name is a diagnostic, the other lines stay in force", ({ text, line, column }) => {
    const ignore = parseDockerignore(text, "x/.dockerignore");
    expect(ignore.diagnostics).toMatchObject([
      {
        code: "dockerignore/invalid-pattern",
        location: { path: "x/.dockerignore", startLine: line, startColumn: column },
      },
    ]);
    expect(isIgnored(ignore, "ok")).toBe(true);
  });
});

describe("properties", () => {
  test("never throws, and ends", () => {
    const text = fc.string({
      unit: fc.constantFrom("*", "?", "[", "]", "\\", "!", "/", "a", "b", "\n", "-", "^", "é"),
    });
    fc.assert(
      fc.property(text, text, (rules, path) => {
        expect(typeof isIgnored(parseDockerignore(rules), path)).toBe("boolean");
      }),
    );
  });

  test("a pattern that backtracking engines choke on takes linear steps", () => {
    const ignore = parseDockerignore(`${"a*".repeat(200)}b`);
    expect(isIgnored(ignore, "a".repeat(20_000))).toBe(false);
  });
});
