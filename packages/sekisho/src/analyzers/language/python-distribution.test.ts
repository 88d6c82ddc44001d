import { describe, expect, test } from "vitest";
import { pythonDistribution } from "./python-distribution.ts";

function analyze(text: string) {
  const bytes = Buffer.from(text);
  const path = "usr/lib/python3/dist-packages/PyYAML-6.0.dist-info/METADATA";
  return pythonDistribution.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
}

test("a real header", () => {
  const text =
    "Metadata-Version: 2.1\r\nName: PyYAML\r\nVersion: 6.0\r\nLicense: MIT\r\nRequires-Python: >=3.6\r\n\r\nYAML";

  expect(analyze(text)).toEqual({ packages: [{ type: "pypi", name: "pyyaml", version: "6.0", licenses: ["MIT"] }] });
});

describe("broken metadata", () => {
  test.each([
    { name: "empty", text: "", code: "python/metadata-incomplete" },
    { name: "breaks off", text: "Metadata-Version: 2.1\nName: PyYA", code: "python/metadata-incomplete" },
    { name: "NUL in the version", text: "Name: a\nVersion: 1\0", code: "package/unusable-identity" },
  ])("$name", ({ text, code }) => {
    const { packages, diagnostics } = analyze(text);

    expect(packages).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code, level: "error" }]);
  });
});
