import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleCommandLine } from "../../tools/bundle-command-line.ts";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-bundle-"));
  await bundleCommandLine(join(folder, "dist"));
  writeFileSync(join(folder, "Dockerfile"), "FROM debian:12\nRUN cd /opt\n");
  // Above the sizes from which files are read, and their digests taken, by modules that load on first use.
  writeFileSync(join(folder, "Dockerfile.large"), `FROM debian:12\n${"# 関所の手形\n".repeat(60_000)}USER 10001\n`);
  writeFileSync(join(folder, "configured.yaml"), "failOn: low\n");
  mkdirSync(join(folder, "root/etc"), { recursive: true });
  mkdirSync(join(folder, "root/var/lib/dpkg"), { recursive: true });
  writeFileSync(join(folder, "root/etc/os-release"), 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n');
  writeFileSync(
    join(folder, "root/var/lib/dpkg/status"),
    "Package: curl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 7.88.1-10\n",
  );
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the built command line. */
function run(...written: readonly string[]) {
  return spawnSync(process.execPath, [join(folder, "dist/cli.cjs"), ...written], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "cache"), LC_ALL: "C" },
  });
}

describe("the built command line", () => {
  test.each([
    { name: "its version", written: ["--version"], status: 0, says: /^sekisho \d/ },
    { name: "help", written: ["--help"], status: 0, says: /Commands/ },
    { name: "an explanation in Japanese", written: ["explain", "DL3020", "--lang", "ja"], status: 0, says: /対処方法/ },
    { name: "a repair", written: ["fix", "Dockerfile"], status: 0, says: /^/ },
    { name: "a large file", written: ["scan", "Dockerfile.large", "--quiet"], status: 0, says: /in 1 file/ },
    { name: "a configuration", written: ["scan", "Dockerfile", "--config", "configured.yaml"], status: 1, says: /low/ },
    {
      name: "a framework",
      written: ["scan", "Dockerfile", "--framework", "cis-docker@1.6.0"],
      status: 0,
      says: /4\.1/,
    },
    {
      // Beside this build lies no database: what has packages is examined in part.
      name: "a root file system, without advisories",
      written: ["scan", "root", "--as", "rootfs", "--quiet"],
      status: 3,
      says: /Debian 12[^]*There is no advisory database/,
    },
    {
      name: "an SBOM",
      written: ["sbom", "root", "--as", "rootfs", "--format", "cyclonedx"],
      status: 0,
      says: /pkg:deb\/debian\/curl@7\.88\.1-10/,
    },
    ...["table", "json", "sarif", "junit", "html", "markdown"].map((format) => ({
      name: format,
      written: ["scan", "Dockerfile", "--format", format],
      status: 0,
      says: /Dockerfile/,
    })),
  ])("$name", ({ written, status, says }) => {
    const { stdout, stderr, status: got } = run(...written);

    expect([got, stderr.match(/itself failed|Warning/)]).toEqual([status, null]);
    expect(stdout).toMatch(says);
  });

  test("says the same with compiled code and without, and writes a file", () => {
    const texts = Array.from({ length: 6 }, () => run("scan", "Dockerfile", "--format", "junit").stdout);
    run("scan", "Dockerfile", "--format", "markdown=report.md");

    expect(new Set(texts.map((text) => text.replaceAll(/(?:time|timestamp)="[^"]*"/g, ""))).size).toBe(1);
    expect(readdirSync(folder)).toContain("report.md");
  });
});
