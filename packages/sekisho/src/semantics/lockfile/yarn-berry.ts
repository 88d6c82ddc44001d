import { type DataNode, entriesOf, findNode, findScalarText, findText, isTrue } from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { splitDescriptor, splitNpmName } from "./package-name.ts";
import { addPackage, expectKind, type LockfileReading, requirement } from "./reading.ts";
import { sourceQualifiers } from "./source-address.ts";

/** Where a package comes from, when it is the project's own code. */
const ownCode = /^(?:workspace|link|portal):/;

/**
 * Reads a lock file of Yarn 2 and later: an entry for each chosen package, its key the ranges that led to it. Its
 * checksums are left out: they are of the zip files that Yarn makes itself and say nothing of npm's archives.
 */
export function readYarnBerry(root: DataNode, reading: LockfileReading): void {
  const entries = entriesOf(root);
  const byDescriptor = indexDescriptors(entries);
  const direct = findDirect(entries, byDescriptor);
  for (const [key, entry] of entries) {
    if (key === "__metadata" || expectKind(reading, entry, "map", key) === undefined) continue;
    const { name, range } = splitDescriptor(findText(entry, "resolution") ?? key);
    if (ownCode.test(range)) continue;
    const isRepository = !range.startsWith("npm:") && !range.startsWith("patch:");
    addPackage(reading, {
      type: "npm",
      ...splitNpmName(name),
      version: findScalarText(entry, "version"),
      line: entry.line,
      qualifiers: isRepository ? sourceQualifiers(toGitAddress(range)) : undefined,
      isDirect: direct.has(entry),
      requires: requirementsOf(entry, byDescriptor),
    });
  }
}

function toGitAddress(range: string): string {
  return range.includes("#commit=") ? `git+${range.replace(/^git\+/, "").replace("#commit=", "#")}` : range;
}

function indexDescriptors(entries: ReadonlyMap<string, DataNode>): ReadonlyMap<string, DataNode> {
  const index = new Map<string, DataNode>();
  for (const [key, entry] of entries) {
    for (const descriptor of key.split(/, ?/)) index.set(descriptor, entry);
  }
  return index;
}

/** What the workspaces name. Their lists hold what is needed to build, too. */
function findDirect(
  entries: ReadonlyMap<string, DataNode>,
  byDescriptor: ReadonlyMap<string, DataNode>,
): ReadonlySet<DataNode> {
  const direct = new Set<DataNode>();
  for (const entry of entries.values()) {
    if (!ownCode.test(splitDescriptor(findText(entry, "resolution") ?? "").range)) continue;
    for (const [name, range] of entriesOf(findNode(entry, "dependencies"))) {
      const target = findTarget(byDescriptor, name, scalarText(range));
      if (target !== undefined) direct.add(target);
    }
  }
  return direct;
}

function requirementsOf(entry: DataNode, byDescriptor: ReadonlyMap<string, DataNode>): readonly Requirement[] {
  return [...entriesOf(findNode(entry, "dependencies"))].flatMap(([name, node]) => {
    const range = scalarText(node);
    const target = findTarget(byDescriptor, name, range);
    const isOptional = isTrue(entry, "dependenciesMeta", name, "optional");
    if (target === undefined && isOptional) return [];
    const chosen = splitDescriptor(findText(target, "resolution") ?? name).name;
    return [requirement(chosen, range, findScalarText(target, "version"))];
  });
}

/** Ranges without a protocol mean npm's; Yarn 2 and 3 wrote them without, Yarn 4 with it. */
function findTarget(byDescriptor: ReadonlyMap<string, DataNode>, name: string, range: string): DataNode | undefined {
  return byDescriptor.get(`${name}@${range}`) ?? byDescriptor.get(`${name}@npm:${range}`);
}

function scalarText(node: DataNode): string {
  return node.kind === "scalar" ? String(node.value) : "";
}
