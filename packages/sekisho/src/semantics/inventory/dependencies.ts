import type { PackageType, Requirement } from "../../model/package.ts";
import { isDistributionType } from "../package-url/package-url-of.ts";
import { nearestInNodeModules } from "./node-modules.ts";
import { fullNameOf, requiredName } from "./package-names.ts";
import type { PlacedPackage } from "./placed-package.ts";

/** A package with its id. */
export interface IdentifiedPackage extends PlacedPackage {
  readonly id: string;
}

/** Finds where a path leads in the merged tree, links followed; `undefined` when it leads nowhere. */
export type PathResolver = (path: string) => string | undefined;

interface Candidates {
  /** By type and name. */
  readonly everywhere: Map<string, IdentifiedPackage[]>;
  /** By file, type and name. */
  readonly inFile: Map<string, IdentifiedPackage[]>;
  /** Packages of the distribution by a file of theirs that somebody asks for. */
  readonly byFile: Map<string, IdentifiedPackage[]>;
  /** npm packages by the path of their package.json. */
  readonly byManifest: Map<string, IdentifiedPackage>;
  readonly resolvePath: PathResolver;
}

/**
 * Finds for each package the ids of those that answer what it asks for.
 *
 * A distribution answers by the names and the provided names of its packages. Elsewhere the same file is asked first (a
 * lock file lists what it chose), then for npm the nearest `node_modules`, then the packages of the same type. Where two
 * versions answer and none of them is the one that was chosen, no edge is drawn: a guess would read as a fact.
 */
export function resolveDependencies(
  packages: readonly IdentifiedPackage[],
  resolvePath: PathResolver,
): ReadonlyMap<string, ReadonlySet<string>> {
  const candidates = indexCandidates(packages, resolvePath);
  const edges = new Map<string, Set<string>>();
  for (const owner of packages) {
    const targets = new Set<string>();
    for (const requirement of owner.found.requires ?? []) {
      for (const id of answersTo(owner, requirement, candidates)) targets.add(id);
    }
    // A package that is found in several places has one id.
    for (const id of edges.get(owner.id) ?? []) targets.add(id);
    targets.delete(owner.id);
    if (targets.size > 0) edges.set(owner.id, targets);
  }
  return edges;
}

function indexCandidates(packages: readonly IdentifiedPackage[], resolvePath: PathResolver): Candidates {
  const candidates: Candidates = {
    everywhere: new Map(),
    inFile: new Map(),
    byFile: new Map(),
    byManifest: new Map(),
    resolvePath,
  };
  for (const candidate of packages) {
    const { found, path } = candidate;
    const names = new Set([fullNameOf(found), ...(found.provides ?? []).map((name) => requiredName(found.type, name))]);
    for (const name of names) {
      add(candidates.everywhere, keyOf(found.type, name), candidate);
      if (!isDistributionType(found.type)) add(candidates.inFile, keyOf(found.type, name, path), candidate);
    }
    if (found.type === "npm" && path.endsWith("package.json")) candidates.byManifest.set(path, candidate);
  }
  indexFiles(packages, candidates);
  return candidates;
}

/** Packages of rpm may ask for a file: `/bin/sh`. Only files that are asked for are looked up. */
function indexFiles(packages: readonly IdentifiedPackage[], { byFile, resolvePath }: Candidates): void {
  const wanted = new Map<string, string>();
  for (const { found } of packages) {
    if (!isDistributionType(found.type)) continue;
    for (const { name } of found.requires ?? []) {
      if (!name.startsWith("/") || wanted.has(name.slice(1))) continue;
      wanted.set(name.slice(1), name);
      const resolved = resolvePath(name.slice(1));
      if (resolved !== undefined) wanted.set(resolved, name);
    }
  }
  if (wanted.size === 0) return;
  for (const candidate of packages) {
    if (!isDistributionType(candidate.found.type)) continue;
    for (const file of candidate.found.files ?? []) {
      const name = wanted.get(file);
      if (name !== undefined) add(byFile, name, candidate);
    }
  }
}

function answersTo(owner: IdentifiedPackage, requirement: Requirement, candidates: Candidates): readonly string[] {
  // `a | b` of dpkg: the first alternative that is installed counts.
  for (const alternative of requirement.name.split("|")) {
    const answers = answersToName(owner, alternative.trim(), requirement.version, candidates);
    if (answers.length > 0) return answers;
  }
  return [];
}

function answersToName(
  owner: IdentifiedPackage,
  written: string,
  version: string | undefined,
  candidates: Candidates,
): readonly string[] {
  const { type } = owner.found;
  const name = requiredName(type, written);
  if (isDistributionType(type)) {
    const answers = candidates.everywhere.get(keyOf(type, name)) ?? candidates.byFile.get(name) ?? [];
    return sameArchitecture(owner, answers);
  }
  const inFile = chooseVersion(candidates.inFile.get(keyOf(type, name, owner.path)) ?? [], version);
  if (inFile !== undefined) return [inFile];
  if (candidates.byManifest.has(owner.path)) {
    const nearest = nearestInNodeModules(owner.path, name, (path) => {
      const at = candidates.byManifest.has(path) ? path : candidates.resolvePath(path);
      return at === undefined ? undefined : candidates.byManifest.get(at)?.id;
    });
    return nearest === undefined ? [] : [nearest];
  }
  const anywhere = chooseVersion(candidates.everywhere.get(keyOf(type, name)) ?? [], version);
  return anywhere === undefined ? [] : [anywhere];
}

/** Several packages may provide a name; those of the asking package's architecture answer before others. */
function sameArchitecture(owner: IdentifiedPackage, answers: readonly IdentifiedPackage[]): readonly string[] {
  const { architecture } = owner.found;
  const same = answers.filter(({ found }) => found.architecture === architecture);
  return (same.length > 0 ? same : answers).map(({ id }) => id);
}

function chooseVersion(answers: readonly IdentifiedPackage[], version: string | undefined): string | undefined {
  const exact = version === undefined ? undefined : answers.find(({ found }) => found.version === version);
  if (exact !== undefined) return exact.id;
  const ids = new Set(answers.map(({ id }) => id));
  const [only] = ids;
  return ids.size === 1 ? only : undefined;
}

function keyOf(type: PackageType, name: string, path?: string): string {
  return path === undefined ? `${type}\n${name}` : `${type}\n${name}\n${path}`;
}

function add(index: Map<string, IdentifiedPackage[]>, key: string, candidate: IdentifiedPackage): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [candidate]);
  else known.push(candidate);
}
