import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { saveImage } from "./image/fixtures/saved-image.ts";
import { readInventory } from "./inventory.ts";
import type { ScanOptions, ScanResult } from "./options.ts";
import { scan } from "./scan.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-targets-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

async function scanHere(target: string, options: ScanOptions = {}): Promise<ScanResult> {
  return await scan([target], { workingDirectory: folder, ...options });
}

const lock = JSON.stringify({
  name: "shop",
  lockfileVersion: 3,
  packages: { "": { dependencies: { a: "1" } }, "node_modules/a": { version: "1.2.3" } },
});
const bom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "a", version: "1", purl: "pkg:npm/a@1" }],
});
const root = { "etc/os-release": "ID=alpine\nVERSION_ID=3.20.3\n", "bin/sh": "" };

function key(): string {
  return generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
}

describe("what a target is", () => {
  test.each<{ name: string; files: Readonly<Record<string, string>>; target: string; kinds: readonly string[] }>([
    { name: "a Dockerfile", files: { Dockerfile: "FROM a" }, target: "Dockerfile", kinds: ["dockerfile"] },
    { name: "an SBOM by its content", files: { "x.json": bom }, target: "x.json", kinds: ["sbom"] },
    { name: "a root file system by its release", files: root, target: ".", kinds: ["filesystem"] },
    {
      name: "a source tree with both",
      files: { Dockerfile: "FROM a", "package-lock.json": lock },
      target: ".",
      kinds: ["dockerfile", "directory"],
    },
    { name: "a tree with Dockerfiles only", files: { Dockerfile: "FROM a" }, target: ".", kinds: ["dockerfile"] },
  ])("$name", async ({ files, target, kinds }) => {
    put(files);

    const { document, failures } = await scanHere(target);

    expect(failures).toEqual([]);
    expect(document.reports.map((report) => report.target.kind)).toEqual(kinds);
  });

  test("an archive of an image", async () => {
    saveImage(join(folder, "image.tar"), { steps: [{ createdBy: "1", files: [{ name: "a", content: "" }] }] });

    const { document } = await scanHere("image.tar");

    expect(document.reports.map(({ target }) => [target.kind, target.name])).toEqual([["image", "image.tar"]]);
  });

  // No connection is opened for any of these.
  test.each([
    {
      name: "a word like a file's",
      target: "dockerfil",
      hint: "Did you mean dockerfile? For an image of that name: registry:dockerfil",
    },
    {
      name: "a path below a directory that is there",
      target: "app/web",
      hint: "For an image of that name: registry:app/web",
    },
    { name: "a path that is no image name", target: "./web", hint: undefined },
  ])("$name: does not exist", async ({ target, hint }) => {
    put({ dockerfile: "FROM a", "app/x": "" });

    const { failures } = await scanHere(target);

    expect(failures.map(({ error }) => [error.code, error.hint?.en])).toEqual([["target-not-found", hint]]);
  });
});

test("a link that leads nowhere is called so, and is no name of an image", async () => {
  symlinkSync("gone/dockerfile", join(folder, "linked"));

  const { failures } = await scanHere("linked");

  expect(failures.map(({ error }) => [error.code, error.message, error.hint])).toEqual([
    ["target-not-found", "The target linked is a symbolic link to gone/dockerfile, which does not exist.", undefined],
  ]);
});

