import {
  type Check,
  type Quantifier,
  type TextOperator,
  textOperators,
} from "../../formats/falco-rules/condition-syntax.ts";
import type { FieldType } from "../../semantics/falco-rules/fields/field.ts";
import { type FieldValue, textOf } from "./field-value.ts";
import type { TextTest } from "./glob.ts";
import { createAddressTest } from "./ip-networks.ts";
import { createPrefixTest } from "./path-prefixes.ts";
import { portOf } from "./ports.ts";
import { createTextTest } from "./text-tests.ts";

/** Says whether one value passes; `undefined` when that cannot be found out. */
export type ValueTest = (value: string | number | boolean) => boolean | undefined;

/** Makes the test that a comparison with written values puts to each value; `undefined` when a pattern is not understood. */
export function createValueTest(check: Check, type: FieldType): ValueTest | undefined {
  const { right, operator, quantifier } = check;
  if (right === undefined || right.kind === "operand") return undefined;
  const values = right.kind === "value" ? [right.text] : right.values.map(({ text }) => text);
  if (quantifier !== undefined) return createQuantifiedTest({ operator, quantifier, values }, type);
  if (operator === "pmatch") return overText(createPrefixTest(values));
  if (operator === "in" || operator === "intersects") return createSetTest(values, type);
  const [value = ""] = values;
  return createSingleTest(operator, value, type);
}

function overText(test: TextTest): ValueTest {
  return (value) => test(typeof value === "string" ? value : String(value));
}

/** Makes the test whether a value is one of some. */
function createSetTest(values: readonly string[], type: FieldType): ValueTest | undefined {
  switch (type) {
    case "text":
    case "bytes":
    case "flag": {
      const [only] = values;
      if (values.length === 1) return (value) => textOf(value) === only;
      const set = new Set(values);
      return (value) => set.has(typeof value === "string" ? value : String(value));
    }
    case "number": {
      const set = new Set(values.map(Number));
      return (value) => set.has(Number(value));
    }
    case "port": {
      const set = new Set(values.map(portOf));
      return (value) => set.has(portOf(textOf(value)));
    }
    case "address":
    case "network": {
      const test = createAddressTest(values);
      return test === undefined ? undefined : overText(test);
    }
  }
}

function createSingleTest(operator: Check["operator"], value: string, type: FieldType): ValueTest | undefined {
  if (operator === "=" || operator === "!=") {
    const isEqual = createSetTest([value], type);
    if (isEqual === undefined) return undefined;
    return operator === "=" ? isEqual : (one) => isEqual(one) === false;
  }
  const text = textOperators.find((one) => one === operator);
  if (text !== undefined) return fromText(text, value);
  const limit = type === "port" ? portOf(value) : Number(value);
  switch (operator) {
    case "<":
      return (one) => Number(one) < limit;
    case "<=":
      return (one) => Number(one) <= limit;
    case ">":
      return (one) => Number(one) > limit;
    case ">=":
      return (one) => Number(one) >= limit;
    default:
      return undefined;
  }
}

function fromText(operator: TextOperator, value: string): ValueTest | undefined {
  const test = createTextTest(operator, value);
  return test === undefined ? undefined : overText(test);
}

/** `oneof` wants exactly one of the values, `anyof` one at least, `allof` all; without values none of them holds. */
function createQuantifiedTest(
  { operator, quantifier, values }: { operator: Check["operator"]; quantifier: Quantifier; values: readonly string[] },
  type: FieldType,
): ValueTest | undefined {
  if (operator === "=" && quantifier === "anyof") return createSetTest(values, type);
  const tests = values.map((value) => createSingleTest(operator, value, type));
  const sound = tests.filter((test) => test !== undefined);
  if (sound.length < tests.length) return undefined;
  return (value) => countsAs(quantifier, sound, value);
}

function countsAs(
  quantifier: Quantifier,
  tests: readonly ValueTest[],
  value: string | number | boolean,
): boolean | undefined {
  let held = 0;
  let open = 0;
  for (const test of tests) {
    const result = test(value);
    if (result === undefined) open += 1;
    else if (result) held += 1;
  }
  if (tests.length === 0) return false;
  if (quantifier === "anyof") return held > 0 || (open > 0 ? undefined : false);
  if (quantifier === "allof") return held + open < tests.length ? false : held === tests.length || undefined;
  if (held > 1) return false;
  return open > 0 ? undefined : held === 1;
}

/** Compares two values that an event gives, for an operator with one value on its right. */
export function compareValues(
  operator: Check["operator"],
  left: string | number | boolean,
  right: FieldValue,
  type: FieldType,
): boolean | undefined {
  if (right === undefined || right === null) return false;
  if (typeof right === "object") return right.some((one) => compareValues("=", left, one, type) === true);
  return createSingleTest(operator === "in" || operator === "intersects" ? "=" : operator, textOf(right), type)?.(left);
}
