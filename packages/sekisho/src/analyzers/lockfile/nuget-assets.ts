import { entriesOf, findNode, findText, placeOfNode } from "../../model/data-tree.ts";
import { parseIntegrity } from "../../semantics/lockfile/integrity.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { defineJsonLockfile } from "./define.ts";

/** Reads what NuGet resolved for one project (`obj/project.assets.json`). Source: NuGet.ProjectModel, LockFileFormat. */
export const nugetAssets = defineJsonLockfile({
  id: "lockfile/nuget-assets",
  version: 2,
  paths: ["**/project.assets.json"],
  packageTypes: ["nuget"],
  read(root, reading) {
    const libraries = expectKind(reading, findNode(root, "libraries"), "map", "libraries");
    const versions = new Map(
      [...entriesOf(libraries).keys()].map((key) => [split(key).name.toLowerCase(), split(key).version]),
    );
    const frameworks = [...entriesOf(findNode(root, "project", "frameworks")).values()];
    const direct = new Set(
      frameworks.flatMap((framework) =>
        [...entriesOf(findNode(framework, "dependencies")).keys()].map((name) => name.toLowerCase()),
      ),
    );
    const targets = [...entriesOf(findNode(root, "targets")).values()];
    for (const [key, library] of entriesOf(libraries)) {
      if (findText(library, "type") === "project") continue;
      const { name, version } = split(key);
      const needs = new Map(targets.flatMap((target) => [...entriesOf(findNode(target, key, "dependencies"))]));
      const hash = findText(library, "sha512");
      addPackage(reading, {
        type: "nuget",
        name,
        version,
        ...placeOfNode(library),
        hashes: parseIntegrity(hash === undefined ? undefined : `sha512-${hash}`),
        isDirect: direct.has(name.toLowerCase()),
        requires: [...needs].map(([needed, range]) =>
          requirement(needed, findText(range), versions.get(needed.toLowerCase())),
        ),
      });
    }
  },
});

/** Keys are `Name/1.2.3`. */
function split(key: string): { readonly name: string; readonly version: string } {
  const slash = key.indexOf("/");
  return slash === -1 ? { name: key, version: "" } : { name: key.slice(0, slash), version: key.slice(slash + 1) };
}
