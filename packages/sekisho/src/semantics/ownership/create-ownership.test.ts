import { describe, expect, test } from "vitest";
import type { Fact } from "../../model/fact.ts";
import type { FileEntry, FileType } from "../../model/file-entry.ts";
import type { FoundPackage, PackageType } from "../../model/package.ts";
import { mergeLayers } from "../overlay/merge-layers.ts";
import { createOwnership } from "./create-ownership.ts";

function entry(path: string, type: FileType, linkTarget?: string): FileEntry {
  const base = { path, type, mode: 0o755, userId: 0, groupId: 0, size: 0, modifiedAt: 0 };
  return linkTarget === undefined ? base : { ...base, linkTarget };
}

/** A file system with merged /usr, as Debian 12 has it. */
const tree = mergeLayers([
  [
    entry("usr", "directory"),
    entry("usr/bin", "directory"),
    entry("bin", "symlink", "usr/bin"),
    entry("usr/bin/dash", "file"),
    entry("usr/bin/sh", "symlink", "dash"),
    entry("usr/bin/sh.distrib", "symlink", "dash"),
    entry("usr/bin/app", "file"),
    entry("opt", "directory"),
    entry("loop", "symlink", "loop"),
  ],
]);

function owning(name: string, files: readonly string[], type: PackageType = "deb"): { readonly found: FoundPackage } {
  return { found: { type, name, version: "1", files } };
}

describe("who owns a file", () => {
  const findOwner = createOwnership(
    tree,
    [
      owning("other", ["usr/bin/app"], "pypi"),
      owning("dash", ["bin/dash", "bin/sh", "usr/bin", "bin/gone", "loop/x"]),
      owning("late", ["usr/bin/dash"]),
    ],
    [],
  );

  test.each([
    { path: "usr/bin/dash", owner: 1 },
    { path: "bin/dash", owner: 1 },
    { path: "usr/bin/sh", owner: 1 },
    { path: "usr/bin", owner: undefined },
    { path: "usr/bin/app", owner: undefined },
    { path: "bin/gone", owner: undefined },
    { path: "usr/bin/nothing", owner: undefined },
    { path: "loop/x", owner: undefined },
    { path: "", owner: undefined },
  ])("$path: $owner", ({ path, owner }) => {
    expect(findOwner(path)).toBe(owner);
  });
});

// dpkg-divert(1): the file of every package but the one that asks for the diversion goes to the new name.
test("diversions move the files of the others", () => {
  const packages = [owning("dash", ["bin/sh"]), owning("bash-as-sh", ["bin/sh"])];
  const diversion: Fact = { kind: "diversion", from: "bin/sh", to: "bin/sh.distrib", packageName: "bash-as-sh" };
  const findOwner = createOwnership(tree, packages, [{ fact: diversion }]);

  expect([findOwner("usr/bin/sh"), findOwner("usr/bin/sh.distrib")]).toEqual([1, 0]);
});

test("200,000 files of one directory are looked up quickly", () => {
  const paths = Array.from({ length: 200_000 }, (_, index) => `usr/share/${index}`);
  const large = mergeLayers([
    [entry("usr", "directory"), entry("usr/share", "directory"), ...paths.map((path) => entry(path, "file"))],
  ]);
  const findOwner = createOwnership(large, [owning("a", paths)], []);

  expect(paths.every((path) => findOwner(path) === 0)).toBe(true);
});
