import { readIndex, readOptionalIndex } from "./access.ts";
import { add, divide, multiply, negate, remainder, subtract } from "./arithmetic.ts";
import { callOverloads } from "./call-overloads.ts";
import { type Compiler, compileAll, isLocal } from "./compiler.ts";
import { equals } from "./equality.ts";
import { failure, noOverload, notBool, placed } from "./errors.ts";
import { type Step, spend, stoppedError } from "./frame.ts";
import { contains } from "./membership.ts";
import { compareValues } from "./order.ts";
import { findFunctionName, qualifiedName } from "./scope.ts";
import { joinCost, membershipCost, sharedSize } from "./size.ts";
import type { Call } from "./syntax.ts";
import { isError, type Result, type Value } from "./values.ts";

type Operation = (left: Value, right: Value) => Result;

/** Operators of two values that are computed when both have no error. */
const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["_+_", add],
  ["_-_", subtract],
  ["_*_", multiply],
  ["_/_", divide],
  ["_%_", remainder],
  ["_==_", equals],
  ["_!=_", (left, right) => !equals(left, right)],
  ["_<_", relation("_<_", (order) => order < 0)],
  ["_<=_", relation("_<=_", (order) => order <= 0)],
  ["_>_", relation("_>_", (order) => order > 0)],
  ["_>=_", relation("_>=_", (order) => order >= 0)],
  ["@in", contains],
  ["_[_]", readIndex],
  ["_[?_]", readOptionalIndex],
]);

/** What operators cost that look at all of their operands. */
const costs: ReadonlyMap<string, (left: Value, right: Value) => number> = new Map([
  ["_+_", joinCost],
  ["@in", membershipCost],
  ["_==_", sharedSize],
  ["_!=_", sharedSize],
  ["_<_", sharedSize],
  ["_<=_", sharedSize],
  ["_>_", sharedSize],
  ["_>=_", sharedSize],
]);

function relation(name: string, holds: (order: number) => boolean): Operation {
  return (left, right) => {
    const order = compareValues(left, right);
    return order === undefined ? noOverload(name, [left, right]) : holds(order);
  };
}

/** Compiles an operator, a function or a method. */
export function compileCall(compiler: Compiler, call: Call): Step {
  const operation = call.target === undefined ? operations.get(call.name) : undefined;
  if (operation !== undefined) return compileOperation(compiler, call, operation);
  switch (call.name) {
    case "_?_:_":
      return compileConditional(compiler, call);
    case "!_":
      return compileUnary(compiler, call, (value) => (typeof value === "boolean" ? !value : notBool(value)));
    case "-_":
      return compileUnary(compiler, call, negate);
    default:
      return compileFunction(compiler, call);
  }
}

function compileOperation(compiler: Compiler, call: Call, operation: Operation): Step {
  const [left = nothing, right = nothing] = compileAll(compiler, call.arguments);
  const cost = costs.get(call.name);
  const offset = call.arguments[0]?.range.end ?? call.range.start;
  return (frame) => {
    const leftValue = left(frame);
    if (isError(leftValue)) return leftValue;
    const rightValue = right(frame);
    if (isError(rightValue)) return rightValue;
    if (!spend(frame, cost === undefined ? 1 : 1 + cost(leftValue, rightValue))) return stoppedError;
    const result = operation(leftValue, rightValue);
    return isError(result) ? placed(result, offset) : result;
  };
}

function nothing(): Result {
  return null;
}

function compileUnary(compiler: Compiler, call: Call, operation: (value: Value) => Result): Step {
  const [operand = nothing] = compileAll(compiler, call.arguments);
  const offset = call.range.start;
  return (frame) => {
    const value = operand(frame);
    if (isError(value)) return value;
    if (!spend(frame, 1)) return stoppedError;
    const result = operation(value);
    return isError(result) ? placed(result, offset) : result;
  };
}

function compileConditional(compiler: Compiler, call: Call): Step {
  const [condition = nothing, whenTrue = nothing, whenFalse = nothing] = compileAll(compiler, call.arguments);
  const offset = call.range.start;
  return (frame) => {
    const chosen = condition(frame);
    if (chosen === true) return whenTrue(frame);
    if (chosen === false) return whenFalse(frame);
    return isError(chosen) ? chosen : placed(notBool(chosen), offset);
  };
}

function compileFunction(compiler: Compiler, call: Call): Step {
  const { target } = call;
  const namespace = target === undefined || isLocal(compiler, target) ? undefined : qualifiedName(target);
  const written = namespace === undefined ? call.name : `${namespace}.${call.name}`;
  const isFunction = target === undefined || namespace !== undefined;
  const name = isFunction ? findFunctionName(compiler.declarations, written) : undefined;
  if (name !== undefined) return compileOverloads(compiler, call, { name, isMethod: false });
  if (target === undefined) return unknownFunction(call.name, call.range.start);
  if ((call.name === "or" || call.name === "orValue") && call.arguments.length === 1)
    return compileAlternative(compiler, call);
  return compileOverloads(compiler, call, { name: call.name, isMethod: true });
}

function compileOverloads(
  compiler: Compiler,
  call: Call,
  { name, isMethod }: { readonly name: string; readonly isMethod: boolean },
): Step {
  const values = isMethod && call.target !== undefined ? [call.target, ...call.arguments] : call.arguments;
  const overloads = compiler.declarations.library.get(name)?.filter((one) => one.isMethod === isMethod) ?? [];
  if (overloads.length === 0) return unknownFunction(name, call.range.start);
  const fitting = overloads.filter(({ parameters }) => parameters.length === values.length);
  return callOverloads(fitting, compileAll(compiler, values), { name, offset: call.range.start });
}

function unknownFunction(name: string, offset: number): Step {
  const error = placed(failure(`there is no function ${name}`, `関数 ${name} はありません`), offset);
  return () => error;
}

/** Compiles `optional.or(other)` and `optional.orValue(other)`: the other is computed only when it is needed. */
function compileAlternative(compiler: Compiler, call: Call): Step {
  const [left = nothing, right = nothing] = compileAll(compiler, [
    ...(call.target === undefined ? [] : [call.target]),
    ...call.arguments,
  ]);
  const { name } = call;
  const offset = call.range.start;
  return (frame) => {
    const optional = left(frame);
    if (isError(optional)) return optional;
    if (!spend(frame, 1)) return stoppedError;
    if (typeof optional !== "object" || optional?.kind !== "optional")
      return placed(noOverload(name, [optional]), offset);
    if (optional.value !== undefined) return name === "or" ? optional : optional.value;
    const other = right(frame);
    if (name === "orValue" || isError(other)) return other;
    return typeof other === "object" && other?.kind === "optional"
      ? other
      : placed(noOverload(name, [optional, other]), offset);
  };
}
