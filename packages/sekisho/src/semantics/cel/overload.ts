import type { Kind, Type, TypeKind } from "./type.ts";
import { kindOf, type Result, type Value, type ValueOf } from "./values.ts";

/** The values that a parameter of a type takes. */
type Taken<K extends TypeKind> = K extends Kind ? ValueOf[K] : Value;

/** Cost units beside the one of every call; asked before the call. Missing arguments are null. */
type Cost = (first: Value, second: Value, third: Value) => number;

/** One way to call a function. */
export interface Overload {
  readonly name: string;
  /** Called as `target.name(…)`; the target is the first parameter. */
  readonly isMethod: boolean;
  readonly parameters: readonly Type[];
  readonly result: Type;
  readonly cost: Cost | undefined;
  /** Gives `undefined` when the values are not of the kinds that it takes. Missing arguments are null. */
  readonly apply: (first: Value, second: Value, third: Value, fourth: Value) => Result | undefined;
}

/** How a function is called; costs nothing but the call unless it says so. */
interface Signature<P extends readonly Type[]> {
  readonly name: string;
  readonly isMethod?: boolean;
  readonly parameters: P;
  readonly result: Type;
  readonly cost?: Cost;
}

/** Declares a function without arguments. */
export function nullary(signature: Signature<readonly []>, body: () => Result): Overload {
  return { ...shapeOf(signature), apply: body };
}

/** Declares a function or method of one value. */
export function unary<A extends TypeKind>(
  signature: Signature<readonly [Type<A>]>,
  body: (value: Taken<A>) => Result,
): Overload {
  const [first] = signature.parameters;
  return { ...shapeOf(signature), apply: (value) => (takes(first, value) ? body(value) : undefined) };
}

/** Declares a function or method of two values. */
export function binary<A extends TypeKind, B extends TypeKind>(
  signature: Signature<readonly [Type<A>, Type<B>]>,
  body: (left: Taken<A>, right: Taken<B>) => Result,
): Overload {
  const [first, second] = signature.parameters;
  return {
    ...shapeOf(signature),
    apply: (left, right) => (takes(first, left) && takes(second, right) ? body(left, right) : undefined),
  };
}

/** Declares a function or method of three values. */
export function ternary<A extends TypeKind, B extends TypeKind, C extends TypeKind>(
  signature: Signature<readonly [Type<A>, Type<B>, Type<C>]>,
  body: (one: Taken<A>, two: Taken<B>, three: Taken<C>) => Result,
): Overload {
  const [first, second, third] = signature.parameters;
  return {
    ...shapeOf(signature),
    apply: (one, two, three) =>
      takes(first, one) && takes(second, two) && takes(third, three) ? body(one, two, three) : undefined,
  };
}

/** Declares a function or method of four values. */
export function quaternary<A extends TypeKind, B extends TypeKind, C extends TypeKind, D extends TypeKind>(
  signature: Signature<readonly [Type<A>, Type<B>, Type<C>, Type<D>]>,
  body: (one: Taken<A>, two: Taken<B>, three: Taken<C>, four: Taken<D>) => Result,
): Overload {
  const [first, second, third, fourth] = signature.parameters;
  return {
    ...shapeOf(signature),
    apply: (one, two, three, four) => {
      if (!takes(first, one) || !takes(second, two) || !takes(third, three) || !takes(fourth, four)) return undefined;
      return body(one, two, three, four);
    },
  };
}

function shapeOf(signature: Signature<readonly Type[]>): Omit<Overload, "apply"> {
  const { name, isMethod = false, parameters, result, cost } = signature;
  return { name, isMethod, parameters, result, cost };
}

function takes<K extends TypeKind>(type: Type<K>, value: Value): value is Extract<Taken<K>, Value> {
  return type.kind === "dyn" || type.kind === "parameter" || type.kind === kindOf(value);
}
