import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnalyzerResult } from "../../model/analysis.ts";
import * as registry from "./registry.ts";

const analyzers = Object.values(registry);
type LanguageAnalyzer = (typeof analyzers)[number];

function analyze(analyzer: LanguageAnalyzer, bytes: Buffer): AnalyzerResult {
  const path = analyzer.paths[0].replaceAll(/\{,?([^,}]*)[^}]*\}/g, "$1").replaceAll("*", "x");
  return analyzer.analyze({ path, bytes, size: bytes.length, mode: 0o644, userId: 0 });
}

/** Members that the formats have, so that values of a wrong type stand where something else is expected. */
const key = fc.constantFrom(
  "name",
  "version",
  "packages",
  "dev-package-names",
  "license",
  "licenses",
  "dependencies",
  "depends",
  "libraries",
  "targets",
  "runtimeTarget",
  "type",
  "sha256",
  "require",
  "author",
  "a/1.0.0",
  "__proto__",
);
const { document } = fc.letrec<{ document: unknown }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -1.5, "", "a", "1.0.0", "\u0000"),
    fc.array(tie("document"), { maxLength: 4 }),
    fc.dictionary(key, tie("document"), { maxKeys: 6 }),
  ),
}));
const line = fc
  .tuple(fc.constantFrom("Name", "Version", "Package", "License", "Requires-Dist", "", " ", "s.name"), fc.string())
  .map(([name, value]) => `${name}: ${value}`);
const lines = fc.array(line, { maxLength: 12 }).map((all) => all.join("\n"));
const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  document.map((value) => Buffer.from(JSON.stringify(value))),
  lines.map((text) => Buffer.from(text)),
);

describe.each(analyzers)("$id", (analyzer) => {
  test("finds no package in an empty file", () => {
    expect(analyze(analyzer, Buffer.alloc(0)).packages ?? []).toEqual([]);
  });

  test("gives packages with names, or none, of any content", () => {
    fc.assert(
      fc.property(content, (bytes) => {
        for (const { name, version } of analyze(analyzer, bytes).packages ?? []) {
          expect(name).not.toBe("");
          expect(typeof version).toBe("string");
        }
      }),
      { numRuns: 300 },
    );
  });
});
