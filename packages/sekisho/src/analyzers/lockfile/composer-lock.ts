import { entriesOf, findNode, findScalarText, findText, itemsOf, placeOfNode } from "../../model/data-tree.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { splitPathName } from "../../semantics/lockfile/package-name.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { defineJsonLockfile } from "./define.ts";

/** Reads lock files of Composer. A leading `v` of versions is kept, as the author tagged them. Source: Composer. */
export const composerLock = defineJsonLockfile({
  id: "lockfile/composer-lock",
  version: 2,
  paths: ["**/composer.lock"],
  packageTypes: ["composer"],
  read(root, reading) {
    const sections = ["packages", "packages-dev"].map((name) => ({
      isDevelopment: name === "packages-dev",
      packages: itemsOf(expectKind(reading, findNode(root, name), "list", name)),
    }));
    const all = sections.flatMap(({ packages }) => packages);
    const versions = new Map(all.map((entry) => [findText(entry, "name") ?? "", findScalarText(entry, "version")]));
    for (const { packages, isDevelopment } of sections) {
      for (const entry of packages) {
        const needs = [...entriesOf(findNode(entry, "require"))].filter(([name]) => name.includes("/"));
        addPackage(reading, {
          type: "composer",
          ...splitPathName(findText(entry, "name") ?? ""),
          version: findScalarText(entry, "version"),
          ...placeOfNode(findNode(entry, "name") ?? entry),
          hashes: hashOf("sha1", findText(entry, "dist", "shasum")),
          licenses: itemsOf(findNode(entry, "license")).flatMap((license) => findText(license) ?? []),
          isDevelopment,
          requires: needs.map(([name, range]) => requirement(name, findText(range), versions.get(name))),
        });
      }
    }
  },
});
