import { entriesOf, findNode, findText, placeOfNode } from "../../model/data-tree.ts";
import { parseIntegrity } from "../../semantics/lockfile/integrity.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { defineJsonLockfile } from "./define.ts";

/** Reads lock files of NuGet. Entries of type `Project` are the project's own code. Source: NuGet, PackageReference. */
export const nugetPackagesLock = defineJsonLockfile({
  id: "lockfile/nuget-packages-lock",
  version: 2,
  paths: ["**/packages.lock.json", "**/packages.*.lock.json"],
  packageTypes: ["nuget"],
  read(root, reading) {
    const frameworks = expectKind(reading, findNode(root, "dependencies"), "map", "dependencies");
    for (const [framework, packages] of entriesOf(frameworks)) {
      const entries = entriesOf(expectKind(reading, packages, "map", framework));
      const versions = new Map([...entries].map(([name, entry]) => [name.toLowerCase(), findText(entry, "resolved")]));
      for (const [name, entry] of entries) {
        const kind = findText(entry, "type")?.toLowerCase();
        if (kind === "project") continue;
        const hash = findText(entry, "contentHash");
        addPackage(reading, {
          type: "nuget",
          name,
          version: findText(entry, "resolved"),
          ...placeOfNode(entry),
          hashes: parseIntegrity(hash === undefined ? undefined : `sha512-${hash}`),
          isDirect: kind === "direct",
          requires: [...entriesOf(findNode(entry, "dependencies"))].map(([needed, range]) =>
            requirement(needed, findText(range), versions.get(needed.toLowerCase())),
          ),
        });
      }
    }
  },
});
