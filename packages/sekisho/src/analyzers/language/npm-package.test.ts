import { describe, expect, test } from "vitest";
import { npmPackage } from "./npm-package.ts";

function analyze(path: string, text: string) {
  const bytes = Buffer.from(text);
  return npmPackage.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
}

describe("packages by place", () => {
  test.each([
    { name: "installed", path: "app/node_modules/a/package.json", marks: {} },
    {
      name: "carried by another",
      path: "app/node_modules/b/vendor/node_modules/a/package.json",
      marks: { confidence: "possible" },
    },
    { name: "application", path: "app/package.json", marks: { isProject: true } },
  ])("$name", ({ path, marks }) => {
    expect(analyze(path, '{"name":"a","version":"1.0.0"}')).toEqual({
      packages: [{ type: "npm", name: "a", version: "1.0.0", ...marks }],
    });
  });
});

describe("broken files", () => {
  test.each([
    { name: "of an installed package", path: "app/node_modules/a/package.json", codes: ["json/unreadable"] },
    { name: "of what may be a template", path: "app/package.json", codes: [] },
    { name: "of a sample", path: "app/node_modules/a/test/package.json", codes: [] },
  ])("$name", ({ path, codes }) => {
    const { packages, diagnostics = [] } = analyze(path, '{"name": "<%= name %>",');

    expect(packages).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
