import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { callCli, createWorkplace, type Workplace } from "./run-cli.ts";

let workplace: Workplace;

beforeEach(() => {
  workplace = createWorkplace();
});

afterEach(() => workplace.remove());

describe.each([
  { file: "permissions.md", language: "en" },
  { file: "permissions.ja.md", language: "ja" },
])("docs/guide/$file", ({ file, language }) => {
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guide", file), "utf8");
  const manifests = /```yaml\n([^`]{1,5000})```/.exec(guide)?.[1] ?? "";
  const calls = [...guide.matchAll(/```console\n\$ sekisho ([^\n]{1,200})\n([^`]{1,5000})```/g)].map(
    ([, call = "", output = ""]) => ({ call, output }),
  );

  test("has calls with their answers", () => {
    expect(calls).toHaveLength(2);
  });

  test.each(calls)(
    "$call answers as shown",
    async ({ call, output }) => {
      workplace.write("rbac.yaml", manifests);
      const result = await callCli(workplace, [...call.split(" "), "--lang", language]);
      expect(result.output).toBe(output);
      expect(result.exitCode).toBe(0);
    },
    60_000,
  );

  test("every other call in it is one that the command takes", async () => {
    workplace.write("rbac.yaml", manifests);
    const { output } = await callCli(workplace, ["rbac", "what-can", "ServiceAccount:shop/pipeline", "rbac.yaml"]);
    expect(guide).toContain("sekisho rbac what-can ServiceAccount:shop/pipeline rbac.yaml");
    expect(output).toContain("get, patch deployments.apps");
  }, 60_000);
});
