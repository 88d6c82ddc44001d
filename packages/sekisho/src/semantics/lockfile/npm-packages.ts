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
import { splitNpmName } from "./package-name.ts";
import { addPackage, expectKind, type LockfileReading, requirement } from "./reading.ts";
import { sourceQualifiers } from "./source-address.ts";

const folder = "node_modules/";

/** Reads `packages` of a lock file of npm, versions 2 and 3: one entry for each folder. */
export function readNpmPackages(root: MapNode, reading: LockfileReading): void {
  const packages = expectKind(reading, findNode(root, "packages"), "map", "packages");
  const entries = entriesOf(packages);
  const directPaths = findDirectPaths(entries);
  for (const [path, entry] of entries) {
    const at = path.lastIndexOf(folder);
    if (at === -1 || isTrue(entry, "link")) continue;
    if (expectKind(reading, entry, "map", path) === undefined) continue;
    addPackage(reading, {
      type: "npm",
      ...splitNpmName(findText(entry, "name") ?? path.slice(at + folder.length)),
      version: findText(entry, "version"),
      ...placeOfNode(entry),
      hashes: parseIntegrity(findText(entry, "integrity")),
      licenses: licensesOf(entry),
      qualifiers: sourceQualifiers(findText(entry, "resolved")),
      isDirect: directPaths.has(path),
      isDevelopment: isTrue(entry, "dev"),
      requires: requirementsOf(entries, path, entry),
    });
  }
}

/** The root and the workspaces name packages themselves; their folders are the ones that lie in no `node_modules`. */
function findDirectPaths(entries: ReadonlyMap<string, DataNode>): ReadonlySet<string> {
  const direct = new Set<string>();
  for (const [path, entry] of entries) {
    if (path.includes(folder)) continue;
    const sections = [...dependencySections, "devDependencies"];
    for (const name of sections.flatMap((section) => [...entriesOf(findNode(entry, section)).keys()])) {
      const found = resolveFrom(entries, path, name);
      if (found !== undefined) direct.add(found);
    }
  }
  return direct;
}

const dependencySections = ["dependencies", "optionalDependencies", "peerDependencies"];

function requirementsOf(entries: ReadonlyMap<string, DataNode>, path: string, entry: DataNode): readonly Requirement[] {
  const found: Requirement[] = [];
  for (const section of dependencySections) {
    for (const [name, range] of entriesOf(findNode(entry, section))) {
      const target = entries.get(resolveFrom(entries, path, name) ?? "");
      if (target === undefined && section !== "dependencies") continue;
      const text = range.kind === "scalar" ? String(range.value) : undefined;
      found.push(requirement(findText(target, "name") ?? name, text, findText(target, "version")));
    }
  }
  return found;
}

/** Looks for a package as Node does: in the folder's own `node_modules`, then in those of the folders above it. */
function resolveFrom(entries: ReadonlyMap<string, DataNode>, from: string, name: string): string | undefined {
  for (let path = from; ; ) {
    const candidate = path === "" ? `${folder}${name}` : `${path}/${folder}${name}`;
    if (entries.has(candidate)) return candidate;
    if (path === "") return undefined;
    const nested = path.lastIndexOf(`/${folder}`);
    path = nested === -1 ? "" : path.slice(0, nested);
  }
}

function licensesOf(entry: DataNode): readonly string[] {
  const license = findText(entry, "license");
  return license === undefined ? [] : [license];
}
