import { emptyRecord, isManifestList, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { findFunction } from "./functions.ts";
import type { Operand } from "./operands.ts";
import type { PathNode, Projection } from "./syntax.ts";
import { compareScalars, isFalse, isSameValue } from "./values.ts";

/** Steps after which an evaluation gives nothing: no policy needs so many. */
const maxSteps = 1_000_000;

/**
 * Evaluates an expression. Where a value is of a type that the expression cannot take, it gives `null`, as for what is not
 * there. Source: JMESPath specification.
 */
export function evaluatePath(node: PathNode, value: ManifestValue): ManifestValue {
  return evaluate(node, value, { left: maxSteps });
}

interface Budget {
  left: number;
}

function evaluate(node: PathNode, value: ManifestValue, budget: Budget): ManifestValue {
  budget.left -= 1;
  if (budget.left < 0) return null;
  switch (node.kind) {
    case "current":
      return value;
    case "literal":
      return node.value;
    case "field":
      return isManifestMap(value) && Object.hasOwn(value, node.name) ? (value[node.name] ?? null) : null;
    case "index":
      return isManifestList(value) ? (value.at(node.index) ?? null) : null;
    case "slice":
      return isManifestList(value) ? sliceOf(value, node.parts) : null;
    case "then":
      return evaluate(node.right, evaluate(node.left, value, budget), budget);
    case "project":
      return project(node, value, budget);
    case "call":
      return call(node, value, budget);
    default:
      return combine(node, value, budget);
  }
}

type Combination = Exclude<
  PathNode,
  { readonly kind: "current" | "literal" | "field" | "index" | "slice" | "then" | "project" | "call" }
>;

function combine(node: Combination, value: ManifestValue, budget: Budget): ManifestValue {
  const ask = (part: PathNode) => evaluate(part, value, budget);
  switch (node.kind) {
    case "or": {
      const left = ask(node.left);
      return isFalse(left) ? ask(node.right) : left;
    }
    case "and": {
      const left = ask(node.left);
      return isFalse(left) ? left : ask(node.right);
    }
    case "not":
      return isFalse(ask(node.operand));
    case "compare": {
      const [left, right] = [ask(node.left), ask(node.right)];
      if (node.sign === "==" || node.sign === "!=") return isSameValue(left, right) === (node.sign === "==");
      return compareScalars(left, right, node.sign);
    }
    case "list":
      return value === null ? null : node.items.map(ask);
    case "map": {
      if (value === null) return null;
      const map = emptyRecord<ManifestValue>();
      for (const [key, part] of node.entries) map[key] = ask(part);
      return map;
    }
    // Only the functions that take an expression ask one.
    case "reference":
      return null;
  }
}

/** Items for which the rest gives nothing are left out. */
function project({ over, left, condition, right }: Projection, value: ManifestValue, budget: Budget): ManifestValue {
  const items = itemsOf(evaluate(left, value, budget), over);
  if (items === undefined) return null;
  const results: ManifestValue[] = [];
  for (const item of items) {
    if (condition !== undefined && isFalse(evaluate(condition, item, budget))) continue;
    const result = evaluate(right, item, budget);
    if (result !== null) results.push(result);
  }
  return results;
}

function itemsOf(value: ManifestValue, over: Projection["over"]): readonly ManifestValue[] | undefined {
  if (over === "values") return isManifestMap(value) ? Object.values(value) : undefined;
  if (!isManifestList(value)) return undefined;
  return over === "flattened" ? value.flatMap((item) => (isManifestList(item) ? item : [item])) : value;
}

function call(node: Extract<PathNode, { readonly kind: "call" }>, value: ManifestValue, budget: Budget): ManifestValue {
  const known = findFunction(node.name);
  if (known === undefined) return null;
  const operands = node.operands.map((operand): Operand => {
    if (operand.kind !== "reference") return evaluate(operand, value, budget);
    return (item) => evaluate(operand.body, item, budget);
  });
  return known(operands);
}

/** Source: JMESPath specification, "Slices". */
function sliceOf(
  items: readonly ManifestValue[],
  [from, to, step = 1]: readonly (number | undefined)[],
): ManifestValue {
  if (step === 0) return null;
  const isBackwards = step < 0;
  const start = bound(from, items.length, { isBackwards, fallback: isBackwards ? items.length - 1 : 0 });
  const stop = bound(to, items.length, { isBackwards, fallback: isBackwards ? -1 : items.length });
  const sliced: ManifestValue[] = [];
  for (let at = start; isBackwards ? at > stop : at < stop; at += step) sliced.push(items[at] ?? null);
  return sliced;
}

function bound(
  written: number | undefined,
  length: number,
  { isBackwards, fallback }: { readonly isBackwards: boolean; readonly fallback: number },
): number {
  if (written === undefined) return fallback;
  const counted = written < 0 ? written + length : written;
  const [lowest, highest] = isBackwards ? [-1, length - 1] : [0, length];
  return Math.min(Math.max(counted, lowest), highest);
}
