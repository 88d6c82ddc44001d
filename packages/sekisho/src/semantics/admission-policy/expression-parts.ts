import type { Expression } from "../cel/syntax.ts";

/** Gives the expressions that an expression is made of, in the order in which they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "select":
      return [expression.operand];
    case "call":
      return [...(expression.target === undefined ? [] : [expression.target]), ...expression.arguments];
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
        ...(expression.condition === undefined ? [] : [expression.condition]),
        expression.body,
      ];
    case "binding":
      return [expression.value, expression.body];
    default:
      return [];
  }
}

/** Says whether an expression, or a part of it, calls a function. */
export function callsFunction(expression: Expression, name: string): boolean {
  if (expression.kind === "call" && expression.name === name && expression.target === undefined) return true;
  return partsOf(expression).some((part) => callsFunction(part, name));
}
