import { noOverload, placed } from "./errors.ts";
import { type Frame, type Step, spend, stoppedError } from "./frame.ts";
import type { Overload } from "./overload.ts";
import { isError, type Result, type Value } from "./values.ts";

/** What is called, for messages. */
interface Callee {
  readonly name: string;
  readonly offset: number;
}

/** Texts up to this length cost nothing but the call that makes them, in UTF-16 units. */
const freeLength = 1_000;

/** Gives a step that computes the arguments and calls the first overload that takes them. */
export function callOverloads(overloads: readonly Overload[], values: readonly Step[], callee: Callee): Step {
  const [first, second, third, fourth] = values;
  if (first === undefined) return (frame) => finish(frame, overloads, { callee, values: [] });
  if (second === undefined) return callWithOne(overloads, first, callee);
  if (third === undefined && overloads.length === 1) return callWithTwo(overloads, [first, second], callee);
  return (frame) => {
    const results: Value[] = [];
    for (const step of [first, second, third, fourth]) {
      const result = step?.(frame);
      if (result === undefined) break;
      if (isError(result)) return result;
      results.push(result);
    }
    return finish(frame, overloads, { callee, values: results });
  };
}

function callWithOne(overloads: readonly Overload[], first: Step, callee: Callee): Step {
  const [only] = overloads;
  if (only === undefined || overloads.length > 1 || only.cost !== undefined) {
    return (frame) => {
      const value = first(frame);
      return isError(value) ? value : finish(frame, overloads, { callee, values: [value] });
    };
  }
  return (frame) => {
    const value = first(frame);
    if (isError(value)) return value;
    if (!spend(frame, 1)) return stoppedError;
    return checked(only.apply(value, null, null, null), callee, [value]);
  };
}

function callWithTwo(overloads: readonly Overload[], [first, second]: readonly [Step, Step], callee: Callee): Step {
  const [only] = overloads;
  return (frame) => {
    const left = first(frame);
    if (isError(left)) return left;
    const right = second(frame);
    if (isError(right)) return right;
    if (!spend(frame, 1 + (only?.cost?.(left, right, null) ?? 0))) return stoppedError;
    const result = only?.apply(left, right, null, null);
    if (result === undefined || isError(result)) return checked(result, callee, [left, right]);
    return spend(frame, madeCost(result)) ? result : stoppedError;
  };
}

function finish(
  frame: Frame,
  overloads: readonly Overload[],
  { callee, values }: { readonly callee: Callee; readonly values: readonly Value[] },
): Result {
  const [first = null, second = null, third = null, fourth = null] = values;
  for (const overload of overloads) {
    const cost = overload.cost?.(first, second, third) ?? 0;
    if (!spend(frame, cost)) return stoppedError;
    const result = overload.apply(first, second, third, fourth);
    if (result !== undefined)
      return spend(frame, 1 + madeCost(result)) ? checked(result, callee, values) : stoppedError;
  }
  return checked(undefined, callee, values);
}

/** Gives what a result costs that is much larger than what it was made of may have been. */
function madeCost(result: Result): number {
  return typeof result === "string" && result.length > freeLength ? Math.ceil(result.length / 10) : 0;
}

function checked(result: Result | undefined, { name, offset }: Callee, values: readonly Value[]): Result {
  if (result === undefined) return placed(noOverload(name, values), offset);
  return isError(result) ? placed(result, offset) : result;
}
