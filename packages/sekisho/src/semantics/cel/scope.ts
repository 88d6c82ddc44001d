import { candidateNames, type Declarations } from "./declarations.ts";
import type { Expression, Identifier, Select } from "./syntax.ts";
import {
  boolType,
  bytesType,
  doubleType,
  durationType,
  dynType,
  intType,
  listOf,
  mapOf,
  nullType,
  optionalOf,
  stringType,
  type Type,
  timestampType,
  typeOf,
  uintType,
} from "./type.ts";

/** The types that have a name in expressions; a message's name is that of no other type. */
const namedTypes: ReadonlyMap<string, Type> = new Map<string, Type>([
  ["bool", boolType],
  ["bytes", bytesType],
  ["double", doubleType],
  ["int", intType],
  ["list", listOf(dynType)],
  ["map", mapOf(dynType, dynType)],
  ["null_type", nullType],
  ["optional_type", optionalOf(dynType)],
  ["string", stringType],
  ["type", { kind: "type", name: "type", parameters: [] }],
  ["uint", uintType],
  ["google.protobuf.Duration", durationType],
  ["google.protobuf.Timestamp", timestampType],
]);

/** What a name, with or without dots, means. */
export type Reference =
  | { readonly kind: "variable"; readonly name: string; readonly type: Type }
  | { readonly kind: "type"; readonly name: string; readonly type: Type };

/** Gives `a.b.c` of an expression that is only names and dots, a leading dot kept; `undefined` of any other. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === "identifier") return expression.isAbsolute ? `.${expression.name}` : expression.name;
  if (expression.kind !== "select" || expression.access !== "value") return undefined;
  const prefix = qualifiedName(expression.operand);
  return prefix === undefined ? undefined : `${prefix}.${expression.field}`;
}

/** Gives the name that an expression of names and dots begins with, when a local variable may have it. */
export function rootName(expression: Expression): string | undefined {
  let current = expression;
  while (current.kind === "select") current = current.operand;
  return current.kind === "identifier" && !current.isAbsolute ? current.name : undefined;
}

/** Finds what a name or a chain of names and dots is declared as. */
export function findReference(declarations: Declarations, expression: Identifier | Select): Reference | undefined {
  const written = qualifiedName(expression);
  if (written === undefined) return undefined;
  for (const name of candidateNames(declarations.container, written)) {
    const variable = declarations.variables.get(name);
    if (variable !== undefined) return { kind: "variable", name, type: variable };
    const type = namedTypes.get(name);
    if (type !== undefined) return { kind: "type", name, type: typeOf(type) };
  }
  return undefined;
}

/** Finds the function that a name in front of parentheses stands for. */
export function findFunctionName(declarations: Declarations, written: string): string | undefined {
  return candidateNames(declarations.container, written).find((name) => declarations.library.has(name));
}
