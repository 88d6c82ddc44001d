import { findNode, findText, itemsOf } from "../../model/data-tree.ts";
import { findRequirementName, hashesOfArchives, normalisePythonName } from "../../semantics/lockfile/python-archive.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { withoutPassword } from "../../semantics/lockfile/source-address.ts";
import { defineTomlLockfile } from "./define.ts";

/** Reads lock files of PDM. Entries with a path are the project's own code. Source: PDM, Lock file. */
export const pdmLock = defineTomlLockfile({
  id: "lockfile/pdm-lock",
  version: 1,
  paths: ["**/pdm.lock"],
  packageTypes: ["pypi"],
  read(root, reading) {
    const packages = itemsOf(expectKind(reading, findNode(root, "package"), "list", "package"));
    const versions = new Map(
      packages.map((entry) => [normalisePythonName(findText(entry, "name") ?? ""), findText(entry, "version")]),
    );
    for (const entry of packages) {
      const groups = itemsOf(findNode(entry, "groups")).map((group) => findText(group));
      const address = findText(entry, "git");
      const needs = itemsOf(findNode(entry, "dependencies")).flatMap((item) => findText(item) ?? []);
      if (findText(entry, "path") !== undefined) continue;
      addPackage(reading, {
        type: "pypi",
        name: findText(entry, "name"),
        version: findText(entry, "version"),
        line: entry.line,
        hashes: hashesOfArchives(itemsOf(findNode(entry, "files"))),
        qualifiers:
          address === undefined
            ? undefined
            : { vcs_url: `git+${withoutPassword(address)}@${findText(entry, "revision") ?? ""}` },
        isDevelopment: groups.length === 0 ? undefined : !groups.includes("default"),
        requires: needs.flatMap((need) => {
          const name = findRequirementName(need);
          return name === undefined ? [] : [requirement(name, undefined, versions.get(normalisePythonName(name)))];
        }),
      });
    }
  },
});
