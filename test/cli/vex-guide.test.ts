import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const main = join(root, "packages/sekisho/src/cli/main.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-vex-"));
  const packages = { "node_modules/minimist": { version: "0.0.8" }, "node_modules/lodash": { version: "4.17.4" } };
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ name: "app", lockfileVersion: 3, packages }));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Without a database of the user's own, the demonstration answers. */
function run(...args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const env = { ...process.env, XDG_DATA_HOME: join(folder, "data"), HOME: folder, SEKISHO_DB: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

function block(guide: string, language: string, index = 0): string {
  const blocks = [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]{1,5000})\`\`\``, "g"))];
  return blocks[index]?.[1] ?? "";
}

describe.each(["vex.md", "vex.ja.md"])("docs/guide/%s", (name) => {
  const guide = readFileSync(join(root, "docs/guide", name), "utf8");

  test("the document rules a finding out, by option and by configuration", () => {
    writeFileSync(join(folder, "vex.json"), block(guide, "json"));

    expect(guide).toContain("sekisho scan . --vex vex.json\n");
    expect(run("scan", ".", "--lang", "en").stdout).not.toContain("ruled out by VEX");
    expect(run("scan", ".", "--vex", "vex.json", "--lang", "en").stdout).toContain("1 ruled out by VEX");
    writeFileSync(join(folder, ".sekisho.yaml"), block(guide, "yaml"));
    expect(run("scan", ".", "--lang", "en").stdout).toContain("1 ruled out by VEX");
  }, 60_000);

  test("decisions are written, and are read again", () => {
    writeFileSync(join(folder, ".sekisho.yaml"), block(guide, "yaml", 1));

    expect(guide).toContain("sekisho scan . --format openvex=ours.json\n");
    expect(run("scan", ".", "--format", "openvex=ours.json").status).toBe(0);
    const written = readFileSync(join(folder, "ours.json"), "utf8");
    expect(JSON.parse(written)).toMatchObject({ author: "Example Corp" });
    expect(written).toMatch(/"CVE-2020-7598".*"status":"not_affected"/);
    expect(written).toMatch(/"CVE-2018-16487".*"status":"affected"/);
    expect(guide).toContain("sekisho scan . --format cyclonedx-vex\n");
    expect(JSON.parse(run("scan", ".", "--format", "cyclonedx-vex").stdout)).toMatchObject({ bomFormat: "CycloneDX" });

    rmSync(join(folder, ".sekisho.yaml"));
    expect(run("scan", ".", "--vex", "ours.json", "--lang", "en").stdout).toContain("1 ruled out by VEX");
  }, 60_000);

  test("a file that is no VEX document ends the command", () => {
    const { status, stderr } = run("scan", ".", "--vex", "package-lock.json", "--lang", "en");

    expect(status).toBe(2);
    expect(stderr).toContain("package-lock.json: expected a VEX document");
  }, 60_000);
});
