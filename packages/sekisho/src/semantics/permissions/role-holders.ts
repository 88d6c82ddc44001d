import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { AccessBinding, AccessRole, PermissionGraph, WrittenRole } from "./permission-graph.ts";
import { type PowerId, type PowerUse, powersOfRule } from "./powers.ts";
import { describePrincipal } from "./principal.ts";

/** Who has something, and where: so many that they are counted, the first of them by name. */
export interface Holders {
  /** Names of principals, at most `maxNamedHolders`. */
  readonly principals: readonly string[];
  readonly count: number;
  /** Namespaces where it holds, at most `maxNamedHolders`; empty when everywhere. */
  readonly namespaces: readonly string[];
  readonly namespaceCount: number;
  /** A binding that gives it. */
  readonly binding: AccessBinding;
}

/** Who has what a role grants. `undefined` where nobody does. */
export interface RoleHolders {
  readonly everywhere: Holders | undefined;
  readonly inNamespaces: Holders | undefined;
}

/** So many holders and namespaces are named. */
export const maxNamedHolders = 3;

/** A power that a role of the set gives, with who has it by that. */
export interface PowerHolding {
  readonly use: PowerUse;
  readonly object: ManifestObject;
  /** `undefined` when nobody in the set has it. */
  readonly holders: Holders | undefined;
}

interface Index {
  readonly holdersOf: ReadonlyMap<WrittenRole, RoleHolders>;
  readonly holdings: ReadonlyMap<PowerId, readonly PowerHolding[]>;
}

const indexes = new WeakMap<PermissionGraph, Index>();

/**
 * Gives where the roles of a set give a power, with who has it. Roles that Kubernetes brings along are left out, and so is
 * what a rule gives that allows every verb on every resource: that is a question of its own.
 */
export function findPowerHoldings(graph: PermissionGraph, power: PowerId): readonly PowerHolding[] {
  return indexOf(graph).holdings.get(power) ?? [];
}

/** Gives who has what a role of the set grants, by whatever role it came to them. */
export function holdersOfRole(graph: PermissionGraph, role: WrittenRole): RoleHolders {
  return indexOf(graph).holdersOf.get(role) ?? { everywhere: undefined, inNamespaces: undefined };
}

function indexOf(graph: PermissionGraph): Index {
  const known = indexes.get(graph);
  if (known !== undefined) return known;
  const holdersOf = findHolders(graph);
  const index: Index = { holdersOf, holdings: findHoldings(graph, holdersOf) };
  indexes.set(graph, index);
  return index;
}

function findHoldings(
  graph: PermissionGraph,
  holdersOf: ReadonlyMap<WrittenRole, RoleHolders>,
): ReadonlyMap<PowerId, readonly PowerHolding[]> {
  const holdings: PowerHolding[] = [];
  const seen = new Set<object>();
  for (const { rules } of graph.roles) {
    for (const written of rules) {
      const { object, isDefault } = written.role;
      if (object === undefined || isDefault || seen.has(written)) continue;
      seen.add(written);
      const { verbs, resources } = written.rule;
      if (verbs.includes("*") && resources.includes("*")) continue;
      const { everywhere, inNamespaces } = holdersOf.get(written.role) ?? {};
      for (const use of powersOfRule(written)) {
        holdings.push({ use, object, holders: everywhere ?? (use.isOfCluster ? undefined : inNamespaces) });
      }
    }
  }
  return Map.groupBy(holdings, ({ use }) => use.power);
}

/** Who has what is written in a role: everyone that is bound to it, or to one that takes its rules in. */
function findHolders(graph: PermissionGraph): ReadonlyMap<WrittenRole, RoleHolders> {
  const byRole = new Map<AccessRole, HolderCount>();
  for (const binding of graph.bindings) {
    if (binding.isDefault || binding.role === undefined || binding.subjects.length === 0) continue;
    const count = byRole.get(binding.role) ?? { everywhere: newTally(), inNamespaces: newTally() };
    byRole.set(binding.role, count);
    tally(binding.namespace === "" ? count.everywhere : count.inNamespaces, binding);
  }
  const byWritten = new Map<WrittenRole, HolderCount>();
  for (const [role, count] of byRole) {
    for (const written of new Set([...role.written, ...role.rules.map((rule) => rule.role)])) {
      const known = byWritten.get(written);
      byWritten.set(written, known === undefined ? count : mergeCounts(known, count));
    }
  }
  return new Map(
    [...byWritten].map(([written, { everywhere, inNamespaces }]) => [
      written,
      { everywhere: toHolders(everywhere), inNamespaces: toHolders(inNamespaces) },
    ]),
  );
}

interface HolderCount {
  readonly everywhere: Tally;
  readonly inNamespaces: Tally;
}

interface Tally {
  readonly principals: Set<string>;
  readonly namespaces: Set<string>;
  binding: AccessBinding | undefined;
}

function newTally(): Tally {
  return { principals: new Set(), namespaces: new Set(), binding: undefined };
}

function tally(into: Tally, binding: AccessBinding): void {
  into.binding ??= binding;
  if (binding.namespace !== "") into.namespaces.add(binding.namespace);
  for (const { principal } of binding.subjects) into.principals.add(describePrincipal(principal));
}

function mergeCounts(left: HolderCount, right: HolderCount): HolderCount {
  return {
    everywhere: mergeTallies(left.everywhere, right.everywhere),
    inNamespaces: mergeTallies(left.inNamespaces, right.inNamespaces),
  };
}

function mergeTallies(left: Tally, right: Tally): Tally {
  return {
    principals: new Set([...left.principals, ...right.principals]),
    namespaces: new Set([...left.namespaces, ...right.namespaces]),
    binding: left.binding ?? right.binding,
  };
}

function toHolders({ principals, namespaces, binding }: Tally): Holders | undefined {
  if (binding === undefined) return undefined;
  return {
    principals: [...principals].slice(0, maxNamedHolders),
    count: principals.size,
    namespaces: [...namespaces].slice(0, maxNamedHolders),
    namespaceCount: namespaces.size,
    binding,
  };
}
