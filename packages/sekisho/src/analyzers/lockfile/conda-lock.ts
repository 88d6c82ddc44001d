import {
  type DataNode,
  entriesOf,
  findNode,
  findScalarText,
  findText,
  isTrue,
  itemsOf,
} from "../../model/data-tree.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { defineYamlLockfile } from "./define.ts";

/** Reads unified lock files of conda-lock; each platform's build is a package of its own. Source: conda-lock. */
export const condaLock = defineYamlLockfile({
  id: "lockfile/conda-lock",
  version: 1,
  paths: ["**/conda-lock.yml", "**/*.conda-lock.yml"],
  packageTypes: ["conda", "pypi"],
  read(root, reading) {
    const packages = itemsOf(expectKind(reading, findNode(root, "package"), "list", "package"));
    for (const entry of packages) {
      const isConda = findText(entry, "manager") !== "pip";
      const category = findText(entry, "category");
      const hashes = ["sha256", "md5"].flatMap((name) => hashOf(name, findText(entry, "hash", name)));
      addPackage(reading, {
        type: isConda ? "conda" : "pypi",
        name: findText(entry, "name"),
        version: findScalarText(entry, "version"),
        line: entry.line,
        hashes: isConda ? hashes : [],
        qualifiers: isConda ? qualifiersOf(entry) : undefined,
        isDevelopment: category === undefined ? isTrue(entry, "optional") : category !== "main",
        requires: [...entriesOf(findNode(entry, "dependencies"))]
          .filter(([name]) => !name.startsWith("__"))
          .map(([name, range]) => requirement(name, findScalarText(range))),
      });
    }
  },
});

/** The build stands behind the last dash of the archive's name. */
function qualifiersOf(entry: DataNode): Readonly<Record<string, string>> {
  const file = findText(entry, "url")?.split("/").at(-1) ?? "";
  const build = /-([^-]{1,200}?)\.(?:conda|tar\.bz2)$/.exec(file)?.[1];
  const subdir = findText(entry, "platform");
  return { ...(build === undefined ? {} : { build }), ...(subdir === undefined ? {} : { subdir }) };
}
