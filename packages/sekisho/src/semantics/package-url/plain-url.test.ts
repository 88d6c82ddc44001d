import { assert, constantFrom, property, string, stringMatching, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPackageUrl, parsePackageUrl } from "./package-url.ts";
import { findPlainUrl } from "./plain-url.ts";

describe("package URLs that are canonical as they stand", () => {
  // Canonical by the rules of ECMA-427 and of the types: nothing to encode, lower case, no qualifiers.
  test.each([
    { name: "npm", text: "pkg:npm/lodash@4.17.21", parts: { type: "npm", name: "lodash", version: "4.17.21" } },
    {
      name: "npm scope",
      text: "pkg:npm/%40angular/animation@12.3.1",
      parts: { type: "npm", namespace: "@angular", name: "animation", version: "12.3.1" },
    },
    {
      name: "path of Go",
      text: "pkg:golang/github.com/spf13/cobra@v1.8.0",
      parts: { type: "golang", namespace: "github.com/spf13", name: "cobra", version: "v1.8.0" },
    },
    {
      name: "pypi with hyphens",
      text: "pkg:pypi/typing-extensions@4.1.0",
      parts: { type: "pypi", name: "typing-extensions", version: "4.1.0" },
    },
  ])("$name", ({ text, parts }) => {
    expect(findPlainUrl(text)).toEqual({ ...parts, qualifiers: {} });
  });

  test.each([
    { name: "no version", text: "pkg:npm/lodash" },
    { name: "capitals", text: "pkg:npm/LoDash@1.0.0" },
    { name: "qualifiers", text: "pkg:deb/debian/curl@7.50.3-1?arch=i386" },
    { name: "subpath", text: "pkg:golang/a/b@1#c" },
    { name: "encoded", text: "pkg:deb/debian/g%2B%2B@1" },
    { name: "an underscore of pypi", text: "pkg:pypi/typing_extensions@4.1.0" },
    { name: "a hyphen of pub", text: "pkg:pub/flutter-map@1.0.0" },
    { name: "a name that begins with an encoded sign", text: "pkg:npm/%40scope@1.0.0" },
    { name: "an empty segment", text: "pkg:golang/a//b@1" },
    { name: "megabytes", text: `pkg:npm/${"a".repeat(1_000_000)}@1` },
    { name: "many segments", text: `pkg:golang/${"a/".repeat(500_000)}@1` },
  ])("left to the other reader: $name", ({ text }) => {
    expect(findPlainUrl(text)).toBeUndefined();
  });

  test("the two readers say the same, and the text is canonical", () => {
    const part = stringMatching(/^[a-z0-9._~-]{1,8}$/);
    const path = tuple(constantFrom("", "%40"), constantFrom("", "a/", "a.b/c/"), part, part);
    const type = constantFrom("npm", "pypi", "pub", "golang", "deb", "maven", "cargo", "luarocks");
    assert(
      property(type, path, (kind, [sign, namespace, name, version]) => {
        const text = `pkg:${kind}/${sign}${namespace}${name}@${version}`;
        const plain = findPlainUrl(text);
        if (plain === undefined) return;
        expect(parsePackageUrl(text)).toEqual(plain);
        expect(formatPackageUrl(plain)).toBe(text);
      }),
    );
    assert(
      property(string(), (text) => {
        expect(findPlainUrl(text)).toBeUndefined();
      }),
    );
  });
});
