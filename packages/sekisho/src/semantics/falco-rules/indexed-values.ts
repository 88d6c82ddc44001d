import type { Check } from "../../formats/falco-rules/condition-syntax.ts";
import type { ResolvedCondition } from "./rule-set.ts";

/**
 * Gives the values of a field for which a condition can be true at all; `undefined` when it can be for any. A value
 * too many does no harm.
 */
export function indexedValues(condition: ResolvedCondition, field: string): ReadonlySet<string> | undefined {
  return valuesOf(condition, field, new Map());
}

type Known = Map<ResolvedCondition, ReadonlySet<string> | undefined>;

function valuesOf(condition: ResolvedCondition, field: string, known: Known): ReadonlySet<string> | undefined {
  if (condition.kind === "check") return valuesOfCheck(condition.check, field);
  // What a condition denies narrows nothing down.
  if (condition.kind === "not") return undefined;
  if (known.has(condition)) return known.get(condition);
  const parts = condition.parts.map((part) => valuesOf(part, field, known));
  const values = condition.kind === "and" ? intersection(parts) : union(parts);
  known.set(condition, values);
  return values;
}

function valuesOfCheck({ left, operator, quantifier, right }: Check, field: string): ReadonlySet<string> | undefined {
  if (left.kind !== "field" || left.name !== field || left.argument !== undefined) return undefined;
  if (right === undefined || right.kind === "operand" || quantifier !== undefined) return undefined;
  if (operator === "=" && right.kind === "value") return new Set([right.text]);
  const isSet = operator === "in" || operator === "intersects";
  return isSet && right.kind === "list" ? new Set(right.values.map(({ text }) => text)) : undefined;
}

function intersection(sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  let common: ReadonlySet<string> | undefined;
  for (const set of sets) {
    if (set !== undefined) common = common === undefined ? set : new Set([...common].filter((one) => set.has(one)));
  }
  return common;
}

function union(sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const all = new Set<string>();
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (const one of set) all.add(one);
  }
  return all;
}
