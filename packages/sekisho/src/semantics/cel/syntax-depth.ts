import type { Expression } from "./syntax.ts";

/** Counts how many parts of an expression are within each other, without going into them by recursion. */
export function depthOf(expression: Expression): number {
  let depth = 0;
  let level: readonly Expression[] = [expression];
  while (level.length > 0) {
    depth += 1;
    level = level.flatMap(partsOf);
  }
  return depth;
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "identifier":
      return [];
    case "select":
      return [expression.operand];
    case "call":
      return expression.target === undefined ? expression.arguments : [expression.target, ...expression.arguments];
    case "logic":
      return expression.operands;
    case "list":
      return expression.items.map(({ value }) => value);
    case "map":
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case "message":
      return expression.fields.map(({ value }) => value);
    case "comprehension":
      return [
        expression.collection,
        expression.body,
        ...(expression.condition === undefined ? [] : [expression.condition]),
      ];
    case "binding":
      return [expression.value, expression.body];
  }
}
