import { hasLabels } from "../kubernetes/label-selector.ts";
import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { textMapAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";

interface SelectingService {
  readonly object: ManifestObject;
  readonly selector: Readonly<Record<string, string>>;
}

const servicesByNamespace = new WeakMap<ManifestSet, ReadonlyMap<string, readonly SelectingService[]>>();

/** Gives the Services that lead to the pods of a template, in the order of the set. */
export function servicesOf({ workload, labels }: PodTemplate, set: ManifestSet): readonly ManifestObject[] {
  let known = servicesByNamespace.get(set);
  if (known === undefined) {
    known = indexServices(set);
    servicesByNamespace.set(set, known);
  }
  const here = known.get(workload.namespace) ?? [];
  return here.flatMap(({ object, selector }) => (hasLabels(selector, labels) ? [object] : []));
}

function indexServices(set: ManifestSet): ReadonlyMap<string, readonly SelectingService[]> {
  const selecting = set.ofKind("Service").flatMap((object): SelectingService[] => {
    const selector = textMapAt(object.content, "spec", "selector");
    return groupOf(object) === "" && Object.keys(selector).length > 0 ? [{ object, selector }] : [];
  });
  return Map.groupBy(selecting, ({ object }) => object.namespace);
}
