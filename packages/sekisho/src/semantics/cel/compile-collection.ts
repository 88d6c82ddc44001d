import type { Compiler } from "./compiler.ts";
import { failure, noOverload, placed } from "./errors.ts";
import { type Frame, type Step, spend, stoppedError } from "./frame.ts";
import type { Expression, ListLiteral, MapLiteral } from "./syntax.ts";
import { type CelError, isError, list, type MapKey, map, type Result, type Value } from "./values.ts";

/** What making a list costs, and what making a map costs. Source: cel-go, interpreter/runtimecost.go. */
const listCost = 10;
const mapCost = 30;

/** Compiles a list; one of constants alone is made once. */
export function compileList(compiler: Compiler, expression: ListLiteral): Step {
  const items = expression.items.map(({ value, isOptional }) => ({
    step: compiler.compile(compiler, value),
    offset: value.range.start,
    isOptional,
  }));
  const constants = constantItems(expression);
  if (constants !== undefined) {
    const value = list(constants);
    return (frame) => (spend(frame, listCost) ? value : stoppedError);
  }
  return (frame) => {
    if (!spend(frame, listCost)) return stoppedError;
    const values: Value[] = [];
    for (const { step, offset, isOptional } of items) {
      const value = isOptional ? contentOf(step(frame), offset) : step(frame);
      if (value === undefined) continue;
      if (isError(value)) return value;
      values.push(value);
    }
    return list(values);
  };
}

function constantItems(expression: ListLiteral): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const { value, isOptional } of expression.items) {
    if (value.kind !== "literal" || isOptional) return undefined;
    values.push(value.value);
  }
  return values;
}

interface EntryStep {
  readonly key: Step;
  readonly value: Step;
  readonly keyOffset: number;
  readonly valueOffset: number;
  readonly isOptional: boolean;
}

/** Compiles a map. A key twice, or one that no map has, is an error. */
export function compileMap(compiler: Compiler, expression: MapLiteral): Step {
  const compileOne = (part: Expression) => compiler.compile(compiler, part);
  const entries: readonly EntryStep[] = expression.entries.map(({ key, value, isOptional }) => ({
    key: compileOne(key),
    value: compileOne(value),
    keyOffset: key.range.start,
    valueOffset: value.range.start,
    isOptional,
  }));
  return (frame) => {
    if (!spend(frame, mapCost)) return stoppedError;
    const content = new Map<MapKey, Value>();
    const uintKeys = new Set<bigint>();
    for (const entry of entries) {
      const error = addEntry(frame, entry, { content, uintKeys });
      if (error !== undefined) return error;
    }
    return map(content, uintKeys.size === 0 ? undefined : uintKeys);
  };
}

interface MapDraft {
  readonly content: Map<MapKey, Value>;
  readonly uintKeys: Set<bigint>;
}

function addEntry(frame: Frame, entry: EntryStep, draft: MapDraft): CelError | undefined {
  const key = entry.key(frame);
  if (isError(key)) return key;
  const value = entry.isOptional ? contentOf(entry.value(frame), entry.valueOffset) : entry.value(frame);
  if (value === undefined) return undefined;
  if (isError(value)) return value;
  const error = putEntry(draft, key, value);
  return error === undefined ? undefined : placed(error, entry.keyOffset);
}

/** Puts an entry into a map that is being made; gives an error for a key twice or of a kind that no map has. */
export function putEntry(draft: MapDraft, key: Value, value: Value): CelError | undefined {
  if (typeof key === "number" || key === null || (typeof key === "object" && key.kind !== "uint")) {
    return failure(
      "unsupported key type: keys are strings, whole numbers and bools",
      "マップのキーは文字列、整数、bool のいずれかです",
    );
  }
  const mapKey = typeof key === "object" ? key.value : key;
  if (draft.content.has(mapKey)) return failure(`repeated key: ${mapKey}`, `キーが重複しています: ${mapKey}`);
  draft.content.set(mapKey, value);
  if (typeof key === "object") draft.uintKeys.add(key.value);
  return undefined;
}

/** Gives what an element with a question mark puts into its collection; `undefined` for nothing. */
function contentOf(result: Result, offset: number): Result | undefined {
  if (isError(result)) return result;
  if (typeof result === "object" && result?.kind === "optional") return result.value;
  return placed(noOverload("?", [result]), offset);
}
