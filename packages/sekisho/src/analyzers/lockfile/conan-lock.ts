import { type DataNode, entriesOf, findNode, findText, itemsOf, placeOfNode } from "../../model/data-tree.ts";
import { addPackage, expectKind, type LockfileReading } from "../../semantics/lockfile/reading.ts";
import { defineJsonLockfile } from "./define.ts";

/** `name/version@user/channel#revision%time`. */
const reference = /^([^/@#\s]{1,200})\/([^/@#\s]{1,200})(?:@([^/#\s]{1,200})\/([^#\s]{1,200}))?/;
const lists = [
  { key: "requires", isDevelopment: false },
  { key: "build_requires", isDevelopment: true },
  { key: "python_requires", isDevelopment: true },
  { key: "config_requires", isDevelopment: true },
];

/** Reads lock files of Conan: lists since version 2, a graph in version 1. Source: Conan, lockfiles. */
export const conanLock = defineJsonLockfile({
  id: "lockfile/conan-lock",
  version: 2,
  paths: ["**/conan.lock"],
  packageTypes: ["conan"],
  read(root, reading) {
    for (const { key, isDevelopment } of lists) {
      const items = expectKind(reading, findNode(root, key), "list", key);
      for (const item of itemsOf(items)) addReference(reading, findText(item), { item, isDevelopment });
    }
    const nodes = expectKind(reading, findNode(root, "graph_lock", "nodes"), "map", "graph_lock/nodes");
    const direct = new Set(itemsOf(findNode(nodes, "0", "requires")).map((item) => findText(item) ?? ""));
    for (const [id, item] of entriesOf(nodes)) {
      const written = findText(item, "ref");
      if (id !== "0" && written !== undefined) {
        addReference(reading, written, {
          item,
          isDevelopment: findText(item, "context") === "build",
          isDirect: direct.has(id),
        });
      }
    }
  },
});

interface Place {
  readonly item: DataNode;
  readonly isDevelopment: boolean;
  readonly isDirect?: boolean;
}

function addReference(reading: LockfileReading, written: string | undefined, place: Place): void {
  const [, name = written, version, user, channel] = reference.exec(written ?? "") ?? [];
  addPackage(reading, {
    type: "conan",
    name,
    version,
    namespace: user === "_" ? undefined : user,
    qualifiers: channel === undefined || channel === "_" ? undefined : { channel },
    ...placeOfNode(findNode(place.item, "ref") ?? place.item),
    isDevelopment: place.isDevelopment,
    isDirect: place.isDirect,
  });
}
