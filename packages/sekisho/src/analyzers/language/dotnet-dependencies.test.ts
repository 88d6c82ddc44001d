import { describe, expect, test } from "vitest";
import { dotnetDependencies } from "./dotnet-dependencies.ts";

function analyze(document: unknown) {
  const bytes = Buffer.from(typeof document === "string" ? document : JSON.stringify(document));
  return dotnetDependencies.analyze({ path: "app/shop.deps.json", mode: 0o644, userId: 0, size: bytes.length, bytes });
}

// Put together by hand after the file that `dotnet publish --self-contained` of .NET 8 writes.
const published = {
  runtimeTarget: { name: ".NETCoreApp,Version=v8.0/linux-x64", signature: "" },
  targets: {
    ".NETCoreApp,Version=v8.0": {},
    ".NETCoreApp,Version=v8.0/linux-x64": {
      "shop/1.0.0": {
        dependencies: { "Newtonsoft.Json": "12.0.3", "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64": "8.0.1" },
        runtime: { "shop.dll": {} },
      },
      "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": { runtime: { "System.dll": {} } },
      "Newtonsoft.Json/12.0.3": { runtime: { "lib/netstandard2.0/Newtonsoft.Json.dll": {} } },
      "Meta/1.0.0": { dependencies: { "Newtonsoft.Json": "12.0.3" } },
      "Analyzer/1.0.0": { compile: { "a.dll": {} }, compileOnly: true },
    },
  },
  libraries: {
    "shop/1.0.0": { type: "project", serviceable: false, sha512: "" },
    "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": {
      type: "runtimepack",
      serviceable: false,
      sha512: "",
    },
    "Newtonsoft.Json/12.0.3": {
      type: "package",
      serviceable: true,
      sha512: `sha512-${Buffer.alloc(64, 1).toString("base64")}`,
    },
    "Meta/1.0.0": { type: "package", sha512: "" },
    "Analyzer/1.0.0": { type: "package", sha512: "" },
    "System.Windows/4.0.0": { type: "reference", sha512: "" },
  },
};

test("what is on the machine: project, runtime, packages with files", () => {
  expect(analyze(published)).toEqual({
    packages: [
      {
        type: "nuget",
        name: "shop",
        version: "1.0.0",
        requires: [
          { name: "Newtonsoft.Json", version: "12.0.3" },
          { name: "Microsoft.NETCore.App.Runtime.linux-x64", version: "8.0.1" },
        ],
        isProject: true,
      },
      { type: "nuget", name: "Microsoft.NETCore.App.Runtime.linux-x64", version: "8.0.1" },
      {
        type: "nuget",
        name: "Newtonsoft.Json",
        version: "12.0.3",
        hashes: [{ algorithm: "sha512", value: "01".repeat(64) }],
      },
    ],
    diagnostics: [],
  });
});

describe("incomplete and hostile files", () => {
  test.each([
    {
      name: "no targets: the libraries are all that is known",
      document: { libraries: { "A/1": { type: "package" } } },
      names: ["A"],
      codes: [],
    },
    { name: "nothing", document: {}, names: [], codes: [] },
    {
      name: "wrong members",
      document: { targets: 1, libraries: { "A/1": null, B: { type: "package" } } },
      names: [],
      codes: [],
    },
    { name: "breaks off", document: '{"libraries":', names: [], codes: ["json/unreadable"] },
    {
      name: "hostile version beside a good one",
      document: { libraries: { "A/1\u001B": { type: "package" }, "B/2": { type: "package" } } },
      names: ["B"],
      codes: ["package/unusable-identity"],
    },
    {
      name: "inherited names",
      document: { runtimeTarget: { name: "constructor" }, libraries: {} },
      names: [],
      codes: [],
    },
  ])("$name", ({ document, names, codes }) => {
    const { packages = [], diagnostics = [] } = analyze(document);

    expect(packages.map(({ name }) => name)).toEqual(names);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
