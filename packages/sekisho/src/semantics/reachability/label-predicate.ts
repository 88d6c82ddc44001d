import { isManifestMap, listAt, type ManifestValue, textMapAt, textsAt } from "../kubernetes/manifest-value.ts";

/** Labels of a pod or a namespace. */
export type Labels = Readonly<Record<string, string>>;

/** A question about labels. */
export interface LabelPredicate {
  /** Equal for predicates that ask the same in the same words. */
  readonly key: string;
  /** Labels that everything it matches has, `key=value`: what an index is asked for. */
  readonly required: readonly string[];
  readonly matchesAll: boolean;
  readonly matches: (labels: Labels) => boolean;
}

/** One demand of a selector. Source: Kubernetes API, LabelSelectorRequirement v1. */
export interface Requirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values: readonly string[];
}

/** Matches every object. */
export const anyLabels: LabelPredicate = { key: "", required: [], matchesAll: true, matches: () => true };

/** Matches what meets every requirement. */
export function predicateOf(requirements: readonly Requirement[]): LabelPredicate {
  if (requirements.length === 0) return anyLabels;
  const sorted = requirements.map((requirement) => ({ ...requirement, values: requirement.values.toSorted() }));
  const keys = sorted.map(({ key, operator, values }) => `${key} ${operator} ${values.join(",")}`).toSorted();
  const required = sorted.flatMap(({ key, operator, values }) =>
    operator === "In" && values.length === 1 ? [`${key}=${values[0] ?? ""}`] : [],
  );
  return {
    key: keys.join(";"),
    required,
    matchesAll: false,
    matches: (labels) => sorted.every((requirement) => meets(labels, requirement)),
  };
}

/**
 * Reads a label selector (`matchLabels`, `matchExpressions`); one that is empty matches everything. `undefined` where an
 * operator is none: the API server refuses such an object.
 */
export function readRequirements(selector: ManifestValue | undefined): readonly Requirement[] | undefined {
  const requirements: Requirement[] = Object.entries(textMapAt(selector, "matchLabels")).map(
    ([key, value]): Requirement => ({ key, operator: "In", values: [value] }),
  );
  for (const expression of listAt(selector, "matchExpressions")) {
    const operator = operators.find((known) => isManifestMap(expression) && expression["operator"] === known);
    const key = isManifestMap(expression) ? expression["key"] : undefined;
    if (operator === undefined || typeof key !== "string") return undefined;
    requirements.push({ key, operator, values: textsAt(expression, "values") });
  }
  return requirements;
}

/** Reads a label selector as a predicate. */
export function readSelector(selector: ManifestValue | undefined): LabelPredicate | undefined {
  const requirements = readRequirements(selector);
  return requirements === undefined ? undefined : predicateOf(requirements);
}

/** Matches the one namespace of that name. Source: Kubernetes, well-known label kubernetes.io/metadata.name. */
export function namespaceNamed(name: string): LabelPredicate {
  return predicateOf([{ key: namespaceNameLabel, operator: "In", values: [name] }]);
}

/** The label that every namespace carries, with its name. */
export const namespaceNameLabel = "kubernetes.io/metadata.name";

const operators = ["In", "NotIn", "Exists", "DoesNotExist"] as const;

function meets(labels: Labels, { key, operator, values }: Requirement): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}
