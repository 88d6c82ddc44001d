import { findNode, findText, itemsOf, placeOfNode } from "../../model/data-tree.ts";
import { addPackage, expectKind } from "../../semantics/lockfile/reading.ts";
import { defineJsonLockfile } from "./define.ts";

/** Reads lock files of sbt's plug-in sbt-dependency-lock. Source: its format, version 1. */
export const sbtLock = defineJsonLockfile({
  id: "lockfile/sbt-lock",
  version: 2,
  paths: ["**/build.sbt.lock"],
  packageTypes: ["maven"],
  read(root, reading) {
    const entries = itemsOf(expectKind(reading, findNode(root, "dependencies"), "list", "dependencies"));
    for (const entry of entries) {
      const configurations = itemsOf(findNode(entry, "configurations")).flatMap((item) => findText(item) ?? []);
      addPackage(reading, {
        type: "maven",
        namespace: findText(entry, "org"),
        name: findText(entry, "name"),
        version: findText(entry, "version"),
        ...placeOfNode(findNode(entry, "name") ?? entry),
        isDevelopment: configurations.length > 0 && configurations.every((name) => name === "test"),
      });
    }
  },
});
