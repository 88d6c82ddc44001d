import { putEntry } from "./compile-collection.ts";
import { type Compiler, withLocals } from "./compiler.ts";
import { failure, noOverload, notBool, placed } from "./errors.ts";
import { type Frame, type Step, spend, stoppedError } from "./frame.ts";
import { compareValues } from "./order.ts";
import type { Comprehension, ComprehensionName } from "./syntax.ts";
import {
  type CelError,
  entriesOf,
  isError,
  itemsOf,
  keyValue,
  kindOf,
  list,
  type MapKey,
  map,
  type Result,
  type Value,
} from "./values.ts";

/** What each round costs beside what is computed in it: the loop's test, its step and its variables. */
const roundCost = 3;

/** A comprehension ready to run. */
interface Loop {
  readonly slots: readonly number[];
  readonly condition: Step | undefined;
  readonly body: Step;
  /** Where the body stands. */
  readonly offset: number;
}

/** What a loop goes over: the first variable's values, and the second's where there are two. */
interface Elements {
  readonly firsts: readonly Value[];
  readonly seconds: readonly Value[] | undefined;
}

type Runner = (frame: Frame, elements: Elements, loop: Loop) => Result;

const runners: Readonly<Record<ComprehensionName, Runner>> = {
  all: (frame, elements, loop) => runQuantifier(frame, elements, { loop, decisive: false }),
  exists: (frame, elements, loop) => runQuantifier(frame, elements, { loop, decisive: true }),
  existsOne: runExistsOne,
  filter: runFilter,
  map: runTransform,
  transformList: runTransform,
  transformMap: runTransformMap,
  transformMapEntry: runTransformMapEntry,
  sortBy: runSortBy,
};

/** Compiles a macro that walks over a list or a map. */
export function compileComprehension(compiler: Compiler, expression: Comprehension): Step {
  const collection = compiler.compile(compiler, expression.collection);
  const { inner, slots } = withLocals(compiler, expression.variables);
  const loop: Loop = {
    slots,
    condition: expression.condition === undefined ? undefined : compiler.compile(inner, expression.condition),
    body: compiler.compile(inner, expression.body),
    offset: expression.body.range.start,
  };
  const run = runners[expression.name];
  const { name } = expression;
  const offset = expression.range.start;
  return (frame) => {
    const value = collection(frame);
    if (isError(value)) return value;
    if (!spend(frame, 1)) return stoppedError;
    const elements = elementsOf(value, slots.length);
    return elements === undefined ? placed(noOverload(name, [value]), offset) : run(frame, elements, loop);
  };
}

function elementsOf(value: Value, variables: number): Elements | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (value.kind === "list") {
    const items = itemsOf(value);
    if (variables === 1) return { firsts: items, seconds: undefined };
    return { firsts: items.map((_, index) => BigInt(index)), seconds: items };
  }
  if (value.kind !== "map") return undefined;
  const entries = entriesOf(value);
  const keys = Array.from(entries.keys(), (key) => keyValue(value, key));
  return { firsts: keys, seconds: variables === 1 ? undefined : [...entries.values()] };
}

/** Sets the variables of a round; false when the run has to end. */
function enter(frame: Frame, elements: Elements, { slots }: Loop, round: number): boolean {
  const [first = 0, second = 0] = slots;
  frame.locals[first] = elements.firsts[round] ?? null;
  if (elements.seconds !== undefined) frame.locals[second] = elements.seconds[round] ?? null;
  return spend(frame, roundCost);
}

function runQuantifier(
  frame: Frame,
  elements: Elements,
  { loop, decisive }: { readonly loop: Loop; readonly decisive: boolean },
): Result {
  let failed: CelError | undefined;
  for (let round = 0; round < elements.firsts.length; round++) {
    if (!enter(frame, elements, loop, round)) return stoppedError;
    const result = loop.body(frame);
    if (result === decisive) return decisive;
    if (typeof result !== "boolean") failed ??= isError(result) ? result : placed(notBool(result), loop.offset);
  }
  return failed ?? !decisive;
}

