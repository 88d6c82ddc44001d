import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FileEntry } from "../../model/file-entry.ts";
import { mergeLayers } from "./merge-layers.ts";

/** One entry in a word: `a/` a directory, `a -> b` a symbolic link, `a = b` a hard link, else a file. */
function entryOf(written: string): FileEntry {
  const base = { mode: 0o644, userId: 0, groupId: 0, size: 0, modifiedAt: 0 };
  const [path = "", target] = written.split(/ -> | = /);
  if (written.includes(" -> ")) return { ...base, path, type: "symlink", linkTarget: target ?? "" };
  if (written.includes(" = ")) return { ...base, path, type: "hardlink", linkTarget: target ?? "" };
  if (path.endsWith("/")) return { ...base, path: path.slice(0, -1), type: "directory", mode: 0o755 };
  return { ...base, path, type: "file", size: 1 };
}

function merge(...layers: readonly (readonly string[])[]) {
  return mergeLayers(layers.map((layer) => layer.map(entryOf)));
}

/** Every name that is no directory, with the layer of its content. */
function listed(...layers: readonly (readonly string[])[]): string[] {
  const names: string[] = [];
  for (const { path, entry, content } of merge(...layers).files()) {
    if (entry.type !== "directory") names.push(`${path} ${content?.layer ?? "none"}`);
  }
  return names;
}

describe("mergeLayers", () => {
  // Expected values: OCI image-spec 1.1, layer.md, and for links what unpacking with link(2) and symlink(2) gives.
  test.each<{ name: string; layers: readonly (readonly string[])[]; expected: readonly string[] }>([
    {
      name: "A a directory becomes a link",
      layers: [["app/", "app/p", "new/", "new/q"], ["app -> new"]],
      expected: ["app 1", "new/q 0"],
    },
    { name: "B a directory becomes a file", layers: [["app/", "app/p"], ["app"]], expected: ["app 1"] },
    { name: "a file becomes a directory", layers: [["app"], ["app/", "app/p"]], expected: ["app/p 1"] },
    {
      name: "a link becomes a directory",
      layers: [
        ["x/", "x/p", "app -> x"],
        ["app/", "app/q"],
      ],
      expected: ["app/q 1", "x/p 0"],
    },
    {
      name: "a directory over a directory keeps what is in it",
      layers: [
        ["a/", "a/p"],
        ["a/", "a/q"],
      ],
      expected: ["a/p 0", "a/q 1"],
    },
    {
      name: "E an opaque directory",
      layers: [
        ["a/", "a/p", "a/d/q"],
        ["a/", "a/.wh..wh..opq", "a/r"],
      ],
      expected: ["a/r 1"],
    },
    { name: "F a whiteout beside a longer name", layers: [["app/p", "app2/q"], [".wh.app"]], expected: ["app2/q 0"] },
    {
      name: "G an opaque marker behind the files",
      layers: [["a/p"], ["a/", "a/r", "a/.wh..wh..opq"]],
      expected: ["a/r 1"],
    },
    {
      name: "an opaque root",
      layers: [
        ["a", "b/c"],
        [".wh..wh..opq", "d"],
      ],
      expected: ["d 1"],
    },
    { name: "a whiteout behind the same name", layers: [["a"], ["a", ".wh.a"]], expected: ["a 1"] },
    { name: "a whiteout before the same name", layers: [["a"], [".wh.a", "a"]], expected: ["a 1"] },
    { name: "a whiteout of nothing", layers: [["a"], [".wh.b", "x/.wh.y"]], expected: ["a 0"] },
    { name: "a whiteout without a name", layers: [["a"], [".wh."]], expected: ["a 0"] },
    { name: "names that aufs keeps", layers: [["a"], [".wh..wh.plnk/1.2", ".wh..wh.aufs"]], expected: ["a 0"] },
    { name: "deleted, then back", layers: [["a"], [".wh.a"], ["a"]], expected: ["a 2"] },
    { name: "the last of two", layers: [["a", "a"]], expected: ["a 0"] },
    {
      name: "a linked parent, relative",
      layers: [["usr/lib/", "lib -> usr/lib"], ["lib/p"]],
      expected: ["lib 0", "usr/lib/p 1"],
    },
    {
      name: "a linked parent, absolute",
      layers: [["run/", "var/run -> /run"], ["var/run/p"]],
      expected: ["run/p 1", "var/run 0"],
    },
    {
      name: "a linked parent that leads above the root",
      layers: [["x/", "a -> ../../../x"], ["a/p"]],
      expected: ["a 0", "x/p 1"],
    },
    {
      name: "a linked parent that leads to nothing yet",
      layers: [["a -> b/c"], ["a/p"]],
      expected: ["a 0", "b/c/p 1"],
    },
    {
      name: "a whiteout below a linked parent",
      layers: [["usr/lib/p", "lib -> usr/lib"], ["lib/.wh.p"]],
      expected: ["lib 0"],
    },
    {
      name: "an opaque directory that is linked",
      layers: [["usr/lib/p", "lib -> usr/lib"], ["lib/.wh..wh..opq"]],
      expected: ["lib 0"],
    },
    { name: "a hard link to a lower layer", layers: [["a"], ["b = a"]], expected: ["a 0", "b 0"] },
    { name: "a hard link whose target is deleted above", layers: [["a", "b = a"], [".wh.a"]], expected: ["b 0"] },
    { name: "a hard link whose target is replaced above", layers: [["a", "b = a"], ["a"]], expected: ["a 1", "b 0"] },
    { name: "a hard link whose target its own layer deletes", layers: [["a"], [".wh.a", "b = a"]], expected: ["b 0"] },
    { name: "a hard link before its target", layers: [["b = a", "a"]], expected: ["a 0", "b 0"] },
    {
      name: "hard links in a chain, the wrong way round",
      layers: [["c = b", "b = a", "a"]],
      expected: ["a 0", "b 0", "c 0"],
    },
    { name: "hard links in a circle", layers: [["a = b", "b = a"]], expected: ["a none", "b none"] },
    { name: "a hard link to nothing", layers: [["a = b"]], expected: ["a none"] },
    { name: "a hard link to a directory", layers: [["d/", "a = d"]], expected: ["a none"] },
    { name: "a hard link to itself in a lower layer", layers: [["a"], ["a = a"]], expected: ["a 0"] },
    { name: "a file below a file", layers: [["a", "a/b"]], expected: ["a/b 0"] },
  ])("$name", ({ layers, expected }) => {
    expect(listed(...layers)).toEqual(expected);
  });

  test("says what is hidden, by which layer and how", () => {
    const { hidden } = merge(["a/p", "a/q", "b", "c = b"], [".wh.a", "b"], [".wh.c"]);

    expect(hidden.map(({ file, by, how }) => `${file.path} ${file.content?.layer} ${by} ${how}`)).toEqual([
      "a/p 0 1 deleted",
      "a/q 0 1 deleted",
      "b 0 1 replaced",
      "c 0 2 deleted",
    ]);
  });

  test("says of a link that leads in circles that what lies below has no place", () => {
    const tree = merge(["a -> b", "b -> a", "a/p", "c"]);

    expect([...tree.files()].map(({ path }) => path)).toEqual(["a", "b", "c"]);
    expect(tree.diagnostics.map(({ code }) => code)).toEqual(["image/unreachable-entry"]);
  });
});

