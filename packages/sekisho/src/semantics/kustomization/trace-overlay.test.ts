import { describe, expect, test } from "vitest";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import { readKustomization } from "./kustomization.ts";
import { type OverlayDocument, traceOverlay } from "./trace-overlay.ts";

function documentOf(path: string, text: string): OverlayDocument {
  const root = parseYamlSource(text)[0]?.root;
  if (root === undefined) throw new Error("the text of the example is no YAML");
  return { path, text, root, placeOf: (range) => range };
}

const base = `kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: other
        image: a:1
      - name: app
        image: b:1
        securityContext: {privileged: true}
`;

/** Expected places were found by hand: they are named by the text that stands there. */
interface Example {
  readonly name: string;
  readonly built: string;
  readonly patch?: string;
  readonly kustomization?: string;
  readonly pointer: string;
  readonly expected: readonly [string, string];
}

describe("traceOverlay", () => {
  test.each<Example>([
    {
      name: "what nobody changed, though the order of containers is another one",
      built: base.replace("      - name: other\n        image: a:1\n", ""),
      pointer: "/spec/template/spec/containers/0/securityContext/privileged",
      expected: ["base", "privileged: true"],
    },
    {
      name: "what a strategic patch set",
      built: base.replace("replicas: 1", "replicas: 5"),
      patch: "kind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 5\n",
      pointer: "/spec/replicas",
      expected: ["patch", "replicas: 5"],
    },
    {
      name: "what a strategic patch of a container set",
      built: base.replace("b:1", "c:2"),
      patch:
        "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        image: c:2\n",
      pointer: "/spec/template/spec/containers/1/image",
      expected: ["patch", "image: c:2"],
    },
    {
      name: "what a patch of another kind does not change",
      built: base,
      patch: "kind: StatefulSet\nspec:\n  replicas: 1\n",
      pointer: "/spec/replicas",
      expected: ["base", "replicas: 1"],
    },
    {
      name: "what a JSON patch added",
      built: base.replace("replicas: 1", "replicas: 1\n  paused: true"),
      patch: "- op: add\n  path: /spec/paused\n  value: true\n",
      pointer: "/spec/paused",
      expected: ["patch", "value: true"],
    },
    {
      name: "what a JSON patch added at the end of a list",
      built: `${base}      - name: late\n        image: d:1\n`,
      patch: "- op: add\n  path: /spec/template/spec/containers/-\n  value:\n    name: late\n    image: d:1\n",
      pointer: "/spec/template/spec/containers/2/image",
      expected: ["patch", "image: d:1"],
    },
    {
      name: "what a JSON patch removed",
      built: base.replace("        securityContext: {privileged: true}\n", ""),
      patch: "- op: remove\n  path: /spec/template/spec/containers/1/securityContext\n",
      pointer: "/spec/template/spec/containers/1/securityContext/privileged",
      expected: ["patch", "op: remove"],
    },
    {
      name: "an image that the kustomization set",
      built: base.replace("b:1", "b:latest"),
      kustomization: "images:\n- name: a\n  newTag: x\n- name: b\n  newTag: latest\n",
      pointer: "/spec/template/spec/containers/1/image",
      expected: ["kustomization", "name: b"],
    },
    {
      name: "a field that is missing",
      built: base,
      pointer: "/spec/template/spec/containers/1/resources",
      expected: ["base", "name: app"],
    },
    {
      name: "a field of the object that is missing",
      built: base,
      pointer: "/metadata/namespace",
      expected: ["base", "name: web"],
    },
  ])("finds $name", ({ built, patch, kustomization = "", pointer, expected }) => {
    const layer = {
      path: "kustomization",
      kustomization: readKustomization(kustomization),
      patches: patch === undefined ? [] : [documentOf("patch", patch)],
    };
    const texts: Readonly<Record<string, string>> = { base, patch: patch ?? "", kustomization };

    const place = traceOverlay(documentOf("built", built).root, pointer, {
      origin: documentOf("base", base),
      layers: [layer],
    });

    const text = texts[place?.path ?? ""]?.slice(place?.range.start, place?.range.end);
    expect([place?.path, text?.split("\n", 1)[0]]).toEqual(expected);
  });

  test("an object that the kustomization generated leads to the generator", () => {
    const kustomization = "configMapGenerator:\n- name: settings\n  literals: [a=b]\n";
    const layer = { path: "kustomization", kustomization: readKustomization(kustomization), patches: [] };
    const { root } = documentOf("built", "kind: ConfigMap\nmetadata: {name: settings-abc}\n");

    const place = traceOverlay(root, "/data", { origin: undefined, layers: [layer] });

    expect(kustomization.slice(place?.range.start, place?.range.end)).toBe("name: settings");
  });

  test("an object that nobody knows leads nowhere", () => {
    const { root } = documentOf("built", "kind: Pod\nmetadata: {name: x}\n");

    expect(traceOverlay(root, "/spec", { origin: undefined, layers: [] })).toBeUndefined();
  });
});
