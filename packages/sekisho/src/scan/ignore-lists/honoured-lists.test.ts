import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { installed, row, sampleStore } from "../../advisories/matching/sample-store.ts";
import { catalogue } from "../catalogue.ts";
import { loadConfiguration } from "../configuration/load-configuration.ts";
import { scan } from "../scan.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lists-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: { "": {}, "node_modules/left": { version: "1.0.0" }, "node_modules/right": { version: "1.0.0" } },
});
const bom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "left", version: "1.0.0", purl: installed("npm", "left", "1.0.0").purl }],
});
const store = sampleStore([
  { id: "CVE-2024-1001", affected: [row("npm", "left", { ranges: [{ fixed: "1.2.0" }] })] },
  { id: "CVE-2024-1002", affected: [row("npm", "right", { status: "will-not-fix", ranges: [{}] })] },
]);

async function run(files: Readonly<Record<string, string>>, targets: readonly string[] = ["."]) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { configuration, diagnostics } = await loadConfiguration({
    workingDirectory: folder,
    home: undefined,
    file: undefined,
    loadCatalogue: () => Promise.resolve(catalogue),
  });
  const { document } = await scan(targets, {
    configuration,
    workingDirectory: folder,
    clock: () => new Date("2026-06-15T12:00:00Z"),
    openAdvisories: () => Promise.resolve({ store, origin: "user" }),
  });
  const findings = document.reports.flatMap((report) => report.findings);
  const about = findings.filter(({ rule }) => rule.id.startsWith("exception/"));
  return {
    diagnostics,
    accepted: findings.flatMap(({ rule, exception }) => (exception === undefined ? [] : [[rule.id, exception.reason]])),
    open: findings.filter(({ status, rule }) => status === "open" && rule.id.startsWith("vulnerability/")).length,
    about: about.map(
      ({ rule, evidence }) => `${rule.id} ${evidence[0].location.path}:${evidence[0].location.startLine}`,
    ),
  };
}

describe("lists of other tools are exceptions here", () => {
  test("of Trivy, with the reason of the comment", async () => {
    const { accepted, about } = await run({
      "package-lock.json": lock,
      ".trivyignore": "# not called\nCVE-2024-1001\nCVE-2024-1002\n",
    });

    expect(accepted).toEqual([
      ["vulnerability/CVE-2024-1001", "not called"],
      ["vulnerability/CVE-2024-1002", ".trivyignore"],
    ]);
    expect(about).toEqual([]);
  });

  // Trivy: `exp:2026-06-15` is over when that day begins.
  test.each([
    { day: "2026-06-16", open: 1, about: [] },
    { day: "2026-06-15", open: 2, about: ["exception/expired .trivyignore:1"] },
  ])("an entry until $day", async ({ day, open, about }) => {
    const result = await run({ "package-lock.json": lock, ".trivyignore": `CVE-2024-1001 exp:${day}\n` });

    expect(result).toMatchObject({ open, about });
  });

  test("one that matches nothing is told where it stands", async () => {
    const files = { "package-lock.json": lock, ".trivyignore.yaml": "vulnerabilities:\n  - id: CVE-2024-9999\n" };

    expect((await run(files)).about).toEqual(["exception/unmatched .trivyignore.yaml:2"]);
  });

  test("a path is a whole path: a bare name does not mean one further down", async () => {
    const list = "vulnerabilities:\n  - id: CVE-2024-1001\n    paths: [package-lock.json]\n";

    expect((await run({ "package-lock.json": lock, ".trivyignore.yaml": list })).accepted).toHaveLength(1);
    rmSync(join(folder, "package-lock.json"));
    expect((await run({ "sub/package-lock.json": lock })).accepted).toEqual([]);
  });

  test("of Grype, by state and package", async () => {
    const list = "ignore:\n  - fix-state: wont-fix\n  - package: { name: left, version: 1.0.0, type: npm }\n";

    expect((await run({ "package-lock.json": lock, ".grype.yaml": list })).accepted.map(([rule]) => rule)).toEqual([
      "vulnerability/CVE-2024-1001",
      "vulnerability/CVE-2024-1002",
    ]);
  });

  test("beside a configuration of ours", async () => {
    const { accepted, about } = await run({
      "package-lock.json": lock,
      ".sekisho.yaml": "exceptions: [{ rule: CVE-2024-1002, reason: ours }]\n",
      ".trivyignore": "CVE-2024-1001\n",
    });

    expect(accepted.map(([, reason]) => reason)).toEqual([".trivyignore", "ours"]);
    expect(about).toEqual([]);
  });
});

describe("an exception whose scope was not looked at is not called unmatched", () => {
  const list = { ".trivyignore": "CVE-2024-9999\n", "package-lock.json": lock };

  test.each([
    { name: "packages, and nothing that builds an image", files: list, targets: ["."], about: 1 },
    {
      name: "packages, and a Dockerfile whose image was not scanned",
      files: { ...list, Dockerfile: "FROM scratch\n" },
      targets: ["."],
      about: 0,
    },
    {
      name: "packages, a Dockerfile, and what its image holds",
      files: { ...list, Dockerfile: "FROM scratch\n", "bom.json": bom },
      targets: [".", "bom.json"],
      about: 1,
    },
    { name: "no packages", files: { ".trivyignore": "CVE-2024-9999\n" }, targets: ["."], about: 0 },
    {
      name: "a check of images, and no image",
      files: { ".sekisho.yaml": "exceptions: [{ rule: image/old-image, reason: x }]\n" },
      targets: ["."],
      about: 0,
    },
    {
      name: "secrets, and a Dockerfile whose image was not scanned",
      files: {
        ".sekisho.yaml": "exceptions: [{ rule: secret/github-token, reason: x }]\n",
        Dockerfile: "FROM scratch\n",
      },
      targets: ["."],
      about: 0,
    },
    {
      name: "a check of Dockerfiles",
      files: { ".sekisho.yaml": "exceptions: [{ rule: DL3008, reason: x }]\n", Dockerfile: "FROM scratch\n" },
      targets: ["."],
      about: 1,
    },
  ])("$name", async ({ files, targets, about }) => {
    expect((await run(files, targets)).about.filter((line) => line.startsWith("exception/unmatched"))).toHaveLength(
      about,
    );
  });
});
