import { type DataNode, findNode, findText, itemsOf, placeOfNode } from "../../model/data-tree.ts";
import { repositoryPath, splitPathName } from "../../semantics/lockfile/package-name.ts";
import { addPackage, expectKind } from "../../semantics/lockfile/reading.ts";
import { defineJsonLockfile } from "./define.ts";

/**
 * Reads what Swift Package Manager resolved, versions 1 to 3. A pin on a branch has its commit as its version.
 * Source: Swift Package Manager, `PinsStore`.
 */
export const swiftPackageResolved = defineJsonLockfile({
  id: "lockfile/swift-package-resolved",
  version: 2,
  paths: ["**/Package.resolved", "**/.package.resolved"],
  packageTypes: ["swift"],
  read(root, reading) {
    const list: DataNode | undefined = findNode(root, "pins") ?? findNode(root, "object", "pins");
    for (const pin of itemsOf(expectKind(reading, list, "list", "pins"))) {
      const kind = findText(pin, "kind");
      const address = findText(pin, "location") ?? findText(pin, "repositoryURL") ?? "";
      const identity = findText(pin, "identity") ?? findText(pin, "package") ?? "";
      if (kind === "fileSystem" || kind === "localSourceControl") continue;
      addPackage(reading, {
        type: "swift",
        ...splitPathName(address === "" ? identity.replace(".", "/") : repositoryPath(address)),
        version: findText(pin, "state", "version") ?? findText(pin, "state", "revision"),
        ...placeOfNode(findNode(pin, "identity") ?? findNode(pin, "package") ?? pin),
      });
    }
  },
});
