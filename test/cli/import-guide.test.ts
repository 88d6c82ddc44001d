import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const main = join(root, "packages/sekisho/src/cli/main.ts");
const conditions = "--conditions=sekisho-source";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-import-"));
  writeFileSync(
    join(folder, "Dockerfile"),
    "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nRUN cd /x\n",
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(command: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const args = command.split(" ").slice(1);
  const { status, stdout, stderr } = spawnSync(process.execPath, [conditions, main, ...args, "--lang", "en"], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function blockOf(guide: string, language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([^\`]+)\`\`\``, "m").exec(guide)?.[1] ?? "";
}

describe.each(["import.md", "import.ja.md"])("the commands of docs/guide/%s", (name) => {
  const guide = readFileSync(join(root, "docs/guide", name), "utf8");
  const commands = [...guide.matchAll(/^sekisho .+$/gm)].map(([command]) => command);

  beforeAll(() => {
    writeFileSync(join(folder, "hadolint.json"), blockOf(guide, "json"));
    writeFileSync(join(folder, "audit.csv"), blockOf(guide, "csv"));
    writeFileSync(join(folder, "audit.yaml"), blockOf(guide, "yaml"));
  });

  test("there are five, and each ends well", () => {
    expect(commands).toHaveLength(5);
    expect(commands.map((command) => [command, run(command).status])).toEqual(commands.map((command) => [command, 0]));
  }, 480_000);

  test("a report of hadolint has its two findings", () => {
    const report: { readonly reports: readonly object[] } = JSON.parse(
      readFileSync(join(folder, "report.json"), "utf8"),
    );

    expect(report.reports).toMatchObject([
      { target: { kind: "dockerfile", name: "Dockerfile" }, origins: [{ tool: "hadolint", findings: 2 }] },
    ]);
    expect(readFileSync(join(folder, "report.html"), "utf8")).toContain("hadolint");
  });

  test("hadolint is a witness of what our scan found", () => {
    expect(run("sekisho import own.json hadolint.json").stdout).toContain("Seen by: hadolint");
  }, 240_000);

  test("the mapping reads the list of the team", () => {
    const { stdout } = run("sekisho import audit.csv --mapping audit.yaml --format json");
    const { reports }: { readonly reports: readonly object[] } = JSON.parse(stdout);

    expect(reports).toMatchObject([
      {
        target: { kind: "image", name: "registry.example.com/shop/web:1.0" },
        origins: [{ tool: "image-audit", findings: 2, passed: 1 }],
        findings: [
          { rule: { id: "image-audit/C-1" }, severity: "critical", status: "open" },
          { rule: { id: "image-audit/C-3" }, severity: "high", status: "accepted" },
        ],
      },
    ]);
  }, 240_000);
});

test("a mapping with a mistake ends with exit code 2, and names the place", () => {
  writeFileSync(join(folder, "wrong.yaml"), "tool: t\nform: cvs\ntarget: { kind: image }\nfields: { rule: Check }\n");

  const { status, stderr } = run("sekisho import audit.csv --mapping wrong.yaml");

  expect(status).toBe(2);
  expect(stderr).toContain("wrong.yaml:2:7: form: ");
  expect(stderr).toContain("did you mean csv?");
}, 240_000);

describe("several files, of which one is no report", () => {
  test("the others are imported, and the exit code says that it is a part", () => {
    writeFileSync(join(folder, "notes.txt"), "hello\n");

    const { status, stdout, stderr } = run("sekisho import notes.txt hadolint.json gone.json --format json");
    const { reports }: { readonly reports: readonly object[] } = JSON.parse(stdout);

    expect(status).toBe(3);
    expect(stderr).toContain("notes.txt is no report that is known here");
    expect(stderr).toContain("gone.json does not exist");
    expect(reports).toMatchObject([{ origins: [{ document: "hadolint.json", findings: 2 }] }]);
  }, 240_000);

  test("with nothing to read the call is wrong", () => {
    writeFileSync(join(folder, "notes.txt"), "hello\n");

    const { status, stdout } = run("sekisho import notes.txt --format json");

    expect([status, stdout]).toEqual([2, ""]);
  }, 240_000);
});

test("an SBOM is kept as an SBOM, and counted in the report", () => {
  const component = { type: "library", name: "lodash", version: "4.17.0", purl: "pkg:npm/lodash@4.17.0" };
  writeFileSync(
    join(folder, "bom.json"),
    JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", components: [component, component] }),
  );

  const { status, stdout } = run("sekisho import bom.json --format spdx=bom.spdx.json --format table");

  expect(status).toBe(0);
  expect(stdout).toContain("0 findings, 2 packages");
  expect(readFileSync(join(folder, "bom.spdx.json"), "utf8")).toContain("pkg:npm/lodash@4.17.0");
}, 240_000);
