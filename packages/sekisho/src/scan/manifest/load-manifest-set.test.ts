import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadManifestSet } from "./load-manifest-set.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-load-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** More than a call takes as arguments. */
const many = 150_000;

// Counted by hand: one diagnostic for each document, or for each key that is there already.
test.each([
  { name: "documents that are broken", text: "---\na: [\n".repeat(many), diagnostics: many, objects: 0 },
  {
    name: "keys that stand twice",
    text: `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n${"  a: b\n".repeat(many + 1)}`,
    diagnostics: many,
    objects: 1,
  },
])("$name by the hundred thousand are each told", { timeout: 120_000 }, async ({ text, diagnostics, objects }) => {
  writeFileSync(join(folder, "a.yaml"), text);

  const loaded = await loadManifestSet({
    targets: ["a.yaml"],
    workingDirectory: folder,
    exclude: [],
    standardInput: (async function* () {})(),
    environment: {},
  });

  expect(loaded.diagnostics).toHaveLength(diagnostics);
  expect(loaded.set.objects).toHaveLength(objects);
});
