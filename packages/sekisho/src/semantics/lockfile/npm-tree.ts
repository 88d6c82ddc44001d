import {
  type DataNode,
  entriesOf,
  findNode,
  findText,
  isTrue,
  type MapNode,
  placeOfNode,
} from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { parseIntegrity } from "./integrity.ts";
import { splitDescriptor, splitNpmName } from "./package-name.ts";
import { addPackage, expectKind, type LockfileReading, requirement } from "./reading.ts";
import { sourceQualifiers } from "./source-address.ts";

/**
 * Reads `dependencies` of a lock file of npm, version 1: a tree of folders. Which of them the project itself names is
 * not written there.
 */
export function readNpmTree(root: MapNode, reading: LockfileReading): void {
  const top = expectKind(reading, findNode(root, "dependencies"), "map", "dependencies");
  readFolder(top, [], reading);
}

/** Depth is bounded by the parser of the document. */
function readFolder(
  folder: DataNode | undefined,
  above: readonly ReadonlyMap<string, DataNode>[],
  reading: LockfileReading,
): void {
  const entries = entriesOf(folder);
  const reachable = [entries, ...above];
  for (const [name, entry] of entries) {
    if (expectKind(reading, entry, "map", name) === undefined) continue;
    const inner = findNode(entry, "dependencies");
    const version = findText(entry, "version");
    readFolder(inner, reachable, reading);
    const isLocal = version?.startsWith("file:") === true && findText(entry, "integrity") === undefined;
    // What is for other systems stands there without a version.
    const isElsewhere = version === undefined && isTrue(entry, "optional");
    if (isLocal || isElsewhere) continue;
    addPackage(reading, {
      type: "npm",
      ...identify(name, version),
      ...placeOfNode(entry),
      hashes: parseIntegrity(findText(entry, "integrity")),
      qualifiers: sourceQualifiers(version),
      isDevelopment: isTrue(entry, "dev"),
      requires: requirementsOf(entry, [entriesOf(inner), ...reachable]),
    });
  }
}

/** `npm:name@1.2.3` is an alias; a repository's address ends with its commit. */
function identify(
  name: string,
  version: string | undefined,
): { readonly namespace?: string; readonly name: string; readonly version: string | undefined } {
  if (version?.startsWith("npm:") === true) {
    const alias = splitDescriptor(version.slice("npm:".length));
    return { ...splitNpmName(alias.name), version: alias.range };
  }
  const commit =
    version === undefined || sourceQualifiers(version) === undefined ? undefined : version.split("#").at(1);
  return { ...splitNpmName(name), version: commit ?? version };
}

function requirementsOf(entry: DataNode, reachable: readonly ReadonlyMap<string, DataNode>[]): readonly Requirement[] {
  const found: Requirement[] = [];
  for (const [name, range] of entriesOf(findNode(entry, "requires"))) {
    const target = reachable.find((entries) => entries.has(name))?.get(name);
    const chosen = target === undefined ? undefined : identify(name, findText(target, "version"));
    const fullName = chosen?.namespace === undefined ? (chosen?.name ?? name) : `${chosen.namespace}/${chosen.name}`;
    found.push(requirement(fullName, range.kind === "scalar" ? String(range.value) : undefined, chosen?.version));
  }
  return found;
}
