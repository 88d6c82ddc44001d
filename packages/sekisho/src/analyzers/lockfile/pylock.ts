import { type DataNode, entriesOf, findNode, findText, itemsOf } from "../../model/data-tree.ts";
import type { PackageHash } from "../../model/package.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { addPackage, addUnknownFormat, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { withoutPassword } from "../../semantics/lockfile/source-address.ts";
import { defineTomlLockfile } from "./define.ts";

/** Reads Python's own lock files. Packages from a directory are the project's own code. Source: PEP 751. */
export const pylock = defineTomlLockfile({
  id: "lockfile/pylock",
  version: 1,
  paths: ["**/pylock.toml", "**/pylock.*.toml"],
  packageTypes: ["pypi"],
  read(root, reading) {
    const format = findText(root, "lock-version") ?? "";
    if (!format.startsWith("1.")) {
      addUnknownFormat(reading, 'lock-version = "1.x"', format);
      return;
    }
    const packages = itemsOf(expectKind(reading, findNode(root, "packages"), "list", "packages"));
    const byName = Map.groupBy(packages, (entry) => findText(entry, "name") ?? "");
    for (const entry of packages) {
      const commit = findText(entry, "vcs", "commit-id");
      const address = withoutPassword(findText(entry, "vcs", "url") ?? findText(entry, "vcs", "path") ?? "");
      if (findNode(entry, "directory") !== undefined) continue;
      addPackage(reading, {
        type: "pypi",
        name: findText(entry, "name"),
        version: findText(entry, "version") ?? commit,
        line: entry.line,
        hashes: hashesOf(entry),
        qualifiers: commit === undefined ? undefined : { vcs_url: `git+${address}@${commit}` },
        requires: itemsOf(findNode(entry, "dependencies")).map((item) => {
          const name = findText(item, "name") ?? "";
          const [only, ...others] = byName.get(name) ?? [];
          const version = findText(item, "version") ?? (others.length === 0 ? findText(only, "version") : undefined);
          return requirement(name, undefined, version);
        }),
      });
    }
  },
});

/** Given where there is one archive only. */
function hashesOf(entry: DataNode): readonly PackageHash[] {
  const single = [findNode(entry, "archive"), findNode(entry, "sdist")].filter((archive) => archive !== undefined);
  const [only, ...others] = [...single, ...itemsOf(findNode(entry, "wheels"))];
  if (only === undefined || others.length > 0) return [];
  return [...entriesOf(findNode(only, "hashes"))].flatMap(([algorithm, hex]) => hashOf(algorithm, findText(hex)));
}
