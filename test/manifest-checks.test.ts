import { describe, expect, test } from "vitest";
import type { ManifestExample } from "../packages/sekisho/src/checks/manifest/define.ts";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import type { Text } from "../packages/sekisho/src/model/text.ts";
import { addFix } from "../packages/sekisho/src/scan/manifest/manifest-fix.ts";
import { manifestChecks } from "../packages/sekisho/src/scan/manifest-checks.ts";
import { applyEdits } from "../packages/sekisho/src/scan/merge-fixes.ts";
import { rangeToShow } from "../packages/sekisho/src/semantics/kubernetes/locate.ts";
import { applyChanges } from "../packages/sekisho/src/semantics/manifest-edit/apply-changes.ts";
import { unchanged } from "../packages/sekisho/src/semantics/manifest-edit/change-tree.ts";
import { editDocument } from "../packages/sekisho/src/semantics/manifest-edit/edit-manifest.ts";
import { valueOf } from "../packages/sekisho/src/semantics/manifest-edit/value-of.ts";
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

  test.each(list(check.examples.fail))("is silenced by its fix: $name", ({ example }) => {
    const text = manifestOf(check, example);
    const documents = parseYamlSource(text);
    const { violations } = judgeManifestExample(check, example);
    const keyOf = ({ subject, object }: (typeof violations)[number]) => `${object.source.document} ${subject}`;
    const countOf = (judged: typeof violations, key: string) => judged.filter((other) => keyOf(other) === key).length;
    for (const judged of violations) {
      const root = documents[judged.object.source.document]?.root;
      const tree = addFix(unchanged, judged);
      if (judged.violation.fix === undefined || root === undefined || tree === undefined) continue;

      const made = editDocument(text, root, tree);
      if ("refusal" in made) throw new Error(`The fix is refused: ${made.refusal.en}`);
      const repaired = applyEdits(text, made.edits);
      const after = parseYamlSource(repaired);

      expect(repaired).not.toBe(text);
      expect(after.flatMap(({ problems }) => problems)).toEqual([]);
      expect(valueOf(after[judged.object.source.document]?.root ?? root)).toEqual(applyChanges(valueOf(root), tree));
      const again = judgeManifestExample(check, withManifests(example, repaired)).violations;
      // A rule of its own may hold a subject several times; one of them is gone.
      expect(countOf(again, keyOf(judged))).toBeLessThan(countOf(violations, keyOf(judged)));
    }
  });

  test.each(list(check.examples.pass))("passes: $name", ({ example }) => {
    const { violations, diagnostics } = judgeManifestExample(check, example);

    expect(diagnostics).toEqual([]);
    expect(violations.map(({ violation }) => violation.message.en)).toEqual([]);
  });
});

/** Gives the example with other manifests; those of a pod template already have a pod around them. */
function withManifests(example: string | ManifestExample, manifests: string): ManifestExample {
  return typeof example === "string" ? { manifests } : { ...example, manifests };
}

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
