import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasProgram, toolEnvironment } from "../kubernetes-tools.ts";

const root = join(import.meta.dirname, "../..");
const main = join(root, "packages/sekisho/src/cli/main.ts");
let folder: string;

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  hostPID: true\n  containers:\n  - name: app\n    image: nginx:1.29.0\n`;

const files: Readonly<Record<string, string>> = {
  "deploy/plain/web.yaml": pod("plain"),
  "deploy/chart/Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n",
  "deploy/chart/values.yaml": "hostPID: false\n",
  "deploy/chart/templates/pod.yaml": pod("chart").replace("true", "{{ .Values.hostPID }}"),
  "deploy/dev.yaml": "hostPID: true\n",
  "deploy/base.yaml": "hostPID: true\n",
  "deploy/prod.yaml": "hostPID: false\n",
  "deploy/base/kustomization.yaml": "resources: [pod.yaml]\n",
  "deploy/base/pod.yaml": pod("base"),
  "deploy/overlays/prod/kustomization.yaml": "resources: [../../base]\n",
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-manifests-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command of the guide; gives its exit code and the places of pods that see the node's processes. */
function run(command: string): { readonly status: number | null; readonly places: readonly string[] } {
  const [, ...words] = command.split(" ");
  const { status, stdout } = spawnSync(process.execPath, [main, ...words, "--format", "json"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...toolEnvironment },
  });
  const found = /"id": ?"workload\/host-pid"/.test(stdout) ? stdout.matchAll(/"path": ?"(deploy\/[^"]+)"/g) : [];
  return { status, places: [...new Set([...found].map(([, path = ""]) => path))].toSorted() };
}

const hasTools = hasProgram("helm") && hasProgram("kustomize", "kubectl");

describe.skipIf(!hasTools).each(["manifests.md", "manifests.ja.md"])("the commands of docs/guide/%s", (name) => {
  const guide = readFileSync(join(root, "docs/guide", name), "utf8");
  // An image of a registry is not there to be scanned.
  const named = [...guide.matchAll(/^sekisho scan .+$/gm)].map(([command]) => command);
  const commands = named.filter((command) => !command.includes("registry.example.com"));

  test("scan a directory, a manifest, a chart with sets of values and an overlay", () => {
    expect(commands).toHaveLength(4);
    const results = commands.map(run);

    expect(results.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    const [directory, manifest, chart, overlays] = results.map(({ places }) => places);
    expect(directory).toEqual(expect.arrayContaining(["deploy/base/pod.yaml", "deploy/plain/web.yaml"]));
    expect(manifest).toEqual(["deploy/plain/web.yaml"]);
    expect(chart).toContain("deploy/dev.yaml");
    expect(chart).not.toContain("deploy/prod.yaml");
    expect(overlays).toEqual(["deploy/base/pod.yaml"]);
  }, 120_000);
});
