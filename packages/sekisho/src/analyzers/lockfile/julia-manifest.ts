import { type DataNode, entriesOf, findNode, findText, itemsOf } from "../../model/data-tree.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { defineTomlLockfile } from "./define.ts";

/**
 * Reads manifests of Julia, versions 1 and 2. Packages without a version belong to the standard library of the
 * installed Julia; those with a path are the project's own code. Source: Pkg.jl, Project.toml and Manifest.toml.
 */
export const juliaManifest = defineTomlLockfile({
  id: "lockfile/julia-manifest",
  version: 1,
  paths: ["**/Manifest.toml", "**/Manifest-v*.toml", "**/JuliaManifest.toml"],
  packageTypes: ["julia"],
  read(root, reading) {
    const isSecond = findText(root, "manifest_format") !== undefined || findNode(root, "deps") !== undefined;
    const sections = entriesOf(isSecond ? expectKind(reading, findNode(root, "deps"), "map", "deps") : root);
    for (const [name, list] of sections) {
      for (const entry of itemsOf(list)) {
        const version = findText(entry, "version");
        const uuid = findText(entry, "uuid");
        if (version === undefined || findText(entry, "path") !== undefined) continue;
        addPackage(reading, {
          type: "julia",
          name,
          version,
          line: entry.line,
          qualifiers: uuid === undefined ? undefined : { uuid },
          requires: needsOf(entry).map((needed) => requirement(needed, undefined, versionOf(sections.get(needed)))),
        });
      }
    }
  },
});

/** A list of names, or a map of names and ids where two packages share a name. */
function needsOf(entry: DataNode): readonly string[] {
  const needs = findNode(entry, "deps");
  return needs?.kind === "map" ? [...needs.entries.keys()] : itemsOf(needs).flatMap((item) => findText(item) ?? []);
}

function versionOf(list: DataNode | undefined): string | undefined {
  const entries = itemsOf(list);
  return entries.length === 1 ? findText(entries[0], "version") : undefined;
}
