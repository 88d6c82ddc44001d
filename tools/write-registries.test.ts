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

test("only registries that are out of date are written, without the parts that lie beside analyzers", () => {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-registries-"));
  mkdirSync(join(folder, "checks/family"), { recursive: true });
  mkdirSync(join(folder, "analyzers/os"), { recursive: true });
  for (const tool of ["kube-bench", "kube-hunter", "reading"])
    mkdirSync(join(folder, "importers", tool), { recursive: true });
  writeFileSync(join(folder, "importers/kube-hunter/importer.ts"), "export const kubeHunter = defineImporter({});\n");
  writeFileSync(join(folder, "importers/kube-bench/importer.ts"), "export const kubeBench = defineImporter({});\n");
  writeFileSync(join(folder, "checks/family/one.ts"), "export const one = defineCheck({});\n");
  writeFileSync(join(folder, "analyzers/os/apk-list.ts"), "export const apkList = defineAnalyzer({});\n");
  writeFileSync(join(folder, "analyzers/os/line-reader.ts"), "export function readLine() {}\n");

  const written = [writeRegistries(folder), writeRegistries(folder)];

  expect(written).toEqual([["importers", "checks/family", "analyzers/os"], []]);
  expect(readFileSync(join(folder, "importers/registry.ts"), "utf8")).toBe(
    'export { kubeBench } from "./kube-bench/importer.ts";\nexport { kubeHunter } from "./kube-hunter/importer.ts";\n',
  );
  expect(readFileSync(join(folder, "checks/family/registry.ts"), "utf8")).toBe('export { one } from "./one.ts";\n');
  expect(readFileSync(join(folder, "analyzers/os/registry.ts"), "utf8")).toBe(
    'export { apkList } from "./apk-list.ts";\n',
  );
  rmSync(folder, { recursive: true });
});
