import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderRegistry, toCamelCase, writeRegistries } from "./write-registries.ts";

test.each([
  { name: "apt-get-without-yes", expected: "aptGetWithoutYes" },
  { name: "sudo", expected: "sudo" },
  { name: "sha-1-used", expected: "sha1Used" },
])("$name is exported as $expected", ({ name, expected }) => {
  expect(toCamelCase(name)).toBe(expected);
});

test("a registry names the checks in order, and nothing else of the folder", () => {
  const files = ["registry.ts", "define.ts", "b-c.ts", "define-pod.ts", "a.ts", "a.test.ts", "notes.md", "fixtures"];
  expect(renderRegistry(files)).toBe('export { a } from "./a.ts";\nexport { bC } from "./b-c.ts";\n');
});

test("an empty family is a module all the same", () => {
  expect(renderRegistry(["define.ts"])).toBe("export {};\n");
});

test("only registries that are out of date are written", () => {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-registries-"));
  mkdirSync(join(folder, "family"));
  writeFileSync(join(folder, "family/one.ts"), "");
  expect(writeRegistries(folder)).toEqual(["family"]);
  expect(writeRegistries(folder)).toEqual([]);
  expect(readFileSync(join(folder, "family/registry.ts"), "utf8")).toBe('export { one } from "./one.ts";\n');
  rmSync(folder, { recursive: true });
});
