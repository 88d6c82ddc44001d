import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const main = join(root, "packages/sekisho/src/cli/main.ts");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-sbom-"));
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({ name: "app", lockfileVersion: 3, packages: { "node_modules/ms": { version: "2.1.2" } } }),
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: "utf8" });
  return { status, stdout };
}

describe.each(["sbom.md", "sbom.ja.md"])("the commands of docs/guide/%s", (name) => {
  const guide = readFileSync(join(root, "docs/guide", name), "utf8");

  test("write, read and turn one format into another", () => {
    const written = /^sekisho (sbom \. .+)$/m.exec(guide)?.[1] ?? "";
    expect(run(...written.split(" ")).status).toBe(0);
    expect(readFileSync(join(folder, "app.cdx.json"), "utf8")).toContain("pkg:npm/ms@2.1.2");

    expect(guide).toContain("sekisho scan web.cdx.json");
    expect(run("scan", "app.cdx.json").status).toBe(0);
    expect(guide).toContain("sekisho sbom web.cdx.json --format spdx\n");
    expect(run("sbom", "app.cdx.json", "--format", "spdx").stdout).toContain("pkg:npm/ms@2.1.2");
  }, 60_000);
});