describe("a source tree", () => {
  test("gives packages and secrets of what git does not ignore", async () => {
    put({
      Dockerfile: "FROM scratch\n",
      "package-lock.json": lock,
      "deploy/key.pem": key(),
      "out/key.pem": key(),
      ".gitignore": "out/\n",
    });

    const { document, inventories } = await scanHere(".");

    const report = document.reports.find(({ target }) => target.kind === "directory");
    expect(report?.target.packages).toBe(1);
    expect(inventories[0]?.packages.map(({ purl }) => purl)).toEqual(["pkg:npm/a@1.2.3"]);
    expect(report?.findings.map(({ subject, message }) => [subject, message])).toEqual([
      ["file:deploy/key.pem", "The file deploy/key.pem holds a secret."],
    ]);
    expect(report?.findings[0]?.evidence[0].location.path).toBe("deploy/key.pem");
  });

  test("tells a secret of a manifest once, and what else the file holds besides", async () => {
    const configuration = `apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: shop }
data:
  AWS_ACCESS_KEY_ID: AKIAQWERTYUIOPASDFGH
  app.properties: |
    db.url=jdbc:postgresql://app:S3cr3tPassw0rd9@db/shop
`;
    put({
      "c.yaml": `# before: AKIAZXCVBNMASDFGHJKL\n${configuration}`,
      "deploy/key.pem": key(),
    });

    const { document } = await scanHere(".");

    const told = document.reports.flatMap(({ findings }) => findings.filter(({ kind }) => kind === "secret"));
    // The comment is no part of the object; the key of the ConfigMap is told as one.
    expect(
      told.map(({ rule, evidence: [{ location }] }) => `${rule.id} ${location.path}:${location.startLine}`).toSorted(),
    ).toEqual([
      "secret-object/credential-in-config-map c.yaml:6",
      "secret-object/credential-in-config-map c.yaml:7",
      expect.stringMatching(/^secret\/\S+ c\.yaml:1$/),
      expect.stringMatching(/^secret\/\S+ deploy\/key\.pem:1$/),
    ]);
  });

  test("names files from the working directory, and obeys what is excluded", async () => {
    put({ "web/deploy/key.pem": key(), "web/old/key.pem": key() });
    const { defaultConfiguration } = await import("./configuration/configuration.ts");

    const { document } = await scanHere("web", { configuration: { ...defaultConfiguration, exclude: ["web/old/**"] } });

    const paths = document.reports.flatMap(({ findings }) => findings.map(({ evidence }) => evidence[0].location.path));
    expect(paths).toEqual(["web/deploy/key.pem"]);
  });

  test.each<{ name: string; files: Readonly<Record<string, string>> }>([
    { name: "nothing in it", files: {} },
    { name: "nothing to look at", files: { "readme.txt": "hello" } },
  ])("says when there was $name", async ({ files }) => {
    put(files);

    const { document, failures, isComplete } = await scanHere(".");

    expect(failures).toEqual([]);
    expect(isComplete).toBe(false);
    expect(document.reports).toMatchObject([
      { target: { kind: "directory", name: ".", packages: 0 }, diagnostics: [{ code: "target/nothing-found" }] },
    ]);
    const ended = new Map(document.reports[0]?.coverage.map((line) => [line.plugin, line.ended]));
    expect(ended.get("discovery")).toBe("done");
    expect(ended.get("lockfile/package-lock")).toBe("done");
  });
});

describe("an empty root file system", () => {
  test("is said to be one", async () => {
    const { document } = await scanHere(".", { as: "rootfs" });

    expect(document.reports).toMatchObject([
      {
        target: { kind: "filesystem", packages: 0 },
        diagnostics: [{ code: "target/nothing-found", level: "warning" }],
      },
    ]);
  });

  test("is no remark where packages are not asked for", async () => {
    const { document } = await scanHere(".", { as: "rootfs", without: ["packages"] });

    expect(document.reports[0]?.diagnostics).toEqual([]);
  });
});

describe("an inventory", () => {
  test.each<{ name: string; files: Readonly<Record<string, string>>; target: string; expected: readonly string[] }>([
    { name: "of a source tree", files: { "package-lock.json": lock }, target: ".", expected: ["pkg:npm/a@1.2.3"] },
    { name: "of an SBOM", files: { "x.json": bom }, target: "x.json", expected: ["pkg:npm/a@1"] },
    {
      name: "of a root file system",
      files: { ...root, "lib/apk/db/installed": "P:musl\nV:1.2.5-r0\nA:x86_64\n\n" },
      target: ".",
      expected: ["pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.3"],
    },
  ])("$name", async ({ files, target, expected }) => {
    put(files);

    const { packages } = await readInventory(target, { workingDirectory: folder });

    expect(packages.map(({ purl }) => purl)).toEqual(expected);
  });

  test.each([{ name: "source tree" }, { name: "root file system", as: "rootfs" as const }])(
    "of an empty $name says that it is empty",
    async (subject) => {
      const options = "as" in subject ? { as: subject.as } : {};

      const { packages, diagnostics } = await readInventory(".", { workingDirectory: folder, ...options });

      expect(packages).toEqual([]);
      expect(diagnostics.map(({ code }) => code)).toEqual(["target/nothing-found"]);
    },
  );

  test.each([
    { name: "a Dockerfile", files: { Dockerfile: "FROM a" }, target: "Dockerfile", code: "target-kind-unknown" },
    { name: "nothing", files: {}, target: "./none", code: "target-not-found" },
  ])("is refused for $name", async ({ files, target, code }) => {
    put(files);

    await expect(readInventory(target, { workingDirectory: folder })).rejects.toMatchObject({ code });
  });
});
