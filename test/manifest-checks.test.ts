import { describe, expect, test } from "vitest";
import type { ManifestExample } from "../packages/sekisho/src/checks/manifest/define.ts";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import type { Text } from "../packages/sekisho/src/model/text.ts";
import { manifestChecks } from "../packages/sekisho/src/scan/catalogue.ts";
import { rangeToShow } from "../packages/sekisho/src/semantics/kubernetes/locate.ts";
import { judgeManifestExample, manifestOf } from "./manifest-example.ts";

describe.each(manifestChecks.map((check) => ({ id: check.id, check })))("examples of $id", ({ check }) => {
  test.each(list(check.examples.fail))("fails: $name", ({ example }) => {
    const text = manifestOf(check, example);
    const documents = parseYamlSource(text);

    const { violations, diagnostics } = judgeManifestExample(check, example);

    expect(diagnostics).toEqual([]);
    expect(violations.length).toBeGreaterThan(0);
    for (const { violation, subject, object, base } of violations) {
      expectBothLanguages(violation.message);
      expect(subject).not.toBe("");
      const root = documents[object.source.document]?.root;
      for (const pointer of [violation.pointer, ...(violation.also ?? [])]) {
        expect(pointer).toMatch(/^(?:\/|$)/);
        const range = root && rangeToShow(text, root, object.source.pointer + base + pointer);
        expect(range === undefined ? "" : text.slice(range.start, range.end)).not.toBe("");
      }
    }
  });

  test.each(list(check.examples.pass))("passes: $name", ({ example }) => {
    const { violations, diagnostics } = judgeManifestExample(check, example);

    expect(diagnostics).toEqual([]);
    expect(violations.map(({ violation }) => violation.message.en)).toEqual([]);
  });
});

function list(examples: readonly (string | ManifestExample)[]) {
  return examples.map((example, index) => {
    const text = typeof example === "string" ? example : example.manifests;
    return {
      name: `${index + 1} ${JSON.stringify(text.slice(0, 60)).replaceAll("%", "%%").replaceAll("$", "$$$$")}`,
      example,
    };
  });
}

function expectBothLanguages(text: Text): void {
  expect(text.en).toMatch(/[.:?]$/);
  expect(text.ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
}
