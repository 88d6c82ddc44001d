import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import { manifestChecks } from "../packages/sekisho/src/scan/manifest-checks.ts";
import { editManifest } from "../packages/sekisho/src/semantics/manifest-edit/edit-manifest.ts";
import { judgeManifestExample, manifestOf } from "./manifest-example.ts";

const repairable = manifestChecks
  .filter(({ id }) => id.startsWith("workload/"))
  .flatMap((check) => check.examples.fail.map((example, index) => ({ id: check.id, index, check, example })))
  .filter(({ check, example }) =>
    judgeManifestExample(check, example).violations.some(({ violation }) => violation.fix !== undefined),
  );

describe("the repair of a finding about a pod silences its check", () => {
  test.each(repairable)("$id, example $index", ({ check, example }) => {
    let text = manifestOf(check, example);
    const kubernetesMinor = typeof example === "string" ? undefined : example.kubernetesMinor;
    const judge = () =>
      judgeManifestExample(check, kubernetesMinor === undefined ? text : { manifests: text, kubernetesMinor });
    const withFix = () => judge().violations.filter(({ violation }) => violation.fix !== undefined);

    let repaired = 0;
    for (let found = withFix(); found.length > 0 && repaired < 10; found = withFix()) {
      const [first] = found;
      if (first?.violation.fix === undefined) break;
      const { document, pointer } = first.object.source;
      const root = parseYamlSource(text)[document]?.root;
      if (root === undefined) throw new Error("the example has no such document");
      const base = pointer + first.base;
      const changes = first.violation.fix.changes.map((change) =>
        "set" in change ? { ...change, set: base + change.set } : { remove: base + change.remove },
      );
      const result = editManifest(text, root, changes);
      if ("refusal" in result) throw new Error(result.refusal.en);
      for (const { start, end, text: put } of result.edits.toSorted((left, right) => right.start - left.start)) {
        text = text.slice(0, start) + put + text.slice(end);
      }
      repaired++;
    }

    expect(withFix()).toEqual([]);
    expect(repaired).toBeGreaterThan(0);
    expect(repaired).toBeLessThan(10);
  });

  test("most checks of pods have one", () => {
    expect(new Set(repairable.map(({ id }) => id)).size).toBeGreaterThan(25);
  });
});
