import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Analyzer } from "../packages/sekisho/src/analyzers/define.ts";
import { analyzers } from "../packages/sekisho/src/analyzers/registry.ts";
import { analyzerFamilies, declaringFiles, renderRegistry, toCamelCase } from "../tools/write-registries.ts";

const analyzersFolder = join(import.meta.dirname, "../packages/sekisho/src/analyzers");
const families = analyzerFamilies(analyzersFolder);

test("there are families", () => {
  expect(families.length).toBeGreaterThanOrEqual(7);
});

test.each(families.map((family) => ({ family })))("$family names every analyzer of its folder", ({ family }) => {
  const folder = join(analyzersFolder, family);

  expect(readFileSync(join(folder, "registry.ts"), "utf8")).toBe(renderRegistry(declaringFiles(folder)));
});

test.each(families.map((family) => ({ family })))("$family: an id is the path of its file", async ({ family }) => {
  const folder = join(analyzersFolder, family);
  const declared: Readonly<Record<string, Analyzer>> = await import(join(folder, "registry.ts"));

  const expected = declaringFiles(folder).map((name) => name.slice(0, -".ts".length));
  expect(expected.map((name) => declared[toCamelCase(name)]?.id)).toEqual(expected.map((name) => `${family}/${name}`));
});

test("the registry holds the analyzers of every family, each once", () => {
  const expected = families.flatMap((family) =>
    declaringFiles(join(analyzersFolder, family)).map((name) => `${family}/${name.slice(0, -".ts".length)}`),
  );

  expect(analyzers.map(({ id }) => id)).toEqual(expected.toSorted());
});

test("every file that calls a definition is one of an analyzer, so that none is forgotten", () => {
  const defining = families.flatMap((family) =>
    readdirSync(join(analyzersFolder, family))
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "define.ts")
      .filter((name) => / = define[A-Z]\w*\(/.test(readFileSync(join(analyzersFolder, family, name), "utf8")))
      .map((name) => `${family}/${name.slice(0, -".ts".length)}`),
  );

  expect(defining.toSorted()).toEqual(analyzers.map(({ id }) => id));
});
