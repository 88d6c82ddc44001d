import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { hasLabels, matchesLabelSelector } from "./label-selector.ts";
import type { ManifestSet } from "./manifest-set.ts";
import { findTextAt, listAt, type ManifestValue, textMapAt, textsAt } from "./manifest-value.ts";

type Labels = Readonly<Record<string, string>>;

interface TemplateIndex {
  readonly byNamespace: ReadonlyMap<string, readonly PodTemplate[]>;
  readonly byLabel: ReadonlyMap<string, readonly PodTemplate[]>;
}

const indexes = new WeakMap<ManifestSet, TemplateIndex>();

/** Gives the pod templates of a namespace. */
export function templatesIn(set: ManifestSet, namespace: string): readonly PodTemplate[] {
  return indexOf(set).byNamespace.get(namespace) ?? [];
}

/** Gives the pod templates of a namespace that have every one of some labels; none when no label is wanted. */
export function templatesWithLabels(set: ManifestSet, namespace: string, labels: Labels): readonly PodTemplate[] {
  const [first] = Object.entries(labels);
  if (first === undefined) return [];
  const candidates = indexOf(set).byLabel.get(keyOf(namespace, ...first)) ?? [];
  return candidates.filter((template) => hasLabels(labels, template.labels));
}

/** Gives the pod templates of a namespace that a `LabelSelector` selects; all of them when it is empty. */
export function templatesSelectedBy(
  set: ManifestSet,
  namespace: string,
  selector: ManifestValue | undefined,
): readonly PodTemplate[] {
  const candidates = candidatesOf(set, namespace, selector);
  return candidates.filter((template) => matchesLabelSelector(selector, template.labels));
}

/** Narrows the templates of a namespace by what a selector wants first, so that not each selector looks at all of them. */
function candidatesOf(
  set: ManifestSet,
  namespace: string,
  selector: ManifestValue | undefined,
): readonly PodTemplate[] {
  const wanted = textMapAt(selector, "matchLabels");
  if (Object.keys(wanted).length > 0) return templatesWithLabels(set, namespace, wanted);
  const listed = listAt(selector, "matchExpressions").find(
    (requirement) => findTextAt(requirement, "operator") === "In",
  );
  if (listed === undefined) return templatesIn(set, namespace);
  const key = findTextAt(listed, "key") ?? "";
  const { byLabel } = indexOf(set);
  return [...new Set(textsAt(listed, "values"))].flatMap((value) => byLabel.get(keyOf(namespace, key, value)) ?? []);
}

function indexOf(set: ManifestSet): TemplateIndex {
  const known = indexes.get(set);
  if (known !== undefined) return known;
  const byNamespace = new Map<string, PodTemplate[]>();
  const byLabel = new Map<string, PodTemplate[]>();
  for (const template of set.templates) {
    const { namespace } = template.workload;
    add(byNamespace, namespace, template);
    for (const [key, value] of Object.entries(template.labels)) add(byLabel, keyOf(namespace, key, value), template);
  }
  const index = { byNamespace, byLabel };
  indexes.set(set, index);
  return index;
}

function add(map: Map<string, PodTemplate[]>, key: string, template: PodTemplate): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [template]);
  else known.push(template);
}

function keyOf(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`;
}
