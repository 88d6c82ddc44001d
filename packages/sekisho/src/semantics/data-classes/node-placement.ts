import { hasLabels } from "../kubernetes/label-selector.ts";
import type { PodSpec } from "../pod-settings/pod-spec.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";

/** Which nodes the pods of a workload may run on. */
export interface NodePlacement {
  /** The values that a node's label must have one of, by label; labels that say nothing are left out. */
  readonly demands: ReadonlyMap<string, ReadonlySet<string>>;
  /** Labels among them that make a pool, and not just an operating system or a place. */
  readonly poolLabels: readonly string[];
  /** Keys of the taints that it tolerates by name. */
  readonly tolerated: ReadonlySet<string>;
  readonly toleratesEverything: boolean;
}

/** Labels of every node: they tell no pool from another. Source: Kubernetes, "Well-Known Labels, Annotations and Taints". */
const commonLabels = /^(?:(?:beta\.)?kubernetes\.io\/(?:os|arch)|topology\.kubernetes\.io\/(?:region|zone))$/;

/** Taints that Kubernetes itself puts on nodes in trouble. */
const troubleTaints = /^node\.(?:cloudprovider\.)?kubernetes\.io\//;

const placements = new WeakMap<PodTemplate, NodePlacement>();

/** Gives where the pods of a workload may run. Preferences are none: the scheduler may disregard them. */
export function placementOf(template: PodTemplate): NodePlacement {
  const known = placements.get(template);
  if (known !== undefined) return known;
  const { nodeSelector = {}, tolerations = [] } = template.spec;
  const demands = new Map<string, ReadonlySet<string>>();
  for (const [key, value] of Object.entries(nodeSelector)) demands.set(key, new Set([value]));
  for (const [key, values] of affinityDemands(template.spec)) if (!demands.has(key)) demands.set(key, values);
  const given = tolerations.map(({ value }) => value);
  const placement = {
    demands,
    poolLabels: [...demands.keys()].filter((key) => !commonLabels.test(key)),
    tolerated: new Set(given.flatMap(({ key }) => (key === undefined || troubleTaints.test(key) ? [] : [key]))),
    toleratesEverything: given.some(({ key, operator }) => (key ?? "") === "" && operator === "Exists"),
  };
  placements.set(template, placement);
  return placement;
}

/** Terms are alternatives: a label demands something only when every term names it. */
function affinityDemands({ affinity }: PodSpec): ReadonlyMap<string, ReadonlySet<string>> {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  let merged: Map<string, Set<string>> | undefined;
  for (const { value: term } of terms) {
    const own = new Map<string, Set<string>>();
    for (const { value: requirement } of term.matchExpressions ?? []) {
      if (requirement.key === undefined || requirement.operator !== "In") continue;
      own.set(requirement.key, new Set((requirement.values ?? []).filter((value) => value !== undefined)));
    }
    if (merged === undefined) merged = own;
    else merged = unite(merged, own);
  }
  return merged ?? new Map();
}

function unite(
  left: ReadonlyMap<string, ReadonlySet<string>>,
  right: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, Set<string>> {
  const united = new Map<string, Set<string>>();
  for (const [key, values] of left) {
    const others = right.get(key);
    if (others !== undefined) united.set(key, new Set([...values, ...others]));
  }
  return united;
}

/** Tells whether pods choose a pool by a label, and a taint keeps others out that do not tolerate it. */
export function isReserved({ poolLabels, tolerated }: NodePlacement): boolean {
  return poolLabels.length > 0 && tolerated.size > 0;
}

/** Tells whether pods of two workloads may come to run on one node. */
export function mayShareNode(left: PodTemplate, right: PodTemplate): boolean {
  const one = placementOf(left);
  const other = placementOf(right);
  for (const [key, values] of one.demands) {
    const others = other.demands.get(key);
    if (others !== undefined && [...values].every((value) => !others.has(value))) return false;
  }
  if (isKeptOut(one, other) || isKeptOut(other, one)) return false;
  return !keepsAway(left, right) && !keepsAway(right, left);
}

/** The taint of a reserved pool keeps out who does not tolerate it. */
function isKeptOut(reserved: NodePlacement, guest: NodePlacement): boolean {
  if (!isReserved(reserved) || guest.toleratesEverything) return false;
  return [...reserved.tolerated].every((key) => !guest.tolerated.has(key));
}

/** Required anti-affinity by host. Source: Kubernetes API, PodAffinityTerm v1. */
function keepsAway({ spec, workload }: PodTemplate, other: PodTemplate): boolean {
  const terms = spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.some(({ value: term }) => {
    if (term.topologyKey !== "kubernetes.io/hostname") return false;
    const wanted = term.labelSelector?.matchLabels;
    if (wanted === undefined || (term.labelSelector?.matchExpressions ?? []).length > 0) return false;
    const namespaces = term.namespaces ?? [];
    const { namespace } = other.workload;
    const isNamed = namespaces.length === 0 ? namespace === workload.namespace : namespaces.includes(namespace);
    return isNamed && hasLabels(wanted, other.labels);
  });
}

/** Tells whether a workload asks to be kept away from others: then workloads cannot be compared by placement alone. */
export function hasAntiAffinity({ spec }: PodTemplate): boolean {
  return (spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).length > 0;
}
