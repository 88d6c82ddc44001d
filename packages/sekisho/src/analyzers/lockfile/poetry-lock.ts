import { type DataNode, entriesOf, findNode, findText, itemsOf } from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { hashesOfArchives, normalisePythonName } from "../../semantics/lockfile/python-archive.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { withoutPassword } from "../../semantics/lockfile/source-address.ts";
import { defineTomlLockfile } from "./define.ts";

/**
 * Reads lock files of Poetry 1 and 2. Which packages the project names stands in `pyproject.toml` alone; groups are
 * known since Poetry 2, categories before 1.5. Source: Poetry, `Locker`.
 */
export const poetryLock = defineTomlLockfile({
  id: "lockfile/poetry-lock",
  version: 1,
  paths: ["**/poetry.lock"],
  packageTypes: ["pypi"],
  read(root, reading) {
    const packages = itemsOf(expectKind(reading, findNode(root, "package"), "list", "package"));
    const byName = Map.groupBy(packages, (entry) => normalisePythonName(findText(entry, "name") ?? ""));
    for (const entry of packages) {
      const kind = findText(entry, "source", "type");
      const name = findText(entry, "name");
      const files = findNode(entry, "files") ?? findNode(root, "metadata", "files", name ?? "");
      if (kind === "directory") continue;
      addPackage(reading, {
        type: "pypi",
        name,
        version: findText(entry, "version"),
        line: entry.line,
        hashes: hashesOfArchives(itemsOf(files)),
        qualifiers: kind === "git" ? repositoryOf(entry) : undefined,
        isDevelopment: isForDevelopment(entry),
        requires: requirementsOf(entry, byName),
      });
    }
  },
});

function isForDevelopment(entry: DataNode): boolean | undefined {
  const category = findText(entry, "category");
  const groups = itemsOf(findNode(entry, "groups"));
  if (groups.length > 0) return !groups.some((group) => findText(group) === "main");
  return category === undefined ? undefined : category !== "main";
}

function repositoryOf(entry: DataNode): Readonly<Record<string, string>> {
  const address = withoutPassword(findText(entry, "source", "url") ?? "");
  return { vcs_url: `git+${address}@${findText(entry, "source", "resolved_reference") ?? ""}` };
}

/** A range is a text, a map with `version`, or a list of those for several environments. */
function requirementsOf(entry: DataNode, byName: ReadonlyMap<string, readonly DataNode[]>): readonly Requirement[] {
  return [...entriesOf(findNode(entry, "dependencies"))].flatMap(([name, node]) => {
    const first = itemsOf(node)[0] ?? node;
    const candidates = byName.get(normalisePythonName(name)) ?? [];
    if (candidates.length === 0) return [];
    const version = candidates.length === 1 ? findText(candidates[0], "version") : undefined;
    return [requirement(name, findText(first) ?? findText(first, "version"), version)];
  });
}
