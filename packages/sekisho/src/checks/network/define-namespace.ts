import type { Text } from "../../model/text.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { Reachability } from "../../semantics/reachability/reachability.ts";
import type { SetViolation } from "../manifest/define.ts";

/** Workloads of one namespace that a question is about. */
export interface NamespaceGroups {
  readonly namespace: string;
  /** By name. */
  readonly names: readonly string[];
  /** How many workloads the namespace has in the set. */
  readonly all: number;
  /** What the violation is shown at when the set holds no Namespace object. */
  readonly first: ManifestObject;
}

/** Gives the workloads that a question is about, namespace by namespace: one cause is one finding. */
export function workloadsByNamespace(
  { groups }: Reachability,
  isMeant: (group: number) => boolean,
): readonly NamespaceGroups[] {
  const found: NamespaceGroups[] = [];
  for (const [namespace, numbers] of Map.groupBy(groups.keys(), (number) => groups[number]?.namespace ?? "")) {
    const workloadsOf = (number: number) => groups[number]?.workloads ?? [];
    const meant = numbers.filter(isMeant).flatMap(workloadsOf);
    const sorted = meant.toSorted((left, right) => (left.name < right.name ? -1 : 1));
    const [first] = sorted;
    if (first === undefined) continue;
    const all = numbers.flatMap(workloadsOf).length;
    found.push({ namespace, names: sorted.map(({ name }) => name), all, first: first.template.workload });
  }
  return found;
}

/** Gives one violation for a namespace, shown at its object or else at its first workload. */
export function violationOfNamespace(
  set: ManifestSet,
  { namespace, first }: NamespaceGroups,
  message: Text,
): SetViolation {
  const object = set.find("Namespace", "", namespace) ?? first;
  return { object, pointer: "/metadata/name", message, detail: `namespace:${namespace}` };
}
