import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findFramework } from "../../packages/sekisho/src/compliance/controls-of.ts";
import { knownClasses } from "../../packages/sekisho/src/semantics/data-classes/known-classes.ts";
import { demandIds } from "../../packages/sekisho/src/semantics/data-classes/security-policy.ts";

const root = join(import.meta.dirname, "../..");
const main = join(root, "packages/sekisho/src/cli/main.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-security-policy-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: readonly string[]) {
  const env = { ...process.env, XDG_DATA_HOME: join(folder, "data"), HOME: folder, SEKISHO_DB: "" };
  const options = { cwd: folder, encoding: "utf8", env, input: "\n" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args, "--lang", "en"], options);
  return { status, stdout, stderr };
}

function blocksOf(guide: string, language: string): readonly string[] {
  return [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]{1,5000})\`\`\``, "g"))].map(
    ([, text]) => text ?? "",
  );
}

describe.each(["security-policy.md", "security-policy.ja.md"])("docs/guide/%s", (name) => {
  const guide = readFileSync(join(root, "docs/guide", name), "utf8");
  const [manifests = "", policy = "", own = ""] = blocksOf(guide, "yaml");

  test("its commands write the policy that it shows, and show what is missing", () => {
    writeFileSync(join(folder, "shop.yaml"), manifests);
    expect(blocksOf(guide, "sh").slice(0, 2)).toEqual([
      "sekisho policy init\n",
      "sekisho policy init --yes --standard accounts=gdpr\n",
    ]);

    expect(run("policy", "init", "--yes", "--standard", "accounts=gdpr").status).toBe(0);
    const written = readFileSync(join(folder, ".sekisho.yaml"), "utf8");
    expect(written.slice(written.indexOf("services:"))).toBe(policy);

    const table = run("scan", ".").stdout;
    expect(table.slice(table.indexOf("Security policy")).replaceAll(/\n {6}/g, " ")).toContain(
      "    ✗ missing: Outgoing connections are limited\n",
    );
    expect(table).toContain("data-class/mixed-levels-on-nodes");
  }, 60_000);

  test("its page for auditors shows every control", () => {
    writeFileSync(join(folder, "shop.yaml"), manifests);
    expect(blocksOf(guide, "sh")).toContain("sekisho scan . --framework nist-sp800-190 --format html=audit.html\n");

    expect(run("scan", ".", "--framework", "nist-sp800-190", "--format", "html=audit.html").status).toBe(0);
    const page = readFileSync(join(folder, "audit.html"), "utf8");
    for (const { id } of findFramework("nist-sp800-190")?.controls ?? []) expect(page).toContain(`>${id}</a></td>`);
    expect(page).toContain("Mixing of workload sensitivity levels");
  }, 60_000);

  test("classes of the user are obeyed", () => {
    writeFileSync(join(folder, "shop.yaml"), manifests);
    writeFileSync(join(folder, ".sekisho.yaml"), own);

    const { stdout } = run("scan", ".", "--format", "json");
    const report = stdout.slice(stdout.indexOf('"securityPolicy"'));
    expect(report).toContain('"Health records"');
    expect(report).toContain('"own-node-pool"');
    expect(report).toContain('"HIPAA Security Rule 164.312(e)(1)"');
  }, 60_000);

  test("names every class with its level, every demand and frameworks that exist", () => {
    for (const { name: known, level } of knownClasses) {
      expect(guide).toMatch(new RegExp(`^\\| \`${known}\`[^|]*\\| ${level} \\|`, "m"));
    }
    for (const id of demandIds) expect(guide).toContain(`\`${id}\``);
    const named = [...guide.slice(guide.indexOf("## 5")).matchAll(/`([a-z]+(?:-[a-z0-9]+)*)`/g)].map(
      ([, id]) => id ?? "",
    );
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((id) => findFramework(id) === undefined)).toEqual([]);
  });
});