describe("looking names up", () => {
  const tree = merge([
    "usr/lib/",
    "usr/lib/p",
    "lib -> usr/lib",
    "l -> lib/p",
    "h = l",
    "loop -> loop",
    "gone -> x",
    "d/.x",
  ]);

  test.each([
    { name: "a file", path: "usr/lib/p", found: "usr/lib/p", resolved: "usr/lib/p" },
    { name: "through a link", path: "lib/p", found: "usr/lib/p", resolved: "usr/lib/p" },
    { name: "a link", path: "l", found: "l", resolved: "usr/lib/p" },
    { name: "a hard link of a symbolic link", path: "h", found: "h", resolved: "usr/lib/p" },
    { name: "a link to itself", path: "loop", found: "loop", resolved: undefined },
    { name: "a link to nothing", path: "gone", found: "gone", resolved: undefined },
    { name: "below a file", path: "usr/lib/p/q", found: undefined, resolved: undefined },
    { name: "with dots", path: "./usr/../lib//p", found: "usr/lib/p", resolved: "usr/lib/p" },
    { name: "a directory that nothing names", path: "d", found: "d", resolved: "d" },
    { name: "the root, which nothing names", path: "", found: undefined, resolved: undefined },
  ])("$name", ({ path, found, resolved }) => {
    expect(tree.find(path)?.path).toBe(found);
    expect(tree.resolve(path)?.path).toBe(resolved);
  });

  test("children come in order, through links, and none of a file", () => {
    expect([...tree.children("")].map(({ path }) => path)).toEqual(["d", "gone", "h", "l", "lib", "loop", "usr"]);
    expect([...tree.children("lib")].map(({ path }) => path)).toEqual(["usr/lib/p"]);
    expect([...tree.children("l")]).toEqual([]);
  });
});

function parentsOf(path: string): readonly string[] {
  const names = path.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
}

