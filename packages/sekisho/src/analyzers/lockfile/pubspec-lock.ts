import { entriesOf, findNode, findScalarText, findText } from "../../model/data-tree.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { addPackage, expectKind } from "../../semantics/lockfile/reading.ts";
import { defineYamlLockfile } from "./define.ts";

/** Reads lock files of Dart. Packages from a path are the project's own, those of the SDK come with it. Source: pub. */
export const pubspecLock = defineYamlLockfile({
  id: "lockfile/pubspec-lock",
  version: 1,
  paths: ["**/pubspec.lock"],
  packageTypes: ["pub"],
  read(root, reading) {
    const packages = expectKind(reading, findNode(root, "packages"), "map", "packages");
    for (const [key, entry] of entriesOf(packages)) {
      const source = findText(entry, "source");
      const dependency = findText(entry, "dependency") ?? "";
      const repository = findText(entry, "description", "url");
      const commit = findText(entry, "description", "resolved-ref");
      if (source === "path" || source === "sdk") continue;
      addPackage(reading, {
        type: "pub",
        name: findText(entry, "description", "name") ?? key,
        version: findScalarText(entry, "version"),
        line: entry.line,
        hashes: hashOf("sha256", findText(entry, "description", "sha256")),
        qualifiers: source === "git" ? { vcs_url: `git+${repository ?? ""}@${commit ?? ""}` } : undefined,
        isDirect: dependency.startsWith("direct"),
        isDevelopment: dependency === "direct dev",
      });
    }
  },
});
