import { matchesLabelSelector } from "../kubernetes/label-selector.ts";
import { isManifestMap, type ManifestMap, type ManifestValue, textMapAt } from "../kubernetes/manifest-value.ts";

/** A ClusterRole as aggregation sees it. */
export interface AggregatedRole<Rule> {
  readonly labels: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
  /** Selectors of the roles whose rules it takes in, instead of its own; `undefined` when it has rules of its own. */
  readonly selectors: readonly ManifestValue[] | undefined;
}

/** So many steps and rules aggregation may take in all: roles of an enemy select each other. */
const maxAggregationSteps = 2_000_000;

/** Aggregation takes too many steps. */
export class AggregationLimitError extends Error {
  override readonly name = "AggregationLimitError";

  constructor() {
    super(`the aggregation of ClusterRoles takes more than maxAggregationSteps = ${maxAggregationSteps} steps`);
  }
}

/**
 * Gives the rules of every ClusterRole, aggregated ones with all that the roles they select have, through as many steps as
 * there are. Roles that select each other in a ring have the same rules: nothing goes on for ever.
 *
 * Source: Kubernetes documentation, "Using RBAC Authorization", Aggregated ClusterRoles.
 *
 * @throws {AggregationLimitError} When it takes too many steps.
 */
export function aggregateRoles<Rule>(roles: readonly AggregatedRole<Rule>[]): readonly (readonly Rule[])[] {
  if (roles.every(({ selectors }) => selectors === undefined)) return roles.map(({ rules }) => rules);
  const budget: Budget = { left: maxAggregationSteps };
  const byLabel = indexByLabel(roles);
  const taken = roles.map((_role, index) => selected(roles, index, { byLabel, budget }));
  return roles.map((role, index) => {
    if (role.selectors === undefined) return role.rules;
    const rules: Rule[] = [];
    for (const other of reach(index, taken, budget)) {
      const { selectors, rules: own } = roles[other] ?? role;
      if (selectors !== undefined) continue;
      spend(budget, own.length);
      for (const rule of own) rules.push(rule);
    }
    return rules;
  });
}

interface Budget {
  left: number;
}

function spend(budget: Budget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new AggregationLimitError();
}

/** Everything that a role selects, and what is selected there, and so on. */
function reach(start: number, taken: readonly (readonly number[])[], budget: Budget): readonly number[] {
  const seen = new Set<number>();
  const waiting = [...(taken[start] ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const further = taken[next] ?? [];
    spend(budget, 1 + further.length);
    for (const other of further) if (!seen.has(other)) waiting.push(other);
  }
  return [...seen].toSorted((left, right) => left - right);
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
): readonly number[] {
  const found = new Set<number>();
  for (const selector of roles[index]?.selectors ?? []) {
    if (!isManifestMap(selector)) continue;
    for (const candidate of candidatesOf(selector, byLabel) ?? roles.keys()) {
      spend(budget, 1);
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
