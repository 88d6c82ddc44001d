import { describe, expect, test } from "vitest";
import { sampleZip } from "../../formats/zip/sample-zip.ts";
import { pythonEgg } from "./python-egg.ts";

function analyze(bytes: Buffer) {
  return pythonEgg.analyze({ path: "a/b.egg", mode: 0o644, userId: 0, size: bytes.length, bytes });
}

test("the metadata in the archive", () => {
  const egg = sampleZip([{ name: "EGG-INFO/PKG-INFO", content: "Name: My_Egg\nVersion: 0.3\n" }]);

  expect(analyze(egg)).toEqual({ packages: [{ type: "pypi", name: "my-egg", version: "0.3" }], diagnostics: [] });
});

describe("other archives", () => {
  test.each([
    { name: "no metadata", bytes: sampleZip([{ name: "a", content: "" }]), codes: [] },
    { name: "no archive", bytes: Buffer.from("text"), codes: ["zip/no-directory"] },
    {
      name: "incomplete metadata",
      bytes: sampleZip([{ name: "EGG-INFO/PKG-INFO", content: "Name: a\n" }]),
      codes: ["python/metadata-incomplete"],
    },
    {
      name: "encrypted metadata",
      bytes: sampleZip([{ name: "EGG-INFO/PKG-INFO", content: "Name: a\n", flags: 1 }]),
      codes: ["zip/encrypted-entry"],
    },
  ])("$name", ({ bytes, codes }) => {
    const { packages, diagnostics = [] } = analyze(bytes);

    expect(packages).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
