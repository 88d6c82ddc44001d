import { describe, expect, test } from "vitest";
import { nugetPackage } from "./nuget-package.ts";

function analyze(text: string) {
  const bytes = Buffer.from(text);
  const path = "root/.nuget/packages/serilog/3.1.1/serilog.nuspec";
  return nugetPackage.analyze({ path, mode: 0o644, userId: 0, size: bytes.length, bytes });
}

function manifest(metadata: string): string {
  return `\uFEFF<?xml version="1.0"?>\r\n<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>${metadata}</metadata></package>`;
}

test("a manifest with everything", () => {
  const text = manifest(`<id>Serilog</id><version>3.1.1</version><authors>Serilog Contributors</authors>
    <license type="expression">Apache-2.0</license><licenseUrl>https://licenses.nuget.org/Apache-2.0</licenseUrl>
    <dependencies><group targetFramework=".NETFramework4.6.2"><dependency id="System.ValueTuple" version="4.5.0" /></group>
    <group targetFramework="net8.0"><dependency id="System.ValueTuple" version="4.6.0" /></group></dependencies>`);

  expect(analyze(text)).toEqual({
    packages: [
      {
        type: "nuget",
        name: "Serilog",
        version: "3.1.1",
        licenses: ["Apache-2.0"],
        vendor: "Serilog Contributors",
        requires: [{ name: "System.ValueTuple", range: "4.5.0" }],
      },
    ],
    diagnostics: [],
  });
});

describe("manifests of no installed package", () => {
  test.each([
    { name: "placeholders", text: manifest("<id>$id$</id><version>$version$</version>"), codes: [] },
    { name: "no version", text: manifest("<id>A</id>"), codes: [] },
    { name: "no XML", text: "text", codes: ["nuget/manifest-unreadable"] },
    { name: "hostile name", text: manifest("<id>a b</id><version>1</version>"), codes: ["package/unusable-identity"] },
  ])("$name", ({ text, codes }) => {
    const { packages, diagnostics = [] } = analyze(text);

    expect(packages).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
