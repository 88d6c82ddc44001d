import { expect, test } from "vitest";
import { sampleZip } from "../../formats/zip/sample-zip.ts";
import { javaArchive } from "./java-archive.ts";

const jar = sampleZip([{ name: "META-INF/maven/g/a/pom.properties", content: "version=1.0" }]);

test.each([
  { name: "archive", path: "app/a-1.0.jar", bytes: jar, names: ["a"], codes: [] },
  {
    name: "archive that starts itself",
    path: "app/a.jar",
    bytes: Buffer.concat([Buffer.from("#!/bin/sh\n"), jar]),
    names: ["a"],
    codes: [],
  },
  { name: "sources", path: "app/a-1.0-sources.jar", bytes: jar, names: [], codes: [] },
  {
    name: "archive of another kind",
    path: "app/a.rar",
    bytes: Buffer.from("Rar!\u001A\u0007\0"),
    names: [],
    codes: [],
  },
  { name: "empty", path: "app/a.jar", bytes: Buffer.alloc(0), names: [], codes: ["zip/no-directory"] },
  { name: "truncated", path: "app/a.jar", bytes: jar.subarray(0, 60), names: [], codes: ["zip/no-directory"] },
])("$name", ({ path, bytes, names, codes }) => {
  const { packages = [], diagnostics = [] } = javaArchive.analyze({
    path,
    mode: 0o644,
    userId: 0,
    size: bytes.length,
    bytes,
  });

  expect(packages.map(({ name }) => name)).toEqual(names);
  expect(diagnostics.map(({ code }) => code)).toEqual(codes);
});
