import { describe, expect, test } from "vitest";
import type { LayerFacts } from "../../model/analysis.ts";
import type { FileEntry, FileType } from "../../model/file-entry.ts";
import { mergeLayers } from "../overlay/merge-layers.ts";
import { placeAnalyses } from "./placed-analysis.ts";

function entry(path: string, type: FileType = "file"): FileEntry {
  return { path, type, mode: 0o644, userId: 0, groupId: 0, size: 1, modifiedAt: 0 };
}

/** A layer whose first regular file was looked at. */
function layer(...entries: readonly FileEntry[]): LayerFacts {
  const looked = entries.findIndex(({ type, path }) => type === "file" && !path.includes(".wh."));
  const analyses = looked === -1 ? [] : [{ analyzer: "os/release", entry: looked }];
  return { storedBytes: 0, archiveBytes: 0, entries, analyses, coverage: [], diagnostics: [] };
}

/** Expected values: OCI image specification, layer.md, "Whiteouts"; entries of parent directories are optional there. */
describe("placeAnalyses", () => {
  test.each([
    {
      name: "a file whose directories no entry tells of",
      layers: [layer(entry("etc/os-release"))],
      expected: { path: "etc/os-release", isVisible: true },
    },
    {
      name: "the same file, deleted by a later layer",
      layers: [layer(entry("etc/os-release")), layer(entry("etc/.wh.os-release"))],
      expected: { path: "etc/os-release", isVisible: false, hidden: { by: 1, how: "deleted" } },
    },
    {
      name: "a file with its directory, deleted by a later layer",
      layers: [layer(entry("etc", "directory"), entry("etc/os-release")), layer(entry("etc/.wh.os-release"))],
      expected: { path: "etc/os-release", isVisible: false, hidden: { by: 1, how: "deleted" } },
    },
  ])("$name", ({ layers, expected }) => {
    const tree = mergeLayers(layers.map(({ entries }) => entries));

    const placed = placeAnalyses({ layers, linked: layers.map(() => []), tree, namelessAnalyzers: new Set() });

    expect(placed.map(({ path, isVisible, hidden }) => ({ path, isVisible, ...(hidden && { hidden }) }))).toEqual([
      expected,
    ]);
  });
});
