import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;
beforeEach(() => {
  workplace = createWorkplace();
});
afterEach(() => workplace.remove());

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  # while we move
  hostNetwork: true
  containers: []
`;
const only = ["--rule", "workload/host-network"];

describe("sekisho fix of manifests", () => {
  test("shows a diff and writes nothing", async () => {
    workplace.write("deploy/pod.yaml", pod);
    workplace.write("deploy/values.yaml", "hostNetwork: true\n");

    const result = await callCli(workplace, ["fix", "--propose", ...only, "deploy"]);

    expect(result.exitCode).toBe(0);
    expect(result.output).toContain("--- a/deploy/pod.yaml\n");
    expect(result.output).toContain("\n   # while we move\n-  hostNetwork: true\n   containers: []\n");
    expect(result.output).not.toContain("values.yaml");
    expect(readFileSync(join(workplace.folder, "deploy/pod.yaml"), "utf8")).toBe(pod);
  });

  test("without --propose it says how many are left to decide on", async () => {
    workplace.write("pod.yaml", pod);

    const result = await callCli(workplace, ["fix", ...only, "pod.yaml"]);

    expect(result).toMatchObject({ exitCode: 0, output: "" });
    expect(result.errorOutput).toContain(
      "1 more repair to decide on:  sekisho fix --propose --rule workload/host-network pod.yaml",
    );
  });

  test("writes, and a second run changes nothing", async () => {
    workplace.write("pod.yaml", pod);

    const first = await callCli(workplace, ["fix", "--propose", "--write", "pod.yaml"]);
    const written = readFileSync(join(workplace.folder, "pod.yaml"), "utf8");
    const second = await callCli(workplace, ["fix", "--propose", "--write", "pod.yaml"]);

    expect(first).toMatchObject({ exitCode: 0, output: "" });
    expect(written).not.toContain("hostNetwork: true");
    expect(second).toMatchObject({ exitCode: 0, output: "" });
    expect(readFileSync(join(workplace.folder, "pod.yaml"), "utf8")).toBe(written);
  });

  test("prints a Kustomize component instead", async () => {
    workplace.write("pod.yaml", pod);

    const result = await callCli(workplace, ["fix", "--propose", "--as-patch", ...only, "pod.yaml"]);

    expect(result.exitCode).toBe(0);
    expect(result.output).toBe(`apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
# workload/host-network
- target:
    version: v1
    kind: Pod
    name: web
  patch: |-
    apiVersion: v1
    kind: Pod
    metadata:
      name: web
    spec:
      hostNetwork: null
`);
  });

  test("patches are not written into files", async () => {
    workplace.write("pod.yaml", pod);

    const result = await callCli(workplace, ["fix", "--as-patch", "--write", "pod.yaml"]);

    expect(result).toMatchObject({ exitCode: 2, output: "" });
    expect(result.errorOutput).toContain("--as-patch: expected it without --write");
  });

  test("what cannot be read ends with 3, the rest is repaired", async () => {
    workplace.write("pod.yaml", `${pod}---\napiVersion: v1\nkind: [\n`);

    const result = await callCli(workplace, ["fix", "--propose", "--write", ...only, "pod.yaml"]);

    expect(result.exitCode).toBe(3);
    expect(result.errorOutput).toMatch(/pod\.yaml:\d+: This document is not examined\./);
    expect(readFileSync(join(workplace.folder, "pod.yaml"), "utf8")).not.toContain("hostNetwork: true");
  });

  test("the report of a scan carries the fix and the exception", async () => {
    const annotated = pod.replace(
      "spec:",
      "  annotations:\n    sekisho.dev/ignore: workload/host-network reason=x\nspec:",
    );
    workplace.write("open.yaml", pod);
    workplace.write("accepted.yaml", annotated.replace("name: web", "name: other"));

    const result = await callCli(workplace, ["scan", "--format", "json", "open.yaml", "accepted.yaml"]);

    const found = [...result.output.matchAll(/"status": ?"(open|accepted)"/g)].map(([, status]) => status);
    expect(found).toContain("accepted");
    expect(result.output).toMatch(/"fix": ?\{\s*"safety": ?"proposal"/);
  });
});
