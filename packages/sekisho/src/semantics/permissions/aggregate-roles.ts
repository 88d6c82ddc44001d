import { matchesLabelSelector } from "../kubernetes/label-selector.ts";
import { isManifestMap, type ManifestMap, type ManifestValue, textMapAt } from "../kubernetes/manifest-value.ts";
import { findRingMembers, findRings } from "./aggregation-rings.ts";

/** A ClusterRole as aggregation sees it. */
export interface AggregatedRole<Rule> {
  readonly labels: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
  /** Selectors of the roles whose rules it takes in, in place of those written; `undefined` when it takes none in. */
  readonly selectors: readonly ManifestValue[] | undefined;
}

/** What aggregation makes of some roles, which it names by their place in the list. */
export interface Aggregation<Rule> {
  /** The rules of every role, in the order of the roles; none for one that is not finished. */
  readonly rules: readonly (readonly Rule[])[];
  /** Roles that take each other in, in the order in which they do; the first is the earliest of the list. */
  readonly rings: readonly (readonly number[])[];
  /** Roles whose rules would take more than {@link maxAggregationSteps} steps. */
  readonly unfinished: readonly number[];
}

/** So many roles may be compared with selectors, and so many rules be copied: roles of an enemy select each other. */
export const maxAggregationSteps = 2_000_000;

/**
 * Gives the rules of every ClusterRole, aggregated ones with all that the roles they select have, through as many steps as
 * there are. Roles that select each other in a ring have the same rules: nothing goes on for ever.
 *
 * The control plane writes what an aggregated role selects over the rules that were written in it. A ring that had taken those
 * in before passes them round ever after: behind a ring, rules count that were written in aggregated roles, too.
 *
 * Source: Kubernetes documentation, "Using RBAC Authorization", Aggregated ClusterRoles; what a ring gives follows from
 * `syncClusterRole` of pkg/controller/clusterroleaggregation, which takes one role at a time, with what the others hold then.
 */
export function aggregateRoles<Rule>(roles: readonly AggregatedRole<Rule>[]): Aggregation<Rule> {
  if (roles.every(({ selectors }) => selectors === undefined)) {
    return { rules: roles.map(({ rules }) => rules), rings: [], unfinished: [] };
  }
  const taken = selectRoles(roles);
  const leadsTo = taken.map((others) => others ?? []);
  const ringed = findRingMembers(leadsTo);
  const unfinished: number[] = [];
  const budget: Budget = { left: maxAggregationSteps };
  const rules = roles.map((role, index) => {
    if (role.selectors === undefined) return role.rules;
    const gathered = gatherRules(roles, findSources(index, { roles, taken, ringed, budget }), budget);
    if (gathered === undefined) unfinished.push(index);
    return gathered ?? [];
  });
  return { rules, rings: findRings(leadsTo), unfinished };
}

interface Budget {
  left: number;
}

/** Takes steps off a budget; tells whether it had them. */
function spend(budget: Budget, steps: number): boolean {
  budget.left -= steps;
  return budget.left >= 0;
}

/** The roles that each role selects; `undefined` where finding them takes too many steps. */
type TakenRoles = readonly (readonly number[] | undefined)[];

function selectRoles<Rule>(roles: readonly AggregatedRole<Rule>[]): TakenRoles {
  const byLabel = indexByLabel(roles);
  const budget: Budget = { left: maxAggregationSteps };
  return roles.map((_role, index) => selected(roles, index, { byLabel, budget }));
}

/** Roles with everything that they select, and what is selected there, and so on; `undefined` when that is not all known. */
function reach(starts: readonly number[], taken: TakenRoles, budget: Budget): readonly number[] | undefined {
  const seen = new Set<number>(starts);
  const waiting = [...starts];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const further = taken[next];
    if (further === undefined || !spend(budget, 1 + further.length)) return undefined;
    for (const other of further) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return [...seen].toSorted((left, right) => left - right);
}

/** The roles whose written rules come to a role: those that take nothing in, and all behind a ring. */
function findSources<Rule>(
  index: number,
  { roles, taken, ringed, budget }: Search<Rule>,
): readonly number[] | undefined {
  const reached = reach([index], taken, budget);
  const rings = reached?.filter((other) => ringed.has(other));
  const passed = rings && reach(rings, taken, budget);
  if (passed === undefined) return undefined;
  const behindRing = new Set(passed);
  return reached?.filter((other) => roles[other]?.selectors === undefined || behindRing.has(other));
}

interface Search<Rule> {
  readonly roles: readonly AggregatedRole<Rule>[];
  readonly taken: TakenRoles;
  readonly ringed: ReadonlySet<number>;
  readonly budget: Budget;
}

/** The rules that are written in some roles. */
function gatherRules<Rule>(
  roles: readonly AggregatedRole<Rule>[],
  sources: readonly number[] | undefined,
  budget: Budget,
): readonly Rule[] | undefined {
  if (sources === undefined) return undefined;
  const rules: Rule[] = [];
  for (const index of sources) {
    const role = roles[index];
    if (role === undefined) continue;
    if (!spend(budget, role.rules.length)) return undefined;
    for (const rule of role.rules) rules.push(rule);
  }
  return rules;
}

/** Roles by `key\nvalue` of each label. */
function indexByLabel<Rule>(roles: readonly AggregatedRole<Rule>[]): ReadonlyMap<string, readonly number[]> {
  const byLabel = new Map<string, number[]>();
  for (const [index, { labels }] of roles.entries()) {
    for (const [key, value] of Object.entries(labels)) {
      const held = byLabel.get(`${key}\n${value}`);
      if (held === undefined) byLabel.set(`${key}\n${value}`, [index]);
      else held.push(index);
    }
  }
  return byLabel;
}

function selected<Rule>(
  roles: readonly AggregatedRole<Rule>[],
  index: number,
  { byLabel, budget }: { readonly byLabel: ReadonlyMap<string, readonly number[]>; readonly budget: Budget },
): readonly number[] | undefined {
  const found = new Set<number>();
  for (const selector of roles[index]?.selectors ?? []) {
    if (!isManifestMap(selector)) continue;
    for (const candidate of candidatesOf(selector, byLabel) ?? roles.keys()) {
      if (!spend(budget, 1)) return undefined;
      if (candidate !== index && matchesLabelSelector(selector, roles[candidate]?.labels ?? {})) found.add(candidate);
    }
  }
  return [...found];
}

/** Roles with one label that the selector wants; `undefined` when it wants none by its value. */
function candidatesOf(
  selector: ManifestMap,
  byLabel: ReadonlyMap<string, readonly number[]>,
): readonly number[] | undefined {
  const [first] = Object.entries(textMapAt(selector, "matchLabels"));
  return first === undefined ? undefined : (byLabel.get(`${first[0]}\n${first[1]}`) ?? []);
}
