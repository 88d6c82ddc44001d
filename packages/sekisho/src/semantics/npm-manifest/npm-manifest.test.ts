import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonObject } from "../../formats/json/json-value.ts";
import { readNpmManifest } from "./npm-manifest.ts";

test("a package with everything; an alias asks for the package behind it", () => {
  const manifest = {
    name: "@shop/cart",
    version: "1.2.0-rc.1+build",
    license: "MIT",
    dependencies: { left: "^1.0.0", other: "npm:right@~2.0", scoped: "npm:@s/r@1", bare: "npm:right" },
    optionalDependencies: { fsevents: "*" },
    peerDependencies: { left: ">=1", react: ">=18" },
    devDependencies: { vitest: "5" },
  };

  expect(readNpmManifest(manifest, "p")).toEqual({
    package: {
      type: "npm",
      namespace: "@shop",
      name: "cart",
      version: "1.2.0-rc.1+build",
      licenses: ["MIT"],
      requires: [
        { name: "left", range: "^1.0.0" },
        { name: "react", range: ">=18" },
        { name: "right", range: "~2.0" },
        { name: "@s/r", range: "1" },
        { name: "right" },
        { name: "fsevents", range: "*" },
      ],
    },
    diagnostics: [],
  });
});

describe("licences in every form that npm had", () => {
  test.each([
    { name: "text", manifest: { license: "MIT OR Apache-2.0" }, licenses: ["MIT OR Apache-2.0"] },
    { name: "object", manifest: { license: { type: "MIT", url: "https://example.com" } }, licenses: ["MIT"] },
    { name: "list", manifest: { licenses: [{ type: "MIT" }, "BSD"] }, licenses: ["MIT", "BSD"] },
    { name: "list under the newer name", manifest: { license: ["MIT", 1, null] }, licenses: ["MIT"] },
    { name: "empty", manifest: { license: "" }, licenses: undefined },
    { name: "number", manifest: { license: 1 }, licenses: undefined },
  ])("$name", ({ manifest, licenses }) => {
    const found = readNpmManifest({ name: "a", version: "1.0.0", ...manifest }, "p");

    expect(found.package?.licenses).toEqual(licenses);
  });
});

describe("what is no package", () => {
  test.each([
    { name: "only a type", manifest: { type: "module" }, codes: [] },
    { name: "private root without version", manifest: { name: "a", private: true }, codes: [] },
    { name: "name that is no text", manifest: { name: 1, version: "1" }, codes: [] },
    { name: "huge name", manifest: { name: "a".repeat(1e6), version: "1" }, codes: ["package/unusable-identity"] },
    {
      name: "version with an escape",
      manifest: { name: "a", version: "1\u001B" },
      codes: ["package/unusable-identity"],
    },
  ])("$name", ({ manifest, codes }) => {
    const found = readNpmManifest(manifest, "p");

    expect(found.package).toBeUndefined();
    expect(found.diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

test("never throws, whatever the members are", () => {
  const keys = fc.constantFrom("name", "version", "license", "licenses", "dependencies", "peerDependencies");
  fc.assert(
    fc.property(fc.dictionary(keys, fc.jsonValue()), (value) => {
      const found = isJsonObject(value) ? readNpmManifest(value, "p") : undefined;
      expect(found?.package?.name).not.toBe("");
    }),
  );
});
