import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const main = join(root, "packages/sekisho/src/cli/main.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-policies-"));
  mkdirSync(join(folder, "policies"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args, "--lang", "en"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, HOME: folder },
  });
  return { status, stdout, stderr };
}

function yamlBlocks(guide: string): readonly string[] {
  return Array.from(guide.matchAll(/```yaml\n([^`]{1,5000})```/g), ([, text = ""]) => text);
}

describe.each(["policies.md", "policies.ja.md"])("docs/guide/%s", (name) => {
  const guide = readFileSync(join(root, "docs/guide", name), "utf8");
  const [policy = "", web = "", configuration = "", lookup = ""] = yamlBlocks(guide);

  test("the first policy finds the line that the guide names, by option and by configuration", () => {
    writeFileSync(join(folder, "policies/replicas.yaml"), policy);
    writeFileSync(join(folder, "web.yaml"), web);

    expect(guide).toContain("sekisho scan web.yaml --policy 'policies/*.yaml'\n");
    const { status, stdout } = run("scan", "web.yaml", "--policy", "policies/*.yaml", "--fail-on", "high");
    expect(stdout).toMatch(/high +7:3 +.*\n? +policy\/few-replicas|7:3 .*policy\/few-replicas/);
    expect(stdout).toContain("expected at most 5 replicas, got 7");
    expect(status).toBe(1);

    writeFileSync(join(folder, ".sekisho.yaml"), configuration);
    const { reports } = JSON.parse(run("scan", "web.yaml", "--format", "json").stdout);
    expect(reports[0].findings).toContainEqual(
      expect.objectContaining({
        rule: { id: "policy/few-replicas", aliases: [], controls: [] },
        severity: "medium",
        subject: "shop/web[Deployment]",
      }),
    );
  }, 60_000);

  test("objects(kind) looks at the whole set, and the report says that no cluster has it", () => {
    writeFileSync(join(folder, "policies/lookup.yaml"), lookup);
    writeFileSync(join(folder, "web.yaml"), web);
    const budget = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web, namespace: shop }\n";
    writeFileSync(join(folder, "budget.yaml"), `${budget}spec: { minAvailable: 1, selector: {} }\n`);

    const alone = run("scan", "web.yaml", "--policy", "policies");
    const together = run("scan", "web.yaml", "budget.yaml", "--policy", "policies", "--format", "json");

    expect(alone.stdout).toContain("policy/with-disruption-budget");
    expect(together.stdout).not.toContain('"id": "policy/with-disruption-budget"');
    expect(together.stdout).toContain("policy/not-for-clusters");
  }, 60_000);

  test("an error ends the command with its line and column", () => {
    writeFileSync(join(folder, "policies/replicas.yaml"), policy.replace("<= 5", "<="));
    writeFileSync(join(folder, "web.yaml"), web);

    const { status, stderr } = run("scan", "web.yaml", "--policy", "policies");

    expect(status).toBe(2);
    expect(stderr).toContain("policies/replicas.yaml:13:42: expected an expression");
  }, 60_000);
});
