import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRemoteReference, readKustomization } from "./kustomization.ts";

// Expected values: the reference of kustomization.yaml (kubectl.docs.kubernetes.io, "The Kustomization File").
describe("readKustomization", () => {
  test("reads every name of a file or directory with its use", () => {
    const { references } = readKustomization(
      [
        "resources: [a.yaml, ../base]",
        "components: [../part]",
        "bases: [../old]",
        "patches: [{path: p.yaml, target: {kind: Deployment}}]",
        "patchesStrategicMerge: [s.yaml]",
        "patchesJson6902: [{path: j.yaml}]",
        "configMapGenerator: [{name: c, files: [key=f.txt, g.txt], envs: [e.env]}]",
        "secretGenerator: [{name: s, env: t.env}]",
        "crds: [crd.json]",
        "replacements: [{path: r.yaml}]",
      ].join("\n"),
    );

    expect(references.map(({ use, path }) => `${use} ${path}`)).toEqual([
      "resource a.yaml",
      "resource ../base",
      "resource ../part",
      "resource ../old",
      "patch p.yaml",
      "patch s.yaml",
      "patch j.yaml",
      "other f.txt",
      "other g.txt",
      "other e.env",
      "other t.env",
      "other crd.json",
      "other r.yaml",
    ]);
  });

  test.each([
    { name: "an overlay without kind", text: "resources: [a.yaml]\n", kind: "overlay" },
    { name: "an overlay", text: "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", kind: "overlay" },
    { name: "a component", text: "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n", kind: "component" },
    {
      name: "Flux's object of the same kind",
      text: "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n",
      kind: "other",
    },
    { name: "a list", text: "- a\n", kind: "other" },
    { name: "an empty file", text: "", kind: "overlay" },
    { name: "broken YAML", text: "a: [\n", kind: "overlay" },
  ])("tells $name", ({ text, kind }) => {
    expect(readKustomization(text).kind).toBe(kind);
  });

  test("reads inline patches of both kinds, and where charts are asked for", () => {
    const text =
      "patches:\n- patch: |-\n    - op: remove\n      path: /a\npatchesStrategicMerge:\n- |-\n  kind: Pod\n  a: b\nhelmCharts: []\n";

    const { inlinePatches, charts } = readKustomization(text);

    expect(inlinePatches.map((patch) => patch.text)).toEqual(["- op: remove\n  path: /a", "kind: Pod\na: b"]);
    expect(text.slice(charts?.start, charts?.end)).toBe("helmCharts");
  });

  test("never throws", () => {
    const word = fc.constantFrom("resources:", "patches:", "- ", "  ", "\n", "[", "{", "path: a", "*a", "&a", "|");
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
        expect(() => readKustomization(words.join(""))).not.toThrow();
      }),
    );
  });
});

describe("isRemoteReference", () => {
  test.each([
    { path: "https://github.com/a/b", expected: true },
    { path: "github.com/a/b//x?ref=v1", expected: true },
    { path: "git@github.com:a/b", expected: true },
    { path: "git::https://a.b/c", expected: true },
    { path: "ssh://git@host/x", expected: true },
    { path: "../base", expected: false },
    { path: "base", expected: false },
    { path: "./a.yaml", expected: false },
    { path: "deployment.yaml", expected: false },
  ])("$path: $expected", ({ path, expected }) => {
    expect(isRemoteReference(path)).toBe(expected);
  });
});
