import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findConfiguration } from "./find-configuration.ts";
import { loadConfiguration, maxConfigurationBytes } from "./load-configuration.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-configuration-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function load(folder: string, file?: string) {
  const workingDirectory = join(root, folder);
  mkdirSync(workingDirectory, { recursive: true });
  return loadConfiguration({ workingDirectory, home: root, file, loadCatalogue: async () => [] });
}

describe("findConfiguration", () => {
  test.each([
    { name: "in the folder", files: ["a/b/.sekisho.yaml"], found: "a/b/.sekisho.yaml" },
    { name: "above it", files: [".sekisho.yaml"], found: ".sekisho.yaml" },
    { name: "the nearest", files: [".sekisho.yaml", "a/.sekisho.yml"], found: "a/.sekisho.yml" },
    {
      name: "ours above hadolint's nearer one",
      files: [".sekisho.yaml", "a/b/.hadolint.yaml"],
      found: ".sekisho.yaml",
    },
    { name: "hadolint's when there is none of ours", files: ["a/.hadolint.yml"], found: "a/.hadolint.yml" },
    { name: "not above the repository", files: [".sekisho.yaml", "a/.git/config"], found: undefined },
    { name: "not below", files: ["a/b/c/.sekisho.yaml"], found: undefined },
  ])("$name", async ({ files, found }) => {
    mkdirSync(join(root, "a/b"), { recursive: true });
    for (const file of files) write(file, "");
    const result = findConfiguration(join(root, "a/b"), root);
    expect(result?.file).toBe(found === undefined ? undefined : join(root, found));
  });
});

describe("loadConfiguration", () => {
  test("gives the defaults where there is no file", async () => {
    const { configuration } = await load("a");
    expect(configuration.path).toBeUndefined();
  });

  test("names the file from the working directory and turns its patterns to it", async () => {
    write(".sekisho.yaml", "exclude: [a/vendor/, b/x]\nfailOn: low\n");
    const { configuration } = await load("a");
    expect(configuration).toMatchObject({ path: "../.sekisho.yaml", exclude: ["/vendor/"], failOn: "low" });
  });

  test("a named file beats the found one; its own folder matters only above the working directory", async () => {
    write(".sekisho.yaml", "failOn: low\n");
    write("elsewhere/strict.yaml", "failOn: info\nexclude: [a/vendor/]\n");
    const { configuration } = await load("a", "../elsewhere/strict.yaml");
    expect(configuration).toMatchObject({ path: "../elsewhere/strict.yaml", failOn: "info", exclude: ["a/vendor/"] });
  });

  test("a named .hadolint.yaml is read as one", async () => {
    write("a/.hadolint.yaml", "failure-threshold: error\n");
    const { configuration } = await load("a", ".hadolint.yaml");
    expect(configuration.failOn).toBe("high");
  });

  test.each([
    { name: "no file", prepare: () => undefined, message: /does not exist/ },
    {
      name: "a folder",
      prepare: () => mkdirSync(join(root, "a/c.yaml"), { recursive: true }),
      message: /expected a regular file/,
    },
    { name: "other bytes", prepare: () => write("a/c.yaml", new Uint8Array([0x66, 0xff])), message: /expected UTF-8/ },
    {
      name: "too large",
      prepare: () => write("a/c.yaml", " ".repeat(maxConfigurationBytes + 1)),
      message: /larger than the limit/,
    },
  ])("refuses $name", async ({ prepare, message }) => {
    prepare();
    await expect(load("a", "c.yaml")).rejects.toMatchObject({ code: "configuration-unreadable", message });
  });
});