/** The same without links, the obvious way: a map of paths, looked through for every deletion. */
function mergeNaively(layers: readonly (readonly string[])[]): string[] {
  const files = new Map<string, string>();
  const remove = (path: string, isSelfKept: boolean) => {
    for (const known of files.keys()) {
      if (known.startsWith(`${path}/`) || (known === path && !isSelfKept)) files.delete(known);
    }
  };
  const makeDirectory = (path: string) => {
    if (files.get(path) === "directory") return;
    files.delete(path);
    files.set(path, "directory");
  };
  for (const [layer, entries] of layers.entries()) {
    for (const entry of entries) {
      const opaque = /^(.+)\/\.wh\.\.wh\.\.opq$/.exec(entry)?.[1];
      const whiteout = /^(.*\/)?\.wh\.([^/]+)$/.exec(entry);
      if (opaque !== undefined) remove(opaque, true);
      else if (whiteout !== null) remove(`${whiteout[1] ?? ""}${whiteout[2]}`, false);
    }
    for (const entry of entries) {
      if (entry.includes(".wh.")) continue;
      const path = entry.replace(/\/$/, "");
      for (const parent of parentsOf(path)) makeDirectory(parent);
      const isDirectory = entry.endsWith("/");
      if (!isDirectory) remove(path, true);
      files.set(path, isDirectory ? "directory" : `file ${layer}`);
    }
  }
  return [...files].flatMap(([path, what]) => (what === "directory" ? [] : [`${path} ${what.slice(5)}`])).toSorted();
}

describe("limits", () => {
  test.each([
    { name: "names", limits: { maxNames: 4, maxPathsLength: 1000 } },
    // a, b, b/c, b/c/d: 1 + 1 + 2 + 4 characters, slashes not counted twice
    { name: "characters of all paths", limits: { maxNames: 1000, maxPathsLength: 8 } },
  ])("$name: what came before has its place, and it is said once that more does not", ({ limits }) => {
    const layers = [
      ["a", "b/c/d"],
      ["e/f", "g", "a"],
    ].map((layer) => layer.map(entryOf));

    const tree = mergeLayers(layers, limits);

    expect([...tree.files()].map(({ path }) => path)).toEqual(["a", "b", "b/c", "b/c/d"]);
    expect(tree.diagnostics.map(({ code }) => code)).toEqual(["image/tree-too-large"]);
  });
});

describe("properties", () => {
  const name = fc.constantFrom("a", "b", "c");
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
  const plain = fc.oneof(
    path,
    path.map((text) => `${text}/`),
    path.map((text) => text.replace(/([^/]+)$/, ".wh.$1")),
    path.map((text) => `${text}/.wh..wh..opq`),
  );
  const link = fc
    .tuple(path, fc.constantFrom(" -> ", " = "), path, fc.constantFrom("", "/", "../"))
    .map(([from, sign, to, lead]) => `${from}${sign}${sign === " = " ? "" : lead}${to}`);

  test("without links it is what a map of paths gives", () => {
    fc.assert(
      fc.property(fc.array(fc.array(plain, { maxLength: 6 }), { maxLength: 4 }), (layers) => {
        expect(listed(...layers).toSorted()).toEqual(mergeNaively(layers));
      }),
      { numRuns: 2000 },
    );
  });

  test("with links every name is found where it is listed, and every file is listed or hidden", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(plain, link), { maxLength: 8 }), { maxLength: 4 }), (layers) => {
        const tree = merge(...layers);
        const files = [...tree.files()];
        for (const file of files) expect(tree.find(file.path)).toEqual(file);
        const named = files.filter(({ entry }) => entry.type !== "directory").length + tree.hidden.length;
        const written = layers.flat().filter((entry) => !entry.includes(".wh.") && !entry.endsWith("/")).length;
        // A directory without a place has a diagnostic, too.
        expect(named).toBeLessThanOrEqual(written);
        expect(named + tree.diagnostics.length).toBeGreaterThanOrEqual(written);
      }),
      { numRuns: 2000 },
    );
  });

  // Walking over the entries for each entry would take more than 10^10 steps: many times the test's own minute.
  test("300,000 entries in a deep and a flat tree take linear time, chains of links included", {
    timeout: 60_000,
  }, () => {
    const lower = Array.from({ length: 150_000 }, (_, index) => `usr/share/d${index % 3000}/f${index}`);
    const chain = Array.from({ length: 39 }, (_, index) => `l${index} -> l${index + 1}`);
    const upper = Array.from({ length: 150_000 }, (_, index) => `l0/x${index % 500}/f${index}`);
    const entries = [lower, [...chain, ...upper, "usr/share/.wh..wh..opq"]].map((layer) => layer.map(entryOf));

    const tree = mergeLayers(entries);

    expect(tree.hidden).toHaveLength(150_000);
    expect([...tree.children("l39")]).toHaveLength(500);
  });
});
