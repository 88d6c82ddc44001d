import { entriesOf, findNode, findScalarText, findText, itemsOf, placeOfNode } from "../../model/data-tree.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { defineJsonLockfile } from "./define.ts";

/** Reads lock files of renv. Packages of Bioconductor are listed as R's own, which share one name space. Source: renv. */
export const renvLock = defineJsonLockfile({
  id: "lockfile/renv-lock",
  version: 2,
  paths: ["**/renv.lock"],
  packageTypes: ["cran"],
  read(root, reading) {
    const packages = expectKind(reading, findNode(root, "Packages"), "map", "Packages");
    for (const [key, entry] of entriesOf(packages)) {
      const needs = itemsOf(findNode(entry, "Requirements")).flatMap((item) => findText(item) ?? []);
      addPackage(reading, {
        type: "cran",
        name: findText(entry, "Package") ?? key,
        version: findScalarText(entry, "Version"),
        ...placeOfNode(entry),
        requires: needs
          .filter((name) => name !== "R")
          .map((name) => requirement(name, undefined, findText(packages, name, "Version"))),
      });
    }
  },
});
