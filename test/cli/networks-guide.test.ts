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
  { file: "networks.md", language: "en" },
  { file: "networks.ja.md", language: "ja" },
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
      workplace.write("shop.yaml", manifests);
      const result = await callCli(workplace, [...call.split(" "), "--lang", language]);
      expect(result.output).toBe(output);
      expect(result.exitCode).toBe(0);
    },
    60_000,
  );

  test("the flow in it becomes policies that are proved", async () => {
    const flow = /`(\{ "from"[^`]{1,200}\})`/.exec(guide)?.[1] ?? "";
    workplace.write("shop.yaml", manifests);
    workplace.write("flows.json", flow);
    expect(guide).toContain("sekisho network generate flows.json shop.yaml");
    const { exitCode, output } = await callCli(workplace, ["network", "generate", "flows.json", "shop.yaml"]);
    expect(exitCode).toBe(0);
    expect(output.match(/^kind: NetworkPolicy$/gm)).toHaveLength(4);
  }, 60_000);
});
