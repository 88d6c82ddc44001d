import { setFlagsFromString } from "node:v8";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cargoLock } from "./cargo-lock.ts";
import { mavenProject } from "./maven-project.ts";
import { mixLock } from "./mix-lock.ts";
import { packageLock } from "./package-lock.ts";
import * as registry from "./registry.ts";

const analyzers = Object.values(registry);

const hostile = [
  { name: "empty", text: "" },
  { name: "blank", text: " \n\n" },
  { name: "a list", text: "[]" },
  { name: "null", text: "null" },
  { name: "broken off", text: '{ "packages": { "node_modules/a": { "version": "1' },
  { name: "broken off TOML", text: '[[package]]\nname = "a"\nversion = "1.0' },
  { name: "broken off XML", text: "<project><dependencies><dependency><groupId>a" },
  { name: "wrong kinds", text: '{ "packages": [1], "dependencies": 3, "Packages": "x", "pins": {}, "libraries": [] }' },
  { name: "wrong kinds in TOML", text: 'package = 1\npackages = "x"\ndeps = []\nlibraries = 4\n' },
  { name: "wrong kinds in YAML", text: "packages: 3\nPODS: {}\npackage: x\ndependencies: 1\nlockfileVersion: [1]\n" },
  { name: "names of the prototype", text: '{ "packages": { "__proto__": { "version": "1" }, "constructor": {} } }' },
  { name: "deep lists", text: "[".repeat(200_000) },
  { name: "deep maps", text: '{"a":'.repeat(100_000) },
  { name: "deep elements", text: "<a>".repeat(100_000) },
  { name: "deep tables", text: `a = ${"[".repeat(100_000)}` },
  { name: "deep indentation", text: Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n") },
  { name: "one long line", text: "a".repeat(10_000_000) },
  { name: "one long line of blanks", text: " ".repeat(3_000_000) },
  { name: "one long line of quotes", text: '"'.repeat(1_000_000) },
  { name: "one long line of brackets and signs", text: "(=;[@#".repeat(300_000) },
  { name: "many lines", text: "x\n".repeat(200_000) },
  { name: "aliases that multiply", text: "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\npackages: *c\n" },
  { name: "an alias of itself", text: "packages: &a [*a]\n" },
  { name: "entities that multiply", text: '<!DOCTYPE a [<!ENTITY b "cccccc">]><a>&b;&b;</a>' },
  { name: "bytes that are no text", text: "\u0000\u0001\uD800\uFFFE" },
];

// What the engine does to the expressions of a process that has compiled many: greedy loops then need stack.
beforeAll(() => setFlagsFromString("--no-regexp-optimization"));
afterAll(() => setFlagsFromString("--regexp-optimization"));

describe("foreign content", () => {
  test.each(hostile)("$name: every analyzer ends, throws nothing and invents nothing", ({ text }) => {
    const bytes = Buffer.from(text);

    for (const analyzer of analyzers) {
      const result = analyzer.analyze({ path: "a/lock", bytes, size: bytes.length, mode: 0, userId: 0 });

      const invented = (result.packages ?? []).filter(({ name, version }) => name === "" || version === "");
      expect({ id: analyzer.id, invented }).toEqual({ id: analyzer.id, invented: [] });
    }
  });

  test.each([
    { analyzer: packageLock, text: '{ "packages": {\n"node_modules/a": { "version": "1.0.0" },\n"node_modules/b' },
    { analyzer: cargoLock, text: '[[package]]\nname = "a"\nversion = "1' },
    { analyzer: mavenProject, text: "<project>\n<a>\n" },
    { analyzer: mixLock, text: '%{\n "a": {:hex, :a, "1.0' },
  ])("$analyzer.id says where a text breaks off", ({ analyzer, text }) => {
    const bytes = Buffer.from(text);

    const result = analyzer.analyze({ path: "x/y", bytes, size: bytes.length, mode: 0, userId: 0 });

    expect(result.diagnostics?.find(({ code }) => code === "lockfile/syntax")?.location).toMatchObject({ path: "x/y" });
  });

  test("random texts made of the formats' own signs", () => {
    const unit = fc.constantFrom(
      '"',
      "'",
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "=",
      "\n",
      " ",
      "-",
      "a",
      "1",
      "<",
      ">",
      "/",
      "&",
      "#",
      "\\",
      "(",
      ")",
      "@",
      "*",
      ".",
      "!",
      "%",
      "packages",
      "version",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), (text) => {
        const bytes = Buffer.from(text);
        for (const analyzer of analyzers) {
          const result = analyzer.analyze({ path: "p", bytes, size: bytes.length, mode: 0, userId: 0 });
          expect(result.diagnostics).toBeDefined();
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("registry", () => {
  test("ids are unique and say the family", () => {
    const ids = analyzers.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith("lockfile/"))).toBe(true);
  });

  test("every analyzer is asked in source trees only", () => {
    expect(analyzers.every(({ scope }) => scope === "declared")).toBe(true);
  });
});
