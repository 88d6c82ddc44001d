import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("tests run under the Node that package.json pins, whatever Node the machine has", () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

  expect(manifest).toMatchObject({ devDependencies: { node: process.version.slice(1) } });
});
