import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseYamlSource } from "../packages/sekisho/src/formats/yaml-source/parse-yaml-source.ts";
import type { ManifestChange } from "../packages/sekisho/src/semantics/kubernetes/manifest-change.ts";
import { describeObject, type ManifestObject } from "../packages/sekisho/src/semantics/kubernetes/manifest-object.ts";
import { isManifestMap } from "../packages/sekisho/src/semantics/kubernetes/manifest-value.ts";
import { readObjects } from "../packages/sekisho/src/semantics/kubernetes/read-objects.ts";
import { writeComponent } from "../packages/sekisho/src/semantics/kustomize-patch/write-component.ts";
import { applyChanges } from "../packages/sekisho/src/semantics/manifest-edit/apply-changes.ts";
import { addChanges, unchanged } from "../packages/sekisho/src/semantics/manifest-edit/change-tree.ts";

const kept = fileURLToPath(new URL("../node_modules/.cache/kubernetes-tools/kubectl", import.meta.url));
const kubectl = [...(process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "kubectl")), kept].find(
  (path) => existsSync(path),
);

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web.shop, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      hostNetwork: true
      containers:
      - name: app
        image: a:1
        env: [{ name: A, value: "1" }, { name: B, value: "2" }]
        ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 80, protocol: UDP }]
        securityContext: { capabilities: { add: [NET_RAW, CHOWN] }, privileged: true }
      - { name: tool, image: b }
      volumes: [{ name: a, emptyDir: {} }, { name: b, hostPath: { path: / } }]
`;

const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec: { template: { spec: { containers: [{ name: app, image: a }] } } }
`;

const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: "system:web" }
rules:
- { apiGroups: ["*"], resources: [pods, secrets], verbs: [get, "*"] }
- { apiGroups: [""], resources: [nodes], verbs: [get] }
`;

const pod = "/spec/template/spec";
const app = `${pod}/containers/0`;

// What the patches make is what the tool makes of them that people build overlays with.
test.skipIf(kubectl === undefined).each([
  { name: "a field removed", manifest: deployment, changes: [{ remove: `${pod}/hostNetwork` }], isMerged: true },
  {
    name: "fields of containers set, maps on the way made",
    manifest: deployment,
    changes: [
      { set: `${app}/securityContext/runAsNonRoot`, value: true },
      { set: `${app}/securityContext/privileged`, value: false },
      { set: `${pod}/containers/1/resources/limits/memory`, value: "64Mi" },
    ],
    isMerged: true,
  },
  {
    name: "a list that is replaced as a whole",
    manifest: deployment,
    changes: [
      { remove: `${app}/securityContext/capabilities/add/0` },
      { set: `${app}/securityContext/capabilities/drop/-`, value: "ALL" },
    ],
    isMerged: true,
  },
  { name: "an item removed by its name", manifest: deployment, changes: [{ remove: `${app}/env/0` }], isMerged: true },
  { name: "a volume removed", manifest: deployment, changes: [{ remove: `${pod}/volumes/1` }], isMerged: true },
  {
    name: "ports that share a number",
    manifest: deployment,
    changes: [{ remove: `${app}/ports/0/hostPort` }],
    isMerged: false,
  },
  {
    name: "an item added",
    manifest: deployment,
    changes: [{ set: `${app}/env/-`, value: { name: "C", value: "yes" } }],
    isMerged: false,
  },
  {
    name: "a text that becomes a truth value",
    manifest: deployment.replace("hostNetwork: true", 'hostNetwork: "true"'),
    changes: [{ set: `${pod}/hostNetwork`, value: true }],
    isMerged: false,
  },
  {
    name: "the version of the API",
    manifest: deployment,
    changes: [{ set: "/apiVersion", value: "apps/v2" }],
    isMerged: false,
  },
  { name: "a container removed", manifest: deployment, changes: [{ remove: `${pod}/containers/1` }], isMerged: true },
  {
    name: "metadata",
    manifest: deployment,
    changes: [{ set: "/metadata/annotations/a~1b", value: "x: y # z" }],
    isMerged: true,
  },
  {
    name: "another group's kind",
    manifest: rollout,
    changes: [{ set: "/spec/template/spec/containers/0/securityContext/privileged", value: false }],
    isMerged: false,
  },
  {
    name: "lists in lists",
    manifest: role,
    changes: [{ remove: "/rules/0/verbs/1" }, { remove: "/rules/0/resources/0" }],
    isMerged: false,
  },
  { name: "an item of an unnamed list", manifest: role, changes: [{ remove: "/rules/0" }], isMerged: false },
] satisfies readonly PatchCase[])("$name", ({ manifest, changes, isMerged }) => {
  const before = onlyObject(manifest);
  const after = change(before, changes);

  const component = writeComponent([{ before, after, rules: ["workload/example"] }]);
  const built = build(manifest, component);

  expect(component.includes("op: ")).toBe(!isMerged);
  expect(onlyObject(built).content).toEqual(after.content);
});

interface PatchCase {
  readonly name: string;
  readonly manifest: string;
  readonly changes: readonly ManifestChange[];
  readonly isMerged: boolean;
}

function onlyObject(text: string): ManifestObject {
  const { objects } = readObjects(parseYamlSource(text), { path: "a.yaml" });
  const [object] = objects;
  if (object === undefined || objects.length !== 1)
    throw new Error(`expected one object, got: ${objects.map(describeObject).join()}`);
  return object;
}

function change(object: ManifestObject, changes: readonly ManifestChange[]): ManifestObject {
  const tree = addChanges(unchanged, changes);
  const content = tree === undefined ? undefined : applyChanges(object.content, tree);
  if (!isManifestMap(content)) throw new Error("the changes contradict each other");
  return { ...object, content };
}

/** Builds an overlay that takes a manifest and a component. */
function build(manifest: string, component: string): string {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-overlay-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("base/a.yaml", manifest);
  write("base/kustomization.yaml", "resources: [a.yaml]\n");
  write("patches/kustomization.yaml", component);
  write("overlay/kustomization.yaml", "resources: [../base]\ncomponents: [../patches]\n");
  const { status, stdout, stderr } = spawnSync(kubectl ?? "kubectl", ["kustomize", join(folder, "overlay")], {
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`${stderr}\n${component}`);
  return stdout;
}
