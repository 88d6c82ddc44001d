import { findObject, findText, isJsonObject, type JsonObject, listOf, textsOf } from "../../formats/json/json-value.ts";
import type { PolicyProblem } from "./policy-problem.ts";

/** Takes objects by their labels: all of its requirements have to hold. */
export type LabelSelector = readonly LabelRequirement[];

interface LabelRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values: readonly string[];
}

/** Reads a selector with `matchLabels` and `matchExpressions`; one that is not there takes everything. */
export function readLabelSelector(
  holder: JsonObject,
  name: string,
  place: { readonly pointer: string; readonly problems: PolicyProblem[] },
): LabelSelector {
  const selector = findObject(holder, name);
  if (selector === undefined) return [];
  const requirements: LabelRequirement[] = Object.entries(findObject(selector, "matchLabels") ?? {}).map(
    ([key, value]) => ({
      key,
      operator: "In",
      values: [String(value)],
    }),
  );
  for (const [index, expression] of listOf(selector, "matchExpressions").entries()) {
    const requirement = isJsonObject(expression) ? readRequirement(expression) : undefined;
    if (requirement !== undefined) {
      requirements.push(requirement);
      continue;
    }
    place.problems.push({
      pointer: `${place.pointer}/${name}/matchExpressions/${index}`,
      message: {
        en: "expected a key and the operator In, NotIn, Exists or DoesNotExist",
        ja: "キーと、演算子 In、NotIn、Exists、DoesNotExist のいずれかが必要です",
      },
    });
    // No object is known to fit a requirement that cannot be read.
    requirements.push({ key: "", operator: "In", values: [] });
  }
  return requirements;
}

function readRequirement(expression: JsonObject): LabelRequirement | undefined {
  const key = findText(expression, "key");
  const operator = expression["operator"];
  if (key === undefined) return undefined;
  if (operator !== "In" && operator !== "NotIn" && operator !== "Exists" && operator !== "DoesNotExist")
    return undefined;
  return { key, operator, values: textsOf(expression, "values") };
}

/** Says whether a selector takes an object with these labels. Source: Kubernetes documentation, "Labels and Selectors". */
export function selectsLabels(selector: LabelSelector, labels: JsonObject): boolean {
  return selector.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case "Exists":
        return value !== undefined;
      case "DoesNotExist":
        return value === undefined;
      case "In":
        return typeof value === "string" && values.includes(value);
      case "NotIn":
        return typeof value !== "string" || !values.includes(value);
    }
  });
}
