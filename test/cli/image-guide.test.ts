import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultTarLimits } from "../../packages/sekisho/src/formats/tar/tar-limits.ts";
import { saveImage } from "../../packages/sekisho/src/scan/image/fixtures/saved-image.ts";

const root = join(import.meta.dirname, "../..");
const main = join(root, "packages/sekisho/src/cli/main.ts");
const guides = ["images.md", "images.ja.md"].map((name) => ({ name, text: read(`docs/guide/${name}`) }));
const release = { name: "etc/os-release", content: "ID=debian\nVERSION_ID=13\n" };
const token = ["ghp", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join("_");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-images-"));
  const base = { createdBy: "ADD rootfs.tar /", files: [release] };
  saveImage(join(folder, "base.tar"), { name: "base:1", steps: [base] });
  saveImage(join(folder, "image.tar"), {
    configuration: { User: "root" },
    steps: [
      base,
      { createdBy: "COPY .env /app/.env", files: [{ name: "app/.env", content: `GITHUB_TOKEN=${token}\n` }] },
      { createdBy: "RUN rm /app/.env", files: [{ name: "app/.wh..env", content: "" }] },
    ],
  });
  writeFileSync(join(folder, "Dockerfile"), "FROM base:1\nCOPY .env /app/.env\nRUN rm /app/.env\nUSER 1000\n");
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(guides)("docs/guide/$name", ({ text }) => {
  const commands = [...text.matchAll(/^sekisho (.+)$/gm)].map(([, command]) => command ?? "");

  test("shows commands that run", () => {
    expect(commands).toHaveLength(10);
    for (const command of commands) {
      // No registry is asked in a test; everything else is as the guide says it.
      const words = command.replace("registry.example.com/shop/web:1.4", "image.tar").split(" ");

      const { status, stderr } = run(...words);

      expect({ command, status, stderr }).toEqual({ command, status: words.includes("--fail-on") ? 1 : 0, stderr: "" });
    }
  }, 120_000);

  test("names the limits that hold", () => {
    const shown = (name: string): string =>
      new RegExp(`^\\| \`${name}\`.* \\| ([0-9,]+)`, "m").exec(text)?.[1]?.replaceAll(",", "") ?? "";

    expect(Number(shown("maxEntries"))).toBe(defaultTarLimits.maxEntries);
    expect(Number(shown("maxDepth"))).toBe(defaultTarLimits.maxDepth);
    expect(Number(shown("maxNameBytes"))).toBe(defaultTarLimits.maxNameBytes);
  });
});

test("a secret that a later layer deletes is found, with both layers, and never shown", () => {
  const { stdout } = run("scan", "image.tar", "--lang", "en");

  expect(stdout.replace(/\s+/g, " ")).toContain("It is deleted in layer 3, but still in layer 2 (COPY)");
  expect(stdout).not.toContain(token);
});

function run(...args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, SEKISHO_CACHE_DIR: join(folder, "cache") },
  });
  return { status, stdout, stderr };
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}
