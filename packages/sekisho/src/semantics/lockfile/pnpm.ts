import {
  type DataNode,
  entriesOf,
  findNode,
  findScalarText,
  findText,
  isTrue,
  type MapNode,
} from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { parseIntegrity } from "./integrity.ts";
import { splitDescriptor, splitNpmName } from "./package-name.ts";
import { addPackage, addUnknownFormat, expectKind, type LockfileReading, requirement } from "./reading.ts";
import { withoutPassword } from "./source-address.ts";

/** What the importers (projects of the workspace) say of one key of `packages`. */
interface Reach {
  /** Keys that a project names itself. */
  readonly direct: ReadonlySet<string>;
  /** Keys that are reached from what is needed to run; left out where the packages say it themselves. */
  readonly running?: ReadonlySet<string>;
}

/** Reads one document of a `pnpm-lock.yaml`. */
export function readPnpm(root: MapNode, reading: LockfileReading): void {
  const written = findScalarText(root, "lockfileVersion") ?? "";
  const version = Number.parseFloat(written);
  if (!(version >= 5 && version < 10)) {
    addUnknownFormat(reading, "lockfileVersion 5–9", written);
    return;
  }
  const packages = entriesOf(expectKind(reading, findNode(root, "packages"), "map", "packages"));
  const snapshots = entriesOf(expectKind(reading, findNode(root, "snapshots"), "map", "snapshots"));
  const instances = snapshots.size > 0 ? snapshots : packages;
  const reach = findReach(root, instances, version);
  const requires = collectRequirements(instances, version);
  for (const [key, entry] of packages) {
    const base = withoutPeers(key, version);
    const { name, version: found } = identify(base, entry, version);
    if (isLocal(base, entry) || expectKind(reading, entry, "map", key) === undefined) continue;
    addPackage(reading, {
      type: "npm",
      ...splitNpmName(name),
      version: found,
      line: entry.line,
      hashes: parseIntegrity(findText(entry, "resolution", "integrity")),
      qualifiers: qualifiersOf(entry),
      isDirect: reach.direct.has(base),
      isDevelopment: reach.running === undefined ? isTrue(entry, "dev") : !reach.running.has(base),
      requires: requires.get(base),
    });
  }
}

/**
 * Cuts the peers off a key or version: `(react@18.2.0)` since version 6; `_react@18.2.0` up to 5, where an underscore
 * is in no version.
 */
function withoutPeers(key: string, version: number): string {
  if (version >= 6) {
    const bracket = key.indexOf("(");
    return bracket === -1 ? key : key.slice(0, bracket);
  }
  const slash = key.lastIndexOf("/");
  const from = key.startsWith("/") ? slash + 1 : 0;
  const underscore = key.indexOf("_", from);
  return underscore === -1 || key.includes(":") ? key : key.slice(0, underscore);
}

/** Reads name and version out of a key, unless the entry says them, as those of repositories and archives do. */
function identify(base: string, entry: DataNode | undefined, version: number): { name: string; version: string } {
  const key = base.startsWith("/") ? base.slice(1) : base;
  const split = splitKey(key, version);
  return {
    name: findText(entry, "name") ?? split.name,
    version: findScalarText(entry, "version") ?? split.version,
  };
}

/** `@scope/name/1.0.0` up to version 5, `@scope/name@1.0.0` since 6. A registry's host may stand before it. */
function splitKey(key: string, version: number): { name: string; version: string } {
  if (version >= 6) {
    const { name, range } = splitDescriptor(key);
    return {
      name: name
        .split("/")
        .slice(-2)
        .join("/")
        .replace(/^[^@].*\//, ""),
      version: range,
    };
  }
  const parts = key.split("/");
  const last = parts.pop() ?? "";
  const name = parts.pop() ?? "";
  const scope = parts.pop() ?? "";
  return { name: scope.startsWith("@") ? `${scope}/${name}` : name, version: last };
}

function isLocal(base: string, entry: DataNode): boolean {
  if (/^(?:.*@)?(?:link|workspace):/.test(base)) return true;
  return findText(entry, "resolution", "type") === "directory" || /^(?:.*@)?file:(?!.*\.tgz$)/.test(base);
}

function qualifiersOf(entry: DataNode): Readonly<Record<string, string>> | undefined {
  const repository = findText(entry, "resolution", "repo");
  const commit = findText(entry, "resolution", "commit");
  if (repository !== undefined && commit !== undefined) {
    return { vcs_url: `git+${withoutPassword(repository.replace(/^git\+/, ""))}#${commit}` };
  }
  const archive = findText(entry, "resolution", "tarball");
  const isElsewhere = archive !== undefined && findText(entry, "resolution", "integrity") === undefined;
  return isElsewhere && /^https?:/.test(archive) ? { download_url: withoutPassword(archive) } : undefined;
}

/** Key of `packages` that a dependency leads to. Its value is a version, a whole key (an alias), or a link. */
function targetKey(name: string, value: string, version: number): string | undefined {
  if (value.startsWith("link:") || value === "") return undefined;
  const base = withoutPeers(value, version);
  if (version < 6) return base.includes("/") ? base : `/${name}/${base}`;
  if (version < 9) return base.startsWith("/") || base.includes(":") || base.includes("/") ? base : `/${name}@${base}`;
  return /^@?[^@:]{1,300}@/.test(base) ? base : `${name}@${base}`;
}

const sections = ["dependencies", "optionalDependencies"];

/** Each key with what its instances need; two instances differ in their peers alone. */
function collectRequirements(
  instances: ReadonlyMap<string, DataNode>,
  version: number,
): ReadonlyMap<string, readonly Requirement[]> {
  const all = new Map<string, Requirement[]>();
  const seen = new Set<string>();
  for (const [key, entry] of instances) {
    const base = withoutPeers(key, version);
    const list = all.get(base) ?? [];
    all.set(base, list);
    for (const [name, target] of dependenciesOf(entry, sections, version)) {
      const found = identify(target, instances.get(target), version);
      if (seen.size === seen.add(`${base} ${target}`).size) continue;
      list.push(requirement(found.name === "" ? name : found.name, undefined, found.version));
    }
  }
  return all;
}

function dependenciesOf(
  entry: DataNode | undefined,
  from: readonly string[],
  version: number,
): readonly (readonly [string, string])[] {
  return from.flatMap((section) =>
    [...entriesOf(findNode(entry, section))].flatMap(([name, node]) => {
      const value = findScalarText(node, "version") ?? findScalarText(node) ?? "";
      const target = targetKey(name, value, version);
      return target === undefined ? [] : [[name, target] as const];
    }),
  );
}

/** Since version 9 packages do not say whether they are for development: it follows from who needs them. */
function findReach(root: MapNode, instances: ReadonlyMap<string, DataNode>, version: number): Reach {
  const importers =
    findNode(root, "importers") === undefined ? [root] : [...entriesOf(findNode(root, "importers")).values()];
  const running = importers.flatMap((project) => dependenciesOf(project, sections, version));
  const developing = importers.flatMap((project) => dependenciesOf(project, ["devDependencies"], version));
  const direct = new Set([...running, ...developing].map(([, target]) => target));
  if (version < 9) return { direct };
  const byBase = Map.groupBy(instances, ([key]) => withoutPeers(key, version));
  const reached = new Set(running.map(([, target]) => target));
  for (const base of reached) {
    for (const [, entry] of byBase.get(base) ?? []) {
      for (const [, target] of dependenciesOf(entry, sections, version)) reached.add(target);
    }
  }
  return { direct, running: reached };
}
