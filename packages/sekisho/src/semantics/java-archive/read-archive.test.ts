import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SampleEntry, sampleZip } from "../../formats/zip/sample-zip.ts";
import { readJavaArchive } from "./read-archive.ts";

const limits = { maxDepth: 8, maxArchiveBytes: 1 << 20, maxInnerBytes: 1 << 22, maxArchives: 100 };

function pom(group: string, artifact: string, version: string): SampleEntry {
  return {
    name: `META-INF/maven/${group}/${artifact}/pom.properties`,
    content: `#Generated\ngroupId=${group}\nartifactId=${artifact}\nversion=${version}\n`,
  };
}

function jar(artifact: string): Buffer {
  return sampleZip([pom("g", artifact, "1.0")]);
}

function nest(depth: number): Buffer {
  let bytes = jar("deepest");
  for (let at = 0; at < depth; at += 1)
    bytes = sampleZip([{ name: "lib/inner.jar", content: bytes, method: at % 2 === 0 ? 0 : 8 }]);
  return bytes;
}

function read(bytes: Buffer, changed: Partial<typeof limits> = {}) {
  const { packages, diagnostics } = readJavaArchive(bytes, "opt/app-1.0.jar", { ...limits, ...changed });
  return { names: packages.map(({ name }) => name), codes: diagnostics.map(({ code }) => code), packages, diagnostics };
}

test("an application with its libraries, stored and deflated, each with its place", () => {
  const bytes = sampleZip([
    { name: "META-INF/MANIFEST.MF", content: "Manifest-Version: 1.0\r\nImplementation-Vendor: Example\r\n" },
    pom("com.example", "app", "1.0"),
    { name: "BOOT-INF/lib/a-1.0.jar", content: jar("a"), method: 0 },
    {
      name: "BOOT-INF/lib/b-1.0.jar",
      content: sampleZip([pom("g", "b", "1.0"), { name: "c-1.0.jar", content: jar("c") }]),
    },
    { name: "BOOT-INF/lib/d-1.0-sources.jar", content: jar("d") },
    { name: "BOOT-INF/classes/App.class", content: "x" },
  ]);

  expect(read(bytes).packages).toEqual([
    { type: "maven", namespace: "com.example", name: "app", version: "1.0", vendor: "Example" },
    { type: "maven", namespace: "g", name: "a", version: "1.0", innerPath: "BOOT-INF/lib/a-1.0.jar" },
    { type: "maven", namespace: "g", name: "b", version: "1.0", innerPath: "BOOT-INF/lib/b-1.0.jar" },
    { type: "maven", namespace: "g", name: "c", version: "1.0", innerPath: "BOOT-INF/lib/b-1.0.jar!/c-1.0.jar" },
  ]);
});

test("a guessed archive has its checksum", () => {
  const bytes = sampleZip([{ name: "a.class", content: "x" }]);

  expect(read(bytes).packages).toEqual([
    {
      type: "maven",
      name: "app",
      version: "1.0",
      confidence: "possible",
      hashes: [{ algorithm: "sha1", value: createHash("sha1").update(bytes).digest("hex") }],
    },
  ]);
});

test.each([
  { name: "group and artifact from the place", content: "version=2", names: ["a"] },
  { name: "placeholder", content: "version=${revision}", names: [] },
  { name: "no version", content: "artifactId=a", names: [] },
  { name: "control characters", content: "version=1\\u001b[2J", names: [] },
])("coordinates: $name", ({ content, names }) => {
  const bytes = sampleZip([{ name: "META-INF/maven/g/a/pom.properties", content }]);

  expect(readJavaArchive(bytes, "app.jar", limits).packages.map(({ name }) => name)).toEqual(names);
});

describe("limits bite with a diagnostic, and what came before stays", () => {
  test.each([
    { name: "8 deep is read", bytes: nest(8), changed: {}, names: ["deepest"], codes: [] },
    { name: "9 deep is not", bytes: nest(9), changed: {}, names: [], codes: ["java/archive-too-deep"] },
    { name: "200 deep", bytes: nest(200), changed: {}, names: [], codes: ["java/archive-too-deep"] },
    {
      name: "one archive too large",
      bytes: sampleZip([
        pom("g", "app", "1.0"),
        { name: "a.jar", content: Buffer.alloc(2 << 20) },
        { name: "b.jar", content: jar("b") },
      ]),
      changed: {},
      names: ["app", "b"],
      codes: ["zip/entry-too-large"],
    },
    {
      name: "all together too large",
      bytes: sampleZip([
        pom("g", "app", "1.0"),
        { name: "a.jar", content: jar("a") },
        { name: "b.jar", content: jar("b") },
      ]),
      changed: { maxInnerBytes: 400 },
      names: ["app", "a"],
      codes: ["java/archive-too-large"],
    },
    {
      name: "too many archives",
      bytes: sampleZip(["a", "b", "c"].map((name) => ({ name: `${name}.jar`, content: jar(name) }))),
      changed: { maxArchives: 3 },
      names: ["a", "b"],
      codes: ["java/archive-too-many"],
    },
  ])("$name", ({ bytes, changed, names, codes }) => {
    const found = read(bytes, changed);

    expect(found.names.filter((name) => name !== "app" || names.includes("app"))).toEqual(names);
    expect(found.codes).toEqual(codes);
  });
});

describe("broken archives", () => {
  test("an inner one names its place, the others are read", () => {
    const bytes = sampleZip([
      { name: "bad.jar", content: "no archive" },
      { name: "good.jar", content: jar("good") },
    ]);
    const { names, diagnostics } = read(bytes);

    expect(names).toContain("good");
    expect(diagnostics).toMatchObject([
      {
        code: "zip/no-directory",
        message: { en: expect.stringMatching(/^In bad\.jar: /) },
        location: { path: "opt/app-1.0.jar" },
      },
    ]);
  });

  test("very many broken entries give a bounded number of diagnostics", () => {
    const entries = Array.from({ length: 300 }, (_, at) => ({ name: `${at}.jar`, content: "x", flags: 1 }));

    expect(read(sampleZip(entries)).codes.length).toBe(50);
  });

  test("never throws, whatever is overwritten", () => {
    const bytes = sampleZip([pom("g", "a", "1"), { name: "b.jar", content: jar("b"), method: 0 }]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, value] of changes) changed[at] = value;
        expect(read(changed).names.length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 500 },
    );
  });
});
