import { describe, expect, test } from "vitest";
import { condaPackage } from "./conda-package.ts";

function analyze(text: string) {
  const bytes = Buffer.from(text);
  const path = "opt/conda/conda-meta/numpy-1.26.4-py311_0.json";
  return condaPackage.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
}

test("a record with everything", () => {
  const record = {
    name: "numpy",
    version: "1.26.4",
    build: "py311_0",
    channel: "https://conda.anaconda.org/conda-forge/linux-64",
    subdir: "linux-64",
    license: "BSD-3-Clause",
    md5: "0123456789abcdef0123456789abcdef",
    sha256: "broken",
    depends: ["python >=3.11,<3.12.0a0", "libblas 3.9.0 16_openblas", "six"],
    files: ["lib/python3.11/site-packages/numpy/__init__.py", "bin/f2py"],
  };

  expect(analyze(JSON.stringify(record)).packages).toEqual([
    {
      type: "conda",
      name: "numpy",
      version: "1.26.4",
      licenses: ["BSD-3-Clause"],
      hashes: [{ algorithm: "md5", value: "0123456789abcdef0123456789abcdef" }],
      qualifiers: { build: "py311_0", channel: "conda-forge", subdir: "linux-64" },
      files: ["opt/conda/lib/python3.11/site-packages/numpy/__init__.py", "opt/conda/bin/f2py"],
      requires: [
        { name: "python", range: ">=3.11,<3.12.0a0" },
        { name: "libblas", range: "3.9.0 16_openblas" },
        { name: "six" },
      ],
    },
  ]);
});

describe("other files of the folder", () => {
  test.each([
    { name: "state of conda", text: '{"version":1}', codes: [] },
    { name: "breaks off", text: '{"name":"a"', codes: ["json/unreadable"] },
    { name: "hostile name", text: '{"name":"a\\u0000","version":"1"}', codes: ["package/unusable-identity"] },
  ])("$name", ({ text, codes }) => {
    const { packages, diagnostics = [] } = analyze(text);

    expect(packages).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