function runExistsOne(frame: Frame, elements: Elements, loop: Loop): Result {
  let count = 0;
  for (let round = 0; round < elements.firsts.length; round++) {
    if (!enter(frame, elements, loop, round)) return stoppedError;
    const result = loop.body(frame);
    if (typeof result !== "boolean") return isError(result) ? result : placed(notBool(result), loop.offset);
    if (result) count += 1;
  }
  return count === 1;
}

function runFilter(frame: Frame, elements: Elements, loop: Loop): Result {
  const kept: Value[] = [];
  for (const [round, element] of elements.firsts.entries()) {
    if (!enter(frame, elements, loop, round)) return stoppedError;
    const result = loop.body(frame);
    if (typeof result !== "boolean") return isError(result) ? result : placed(notBool(result), loop.offset);
    if (result) kept.push(element);
  }
  return list(kept);
}

/** Runs a loop whose body makes something of the elements that its condition takes. */
function collect(
  frame: Frame,
  elements: Elements,
  { loop, accept }: { readonly loop: Loop; readonly accept: (value: Value, round: number) => CelError | undefined },
): CelError | undefined {
  for (let round = 0; round < elements.firsts.length; round++) {
    if (!enter(frame, elements, loop, round)) return stoppedError;
    const isTaken = loop.condition?.(frame) ?? true;
    if (isTaken === false) continue;
    if (isTaken !== true) return isError(isTaken) ? isTaken : placed(notBool(isTaken), loop.offset);
    const result = loop.body(frame);
    const error = isError(result) ? result : accept(result, round);
    if (error !== undefined) return placed(error, loop.offset);
  }
  return undefined;
}

function runTransform(frame: Frame, elements: Elements, loop: Loop): Result {
  const values: Value[] = [];
  const accept = (value: Value) => {
    values.push(value);
    return undefined;
  };
  return collect(frame, elements, { loop, accept }) ?? list(values);
}

function runTransformMap(frame: Frame, elements: Elements, loop: Loop): Result {
  const draft = { content: new Map<MapKey, Value>(), uintKeys: new Set<bigint>() };
  const accept = (value: Value, round: number) => putEntry(draft, elements.firsts[round] ?? null, value);
  return collect(frame, elements, { loop, accept }) ?? map(draft.content, draft.uintKeys);
}

function runTransformMapEntry(frame: Frame, elements: Elements, loop: Loop): Result {
  const draft = { content: new Map<MapKey, Value>(), uintKeys: new Set<bigint>() };
  const accept = (value: Value) => {
    if (typeof value !== "object" || value?.kind !== "map") return noOverload("transformMapEntry", [value]);
    for (const [key, content] of entriesOf(value)) {
      const error = putEntry(draft, keyValue(value, key), content);
      if (error !== undefined) return error;
    }
    return undefined;
  };
  return collect(frame, elements, { loop, accept }) ?? map(draft.content, draft.uintKeys);
}

function runSortBy(frame: Frame, elements: Elements, loop: Loop): Result {
  const keyed: { readonly element: Value; readonly key: Value }[] = [];
  const accept = (key: Value, round: number) => {
    keyed.push({ element: elements.firsts[round] ?? null, key });
    return undefined;
  };
  const error = collect(frame, elements, { loop, accept });
  if (error !== undefined) return error;
  const [first] = keyed;
  if (
    keyed.some(
      ({ key }) => first !== undefined && (kindOf(key) !== kindOf(first.key) || compareValues(key, key) === undefined),
    )
  ) {
    return placed(
      failure(
        "the keys of a sort have one kind that has an order",
        "並べ替えのキーは、順序のある同じ型でなければなりません",
      ),
      loop.offset,
    );
  }
  if (!spend(frame, keyed.length)) return stoppedError;
  keyed.sort((left, right) => compareValues(left.key, right.key) ?? 0);
  return list(keyed.map(({ element }) => element));
}
