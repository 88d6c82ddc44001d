import { findTextAt, isManifestMap, listAt, type ManifestValue, textMapAt, textsAt } from "./manifest-value.ts";

type Labels = Readonly<Record<string, string>>;

/** Tells whether labels have every wanted value; nothing wanted is had by all. */
export function hasLabels(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/**
 * Tells whether labels are selected by a `LabelSelector`; an empty one selects all, what is no map selects none.
 * Source: Kubernetes API, LabelSelector v1 and LabelSelectorRequirement v1.
 */
export function matchesLabelSelector(selector: ManifestValue | undefined, labels: Labels): boolean {
  if (!isManifestMap(selector)) return false;
  if (!hasLabels(textMapAt(selector, "matchLabels"), labels)) return false;
  return listAt(selector, "matchExpressions").every((requirement) => meetsRequirement(requirement, labels));
}

function meetsRequirement(requirement: ManifestValue, labels: Labels): boolean {
  const key = findTextAt(requirement, "key") ?? "";
  const has = Object.hasOwn(labels, key);
  const isListed = has && textsAt(requirement, "values").includes(labels[key] ?? "");
  switch (findTextAt(requirement, "operator")) {
    case "In":
      return isListed;
    case "NotIn":
      return !isListed;
    case "Exists":
      return has;
    case "DoesNotExist":
      return !has;
    default:
      return false;
  }
}
