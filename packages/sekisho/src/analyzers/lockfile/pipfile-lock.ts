import { entriesOf, findNode, findText, isTrue, itemsOf, placeOfNode } from "../../model/data-tree.ts";
import { hashesOfArchives } from "../../semantics/lockfile/python-archive.ts";
import { addPackage, expectKind } from "../../semantics/lockfile/reading.ts";
import { withoutPassword } from "../../semantics/lockfile/source-address.ts";
import { defineJsonLockfile } from "./define.ts";

/** Reads lock files of Pipenv. Editable packages and paths are the project's own code. Source: Pipenv, Pipfile.lock. */
export const pipfileLock = defineJsonLockfile({
  id: "lockfile/pipfile-lock",
  version: 2,
  paths: ["**/Pipfile.lock"],
  packageTypes: ["pypi"],
  read(root, reading) {
    const sections = [...root.entries.keys()].filter((name) => name !== "_meta");
    for (const section of sections) {
      const packages = expectKind(reading, findNode(root, section), "map", section);
      for (const [name, entry] of entriesOf(packages)) {
        const address = findText(entry, "git");
        const commit = findText(entry, "ref");
        if (findText(entry, "path") !== undefined || (isTrue(entry, "editable") && address === undefined)) continue;
        addPackage(reading, {
          type: "pypi",
          name,
          version: findText(entry, "version")?.replace(/^===?/, "") ?? commit,
          ...placeOfNode(entry),
          hashes: hashesOfArchives(itemsOf(findNode(entry, "hashes"))),
          qualifiers:
            address === undefined ? undefined : { vcs_url: `git+${withoutPassword(address)}@${commit ?? ""}` },
          isDevelopment: section !== "default",
        });
      }
    }
  },
});
