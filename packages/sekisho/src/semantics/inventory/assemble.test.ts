import { expect, test } from "vitest";
import type { LayerFacts } from "../../model/analysis.ts";
import type { FoundPackage } from "../../model/package.ts";
import { mergeLayers } from "../overlay/merge-layers.ts";
import { assemble } from "./assemble.ts";

const note: FoundPackage = { type: "deb", name: "systemd", version: "252.39-1~deb12u2", confidence: "likely" };

function inventoryWith(database: readonly FoundPackage[]) {
  const facts: LayerFacts = {
    storedBytes: 0,
    archiveBytes: 0,
    entries: ["var/lib/dpkg/status", "usr/lib/libsystemd.so.0"].map((path) => ({
      path,
      type: "file",
      mode: 0o644,
      userId: 0,
      groupId: 0,
      size: 1,
      modifiedAt: 0,
    })),
    analyses: [
      { analyzer: "os/dpkg-status", entry: 0, packages: database },
      { analyzer: "binary/package-note", entry: 1, packages: [note] },
    ],
    coverage: [],
    diagnostics: [],
  };
  return assemble({
    target: { kind: "filesystem", name: "root" },
    read: { layers: [facts], linked: [[]], tree: mergeLayers([facts.entries]), namelessAnalyzers: new Set() },
    coverage: [],
    diagnostics: [],
  }).inventory;
}

/** Expected values: `dpkg-query -W` lists libsystemd0, built from the source package systemd, and no systemd. */
test.each([
  {
    name: "a file of an installed package",
    database: [{ type: "deb", name: "libsystemd0", version: "252.39-1~deb12u2", files: ["usr/lib/libsystemd.so.0"] }],
    expected: ["libsystemd0"],
  },
  { name: "a file that belongs to no package", database: [], expected: ["systemd"] },
] satisfies readonly { name: string; database: readonly FoundPackage[]; expected: readonly string[] }[])(
  "a package note in $name",
  ({ database, expected }) => {
    const { packages } = inventoryWith(database);

    expect(packages.map(({ name }) => name)).toEqual(expected);
  },
);
