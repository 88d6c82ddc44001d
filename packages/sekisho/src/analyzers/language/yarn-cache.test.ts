import { describe, expect, test } from "vitest";
import { sampleZip } from "../../formats/zip/sample-zip.ts";
import { yarnCache } from "./yarn-cache.ts";

function analyze(bytes: Buffer) {
  const path = "app/.yarn/cache/a-npm-1.0.0-0123456789-0123456789.zip";
  return yarnCache.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
}

test("the package and what is bundled in it, no parts and samples of it", () => {
  const bytes = sampleZip([
    { name: "node_modules/@s/a/package.json", content: '{"name":"@s/a","version":"1.0.0"}' },
    { name: "node_modules/@s/a/esm/package.json", content: '{"name":"x","version":"1.0.0"}' },
    { name: "node_modules/@s/a/test/node_modules/y/package.json", content: '{"name":"y","version":"1.0.0"}' },
    { name: "node_modules/@s/a/node_modules/b/package.json", content: '{"name":"b","version":"2.0.0"}' },
  ]);

  expect(analyze(bytes)).toEqual({
    packages: [
      { type: "npm", namespace: "@s", name: "a", version: "1.0.0", innerPath: "node_modules/@s/a/package.json" },
      { type: "npm", name: "b", version: "2.0.0", innerPath: "node_modules/@s/a/node_modules/b/package.json" },
    ],
    diagnostics: [],
  });
});

describe("broken archives", () => {
  test.each([
    { name: "no archive", bytes: Buffer.from("text"), codes: ["zip/no-directory"] },
    {
      name: "broken manifest",
      bytes: sampleZip([{ name: "node_modules/a/package.json", content: "{" }]),
      codes: ["json/unreadable"],
    },
    {
      name: "encrypted manifest",
      bytes: sampleZip([{ name: "node_modules/a/package.json", content: "{}", flags: 1 }]),
      codes: ["zip/encrypted-entry"],
    },
  ])("$name", ({ bytes, codes }) => {
    const { packages, diagnostics = [] } = analyze(bytes);

    expect(packages).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
