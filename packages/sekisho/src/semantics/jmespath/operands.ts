import { isManifestList, isManifestMap, type ManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";

/** An expression that a function asks of items itself. */
export type ItemExpression = (item: ManifestValue) => ManifestValue;

/** What a function is given. */
export type Operand = ManifestValue | ItemExpression;

/** A function of JMESPath; `null` for operands that it cannot take. */
export type PathFunction = (operands: readonly Operand[]) => ManifestValue;

/** Gives a text operand; `undefined` when it is none. */
export function textIn(operands: readonly Operand[], place: number): string | undefined {
  const operand = operands[place];
  return typeof operand === "string" ? operand : undefined;
}

/** Gives a number operand; `undefined` when it is none. */
export function numberIn(operands: readonly Operand[], place: number): number | undefined {
  const operand = operands[place];
  return typeof operand === "number" ? operand : undefined;
}

/** Gives a list operand; `undefined` when it is none. */
export function listIn(operands: readonly Operand[], place: number): readonly ManifestValue[] | undefined {
  const operand = valueIn(operands, place);
  return isManifestList(operand) ? operand : undefined;
}

/** Gives a map operand; `undefined` when it is none. */
export function mapIn(operands: readonly Operand[], place: number): ManifestMap | undefined {
  const operand = valueIn(operands, place);
  return isManifestMap(operand) ? operand : undefined;
}

/** Gives an operand that is a value; `null` for one that is missing or an expression. */
export function valueIn(operands: readonly Operand[], place: number): ManifestValue {
  const operand = operands[place] ?? null;
  return typeof operand === "function" ? null : operand;
}

/** Gives an operand that is an expression; `undefined` when it is none. */
export function expressionIn(operands: readonly Operand[], place: number): ItemExpression | undefined {
  const operand = operands[place];
  return typeof operand === "function" ? operand : undefined;
}
