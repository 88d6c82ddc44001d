import {
  type DataNode,
  entriesOf,
  findNode,
  findText,
  itemsOf,
  type MapNode,
  placeOfNode,
} from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { parseIntegrity } from "./integrity.ts";
import { splitDescriptor, splitNpmName } from "./package-name.ts";
import { findReachable } from "./reachable.ts";
import { addPackage, expectKind, type LockfileReading, requirement } from "./reading.ts";
import { sourceQualifiers } from "./source-address.ts";

type Packages = ReadonlyMap<string, DataNode>;

const runSections = ["dependencies", "optionalDependencies", "peerDependencies"];

/** Reads `bun.lock`: each package a list of `name@version`, registry, what it needs, checksum. */
export function readBunLock(root: MapNode, reading: LockfileReading): void {
  const packages = entriesOf(expectKind(reading, findNode(root, "packages"), "map", "packages"));
  const workspaces = [...entriesOf(findNode(root, "workspaces"))].map(([, workspace]) => workspace);
  const starts = workspaces.flatMap((workspace) => targetsOf(packages, holderOf(workspace), workspace, runSections));
  const running = findReachable(starts, (key) => targetsOf(packages, key, needsOf(packages.get(key)), runSections));
  const direct = new Set([
    ...starts,
    ...workspaces.flatMap((workspace) => targetsOf(packages, holderOf(workspace), workspace, ["devDependencies"])),
  ]);
  for (const [key, entry] of packages) {
    if (expectKind(reading, entry, "list", key) === undefined) continue;
    const { name, range } = splitDescriptor(findText(itemsOf(entry)[0]) ?? "");
    if (/^(?:workspace|link|file|root):/.test(range)) continue;
    const commit = sourceQualifiers(toGit(range)) === undefined ? undefined : range.split("#").at(1);
    addPackage(reading, {
      type: "npm",
      ...splitNpmName(name),
      version: commit ?? range,
      ...placeOfNode(entry),
      hashes: parseIntegrity(
        itemsOf(entry)
          .map((item) => findText(item) ?? "")
          .findLast((text) => /^sha\d+-/.test(text)),
      ),
      qualifiers: sourceQualifiers(toGit(range)),
      isDirect: direct.has(key),
      isDevelopment: !running.has(key),
      requires: targetsOf(packages, key, needsOf(entry), runSections).map((target) => toRequirement(packages, target)),
    });
  }
}

/** `github:owner/name#commit` is short for a repository there. */
function toGit(range: string): string {
  return range.startsWith("github:") ? `git+https://github.com/${range.slice("github:".length)}` : range;
}

function toRequirement(packages: Packages, key: string): Requirement {
  const { name, range } = splitDescriptor(findText(itemsOf(packages.get(key))[0]) ?? "");
  return requirement(name, undefined, range);
}

function needsOf(entry: DataNode | undefined): DataNode | undefined {
  return itemsOf(entry).find((item) => item.kind === "map");
}

/** Nested packages of a workspace stand below its name. */
function holderOf(workspace: DataNode): string {
  return findText(workspace, "name") ?? "";
}

function targetsOf(
  packages: Packages,
  from: string,
  holder: DataNode | undefined,
  sections: readonly string[],
): readonly string[] {
  return sections.flatMap((section) =>
    [...entriesOf(findNode(holder, section)).keys()].flatMap((name) => resolveFrom(packages, from, name) ?? []),
  );
}

/** A key is the path of names down to a package: the nearest one counts, as with folders of `node_modules`. */
function resolveFrom(packages: Packages, from: string, name: string): string | undefined {
  for (let path = from; path !== ""; path = parentOf(path)) {
    if (packages.has(`${path}/${name}`)) return `${path}/${name}`;
  }
  return packages.has(name) ? name : undefined;
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash === -1) return "";
  const parent = path.slice(0, slash);
  const above = parent.lastIndexOf("/");
  return parent.startsWith("@", above + 1) ? parent.slice(0, Math.max(0, above)) : parent;
}
