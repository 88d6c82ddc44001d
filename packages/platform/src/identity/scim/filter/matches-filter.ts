import type { CompareOperator, CompareValue, Filter } from "./parse-filter.ts";

/** One value of a list, by attributes in small letters. */
export type FilteredValue = Readonly<Record<string, string | boolean | undefined>>;

/** Tells whether a filter chooses a value: `type eq "work"` of an address. Texts are the same in every case. */
export function matchesFilter(filter: Filter, value: FilteredValue): boolean {
  if ("parts" in filter) {
    const isOne = (part: Filter): boolean => matchesFilter(part, value);
    return filter.kind === "and" ? filter.parts.every(isOne) : filter.parts.some(isOne);
  }
  if (filter.kind === "not") return !matchesFilter(filter.part, value);
  if (filter.kind === "within") return false;
  const held = Object.hasOwn(value, filter.path) ? value[filter.path] : undefined;
  if (filter.kind === "present") return held !== undefined && held !== "";
  return isSo(held, filter.operator, filter.value);
}

function isSo(held: string | boolean | undefined, operator: CompareOperator, wanted: CompareValue): boolean {
  const left = typeof held === "string" ? held.toLowerCase() : held;
  const right = typeof wanted === "string" ? wanted.toLowerCase() : (wanted ?? undefined);
  if (operator === "eq") return left === right;
  if (operator === "ne") return left !== right;
  if (typeof left !== "string" || typeof right !== "string") return false;
  const answers: Readonly<Record<Exclude<CompareOperator, "eq" | "ne">, boolean>> = {
    co: left.includes(right),
    sw: left.startsWith(right),
    ew: left.endsWith(right),
    gt: left > right,
    ge: left >= right,
    lt: left < right,
    le: left <= right,
  };
  return answers[operator];
}
