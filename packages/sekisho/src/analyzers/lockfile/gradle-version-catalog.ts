import { type DataNode, entriesOf, findNode, findText } from "../../model/data-tree.ts";
import { splitMavenName } from "../../semantics/lockfile/package-name.ts";
import { addPackage, addUnresolved, expectKind } from "../../semantics/lockfile/reading.ts";
import { defineTomlLockfile } from "./define.ts";

/** A version that a resolver may not raise or choose from: no range, no `+`, no `latest.release`. */
const exact = /^\w[-\w.]*$/;

/**
 * Reads version catalogues of Gradle. A library that is declared may be used or not, and Gradle may choose a higher
 * version, so it is `likely`. Source: Gradle manual, Version Catalogs, "The TOML declaration format".
 */
export const gradleVersionCatalog = defineTomlLockfile({
  id: "lockfile/gradle-version-catalog",
  version: 1,
  paths: ["**/*.versions.toml"],
  packageTypes: ["maven"],
  read(root, reading) {
    const libraries = expectKind(reading, findNode(root, "libraries"), "map", "libraries");
    for (const [alias, library] of entriesOf(libraries)) {
      const { name, range } = readLibrary(root, library);
      const parts = splitMavenName(name ?? "");
      if (range === undefined || name === undefined) continue;
      if (!exact.test(range) || range.startsWith("latest.")) addUnresolved(reading, name || alias, range, library.line);
      else
        addPackage(reading, {
          type: "maven",
          ...parts,
          version: range,
          line: library.line,
          confidence: "likely",
          isDirect: true,
        });
    }
  },
});

interface Library {
  readonly name: string | undefined;
  /** Left out when a platform (BOM) gives it. */
  readonly range: string | undefined;
}

function readLibrary(root: DataNode, library: DataNode): Library {
  const short = findText(library);
  if (short !== undefined) {
    const [group = "", artifact = "", range] = short.split(":");
    return { name: `${group}:${artifact}`, range };
  }
  const group = findText(library, "group");
  const artifact = findText(library, "name");
  const name = findText(library, "module") ?? (group === undefined ? undefined : `${group}:${artifact ?? ""}`);
  const reference = findText(library, "version", "ref");
  const version = reference === undefined ? findNode(library, "version") : findNode(root, "versions", reference);
  return { name, range: rangeOf(version) };
}

/** A rich version says `strictly`, `require` or `prefer`. */
function rangeOf(version: DataNode | undefined): string | undefined {
  return (
    findText(version) ?? findText(version, "strictly") ?? findText(version, "require") ?? findText(version, "prefer")
  );
}
