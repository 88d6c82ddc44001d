import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parsePathPattern } from "../../model/path-pattern.ts";
import { discoverDockerfiles } from "./discover.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sekisho-discover-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function find(directory = root, ...exclude: readonly string[]): Promise<readonly string[]> {
  const patterns = exclude.map(parsePathPattern).filter((pattern) => pattern !== undefined);
  const { files } = discoverDockerfiles(directory, { exclude: patterns, excludeBase: root });
  return files.map((file) => relative(root, file));
}

const from = "FROM debian:12\n";

describe("discoverDockerfiles", () => {
  test("finds by name and by first lines, in the order of paths", async () => {
    write({
      "b/Dockerfile": from,
      "a/web.dockerfile": from,
      Containerfile: from,
      image: `# why\n\nARG V\n${from}`,
      script: "#!/bin/sh\necho FROM\n",
      LICENSE: from,
      "Dockerfile.md": "# How the Dockerfile works\nFROM here on it is prose.\n",
      "a/from.py": "from os import path\n",
    });
    expect(await find()).toEqual(["Containerfile", "a/web.dockerfile", "b/Dockerfile", "image"]);
  });

  // Expected values: Helm, "Charts: The Chart File Structure"; kustomize, recognised names of a kustomization.
  test("tells charts and kustomizations from manifests that stand for themselves", () => {
    write({
      "web/Chart.yaml": "name: web\n",
      "web/values.yaml": "",
      "web/values-prod.yaml": "",
      "web/values.schema.json": "{}",
      "web/templates/a.yaml": "",
      "web/templates/Dockerfile": from,
      "web/crds/crd.yaml": "",
      "web/charts/db/Chart.yaml": "name: db\n",
      "web/charts/db/templates/b.yaml": "",
      "web/charts/db/crds/crd.yaml": "",
      "web/examples/c.yaml": "",
      "overlays/dev/kustomization.yaml": "",
      "overlays/dev/kustomization.yml": "",
      "overlays/dev/patch.yaml": "",
      "overlays/prod/Kustomization": "",
      "charts/values.yaml": "",
    });

    const { charts, kustomizations, documents, files } = discoverDockerfiles(root, { exclude: [], excludeBase: root });

    const names = (paths: readonly string[]) => paths.map((path) => relative(root, path));
    expect(names(charts)).toEqual(["web"]);
    expect(names(kustomizations)).toEqual(["overlays/dev/kustomization.yaml", "overlays/prod/Kustomization"]);
    expect(names(documents)).toEqual([
      "charts/values.yaml",
      "overlays/dev/kustomization.yml",
      "overlays/dev/patch.yaml",
      "web/charts/db/crds/crd.yaml",
      "web/crds/crd.yaml",
      "web/examples/c.yaml",
    ]);
    expect(names(files)).toEqual(["web/templates/Dockerfile"]);
  });

  test("a directory called Dockerfile is walked", async () => {
    write({ "Dockerfile/Dockerfile": from });
    expect(await find()).toEqual(["Dockerfile/Dockerfile"]);
  });

  // Expected values: gitignore(5), "git ls-files --others --exclude-standard" of the same tree.
  test("leaves out what git ignores: every level, negation, info/exclude", async () => {
    write({
      ".git/info/exclude": "private\n",
      ".gitignore": "out/\n*.dockerfile\n",
      "sub/.gitignore": "!keep.dockerfile\n/Dockerfile\n",
      "out/Dockerfile": from,
      "private/Dockerfile": from,
      "sub/keep.dockerfile": from,
      "sub/drop/x.dockerfile": from,
      "sub/Dockerfile": from,
      "sub/deep/Dockerfile": from,
    });
    expect(await find()).toEqual(["sub/deep/Dockerfile", "sub/keep.dockerfile"]);
    expect(await find(join(root, "sub"))).toEqual(["sub/deep/Dockerfile", "sub/keep.dockerfile"]);
  });

  test("obeys exclude, relative to its base", async () => {
    write({ "vendor/a/Dockerfile": from, "app/Dockerfile": from, "app/vendor/Dockerfile": from });
    expect(await find(root, "vendor/**")).toEqual(["app/Dockerfile", "app/vendor/Dockerfile"]);
    expect(await find(join(root, "app"), "app/vendor")).toEqual(["app/Dockerfile"]);
  });

  test("leaves out repositories' own folders and node_modules, unless they are named", async () => {
    write({ ".git/Dockerfile": from, "node_modules/a/Dockerfile": from });
    expect(await find()).toEqual([]);
    expect(await find(join(root, "node_modules"))).toEqual(["node_modules/a/Dockerfile"]);
  });

  test("follows no links, so that loops do not matter", async () => {
    write({ "a/Dockerfile": from });
    symlinkSync(root, join(root, "a/loop"));
    symlinkSync(join(root, "a/Dockerfile"), join(root, "Dockerfile"));
    expect(await find()).toEqual(["a/Dockerfile"]);
  });

  test.each([
    { name: "out of the directory", file: "sub/Dockerfile", target: "../other/base", says: ["to ../other/base. Name"] },
    { name: "to nothing", file: "sub/web.dockerfile", target: "gone", says: ["gone, which does not exist"] },
    { name: "to itself", file: "sub/Dockerfile", target: "Dockerfile", says: ["form a loop"] },
    { name: "to a file inside", file: "sub/Dockerfile", target: "a/base", says: [] },
    { name: "to a directory", file: "sub/Dockerfile", target: "../other", says: [] },
    { name: "to nothing, by a name that promises nothing", file: "sub/latest", target: "gone", says: [] },
    { name: "out of it, but left out", file: "sub/vendor/Dockerfile", target: "../../other/base", says: [] },
  ])("says of a Dockerfile that is a link $name why it is not read", ({ file, target, says }) => {
    write({ "other/base": from, "sub/a/base": from, "sub/vendor/x": "" });
    symlinkSync(target, join(root, file));

    const exclude = [parsePathPattern("sub/vendor")].filter((pattern) => pattern !== undefined);
    const { files, unread } = discoverDockerfiles(join(root, "sub"), { exclude, excludeBase: root });

    expect(files).toEqual([join(root, "sub/a/base")]);
    expect(unread.map(({ path }) => path)).toEqual(says.map(() => join(root, file)));
    for (const [index, part] of says.entries()) expect(unread[index]?.message.en).toContain(part);
  });

  test("says which directory is too deep and keeps the others", async () => {
    const deep = Array.from({ length: 140 }, () => "d").join("/");
    write({ [`${deep}/Dockerfile`]: from, Dockerfile: from });
    const discovery = discoverDockerfiles(root, { exclude: [], excludeBase: root });
    expect(discovery.files.map((file) => relative(root, file))).toEqual(["Dockerfile"]);
    expect(discovery.unread).toHaveLength(1);
    expect(discovery.unread[0]?.message.en).toContain("maxDepth = 128");
  });
});
