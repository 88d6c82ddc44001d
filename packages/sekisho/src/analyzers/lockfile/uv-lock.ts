import { type DataNode, entriesOf, findNode, findText, itemsOf } from "../../model/data-tree.ts";
import { hashesOfArchives } from "../../semantics/lockfile/python-archive.ts";
import { findReachable } from "../../semantics/lockfile/reachable.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { withoutPassword } from "../../semantics/lockfile/source-address.ts";
import { defineTomlLockfile } from "./define.ts";

/**
 * Reads lock files of uv. Members of the workspace and other directories are the project's own code; what they need is
 * direct, and what is reached by their groups alone is for development. Source: uv, Locking and syncing.
 */
export const uvLock = defineTomlLockfile({
  id: "lockfile/uv-lock",
  version: 1,
  paths: ["**/uv.lock"],
  packageTypes: ["pypi"],
  read(root, reading) {
    const packages = itemsOf(expectKind(reading, findNode(root, "package"), "list", "package"));
    const byName = Map.groupBy(packages, (entry) => findText(entry, "name") ?? "");
    const own = packages.filter(isOwn);
    const running = findReachable(own, (entry) => targetsOf(entry, ["dependencies", "optional-dependencies"], byName));
    const direct = new Set(
      own.flatMap((entry) => targetsOf(entry, ["dependencies", "optional-dependencies", "dev-dependencies"], byName)),
    );
    for (const entry of packages) {
      if (isOwn(entry)) continue;
      const sources = [findNode(entry, "sdist"), ...itemsOf(findNode(entry, "wheels"))];
      addPackage(reading, {
        type: "pypi",
        name: findText(entry, "name"),
        version: findText(entry, "version"),
        line: entry.line,
        hashes: hashesOfArchives(sources.filter((archive) => archive !== undefined)),
        qualifiers: qualifiersOf(entry),
        isDirect: direct.has(entry),
        isDevelopment: own.length === 0 ? undefined : !running.has(entry),
        requires: targetsOf(entry, ["dependencies"], byName).map((target) =>
          requirement(findText(target, "name") ?? "", undefined, findText(target, "version")),
        ),
      });
    }
  },
});

function isOwn(entry: DataNode): boolean {
  return ["virtual", "editable", "directory"].some((kind) => findText(entry, "source", kind) !== undefined);
}

function qualifiersOf(entry: DataNode): Readonly<Record<string, string>> | undefined {
  const repository = findText(entry, "source", "git");
  const archive = findText(entry, "source", "url");
  if (repository !== undefined) {
    const [address = "", commit = ""] = withoutPassword(repository).split("#");
    return { vcs_url: `git+${address.replace(/\?.*$/, "")}@${commit}` };
  }
  return archive === undefined ? undefined : { download_url: withoutPassword(archive) };
}

/** Sections are lists, or maps of lists by extra or group. A target names its version where several are there. */
function targetsOf(
  entry: DataNode,
  sections: readonly string[],
  byName: ReadonlyMap<string, readonly DataNode[]>,
): readonly DataNode[] {
  const lists = sections.flatMap((section) => {
    const node = findNode(entry, section);
    return [node, ...entriesOf(node).values()];
  });
  return lists.flatMap(itemsOf).flatMap((item) => {
    const version = findText(item, "version");
    const candidates = byName.get(findText(item, "name") ?? "") ?? [];
    return candidates.filter((candidate) => version === undefined || findText(candidate, "version") === version);
  });
}
