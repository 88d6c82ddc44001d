import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import * as registry from "./registry.ts";
import { schemeIds } from "./scheme-ids.ts";

/** Files beside the schemes that are none. */
const otherFiles = /^(?:scheme|scheme-ids|registry|boundary|compare-versions|.*\.test)\.ts$/;

test("folder, registry and names hold the same schemes, each named after its file", () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && !otherFiles.test(name));

  expect(Object.values(registry).map((scheme) => `${scheme.id}.ts`)).toEqual(files.toSorted());
  expect(Object.keys(registry)).toEqual([...schemeIds]);
});
