import type { AccessBinding, PermissionGraph } from "./permission-graph.ts";
import { type PowerId, type PowerUse, powersOfRole } from "./powers.ts";
import { describePrincipal, groupsOf, type Principal } from "./principal.ts";

/** A power with the binding that gives it. */
export interface HeldPower {
  readonly use: PowerUse;
  readonly binding: AccessBinding;
  /** Where it holds; empty when everywhere. */
  readonly namespace: string;
}

/** The powers of every principal. */
export interface HeldPowers {
  /** Gives the powers that bindings give to a principal by its own name. */
  readonly ownOf: (principal: Principal) => Iterable<HeldPower>;
  /** Finds a power that a principal has in a namespace (empty: everywhere), by itself or by a group. */
  readonly find: (principal: Principal, power: PowerId, namespace: string) => HeldPower | undefined;
}

/** Finds the powers of every principal of a graph. */
export function findHeldPowers(graph: PermissionGraph): HeldPowers {
  const tables = new Map<string, Map<string, HeldPower[]>>();
  for (const binding of graph.bindings) {
    if (binding.role === undefined) continue;
    const uses = powersOfRole(binding.role).filter(({ isOfCluster }) => !isOfCluster || binding.namespace === "");
    if (uses.length === 0) continue;
    for (const { principal } of binding.subjects) {
      const key = describePrincipal(principal);
      const table = tables.get(key) ?? new Map<string, HeldPower[]>();
      tables.set(key, table);
      for (const use of uses) addPower(table, { use, binding, namespace: binding.namespace });
    }
  }
  const findOwn = (principal: Principal, power: PowerId, namespace: string) =>
    tables.get(describePrincipal(principal))?.get(keyOf(power, namespace))?.[0];
  return {
    *ownOf(principal) {
      for (const held of tables.get(describePrincipal(principal))?.values() ?? []) yield* held;
    },
    find(principal, power, namespace) {
      for (const holder of [principal, ...groupsOf(principal)]) {
        const held = findOwn(holder, power, "") ?? (namespace === "" ? undefined : findOwn(holder, power, namespace));
        if (held !== undefined) return held;
      }
      return undefined;
    },
  };
}

function keyOf(power: PowerId, namespace: string): string {
  return `${power}\n${namespace}`;
}

/** A power without limits makes all others of its kind and place superfluous. */
function addPower(table: Map<string, HeldPower[]>, held: HeldPower): void {
  const key = keyOf(held.use.power, held.namespace);
  const known = table.get(key);
  if (known === undefined) table.set(key, [held]);
  else if (known[0]?.use.names !== undefined) {
    if (held.use.names === undefined) known.splice(0, known.length, held);
    else known.push(held);
  }
}
