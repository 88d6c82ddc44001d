import { signed } from "../arithmetic.ts";
import { failure, noOverload } from "../errors.ts";
import { compareValues } from "../order.ts";
import { binary, type Overload, unary } from "../overload.ts";
import { sizeOf } from "../size.ts";
import { boolType, doubleType, dynType, intType, listOf, type Type, uintType } from "../type.ts";
import { itemsOf, type Result, uint, type Value } from "../values.ts";

const numberTypes = [intType, uintType, doubleType];
const mask = (1n << 64n) - 1n;

/** The math extension. Source: cel-go, ext/math.go, version 2. */
export const mathFunctions: readonly Overload[] = [
  ...extremes("math.greatest", (order) => order > 0),
  ...extremes("math.least", (order) => order < 0),
  rounding("math.ceil", Math.ceil),
  rounding("math.floor", Math.floor),
  rounding("math.round", roundAwayFromZero),
  rounding("math.trunc", Math.trunc),
  unary({ name: "math.sqrt", parameters: [doubleType], result: doubleType }, Math.sqrt),
  unary({ name: "math.sqrt", parameters: [intType], result: doubleType }, (value) => Math.sqrt(Number(value))),
  unary({ name: "math.sqrt", parameters: [uintType], result: doubleType }, ({ value }) => Math.sqrt(Number(value))),
  unary({ name: "math.abs", parameters: [intType], result: intType }, (value) => signed(value < 0n ? -value : value)),
  unary({ name: "math.abs", parameters: [uintType], result: uintType }, (value) => value),
  unary({ name: "math.abs", parameters: [doubleType], result: doubleType }, Math.abs),
  unary({ name: "math.sign", parameters: [intType], result: intType }, (value) => BigInt(Math.sign(Number(value)))),
  unary({ name: "math.sign", parameters: [uintType], result: uintType }, ({ value }) => uint(value === 0n ? 0n : 1n)),
  unary({ name: "math.sign", parameters: [doubleType], result: doubleType }, Math.sign),
  doubleTest("math.isNaN", Number.isNaN),
  doubleTest("math.isInf", (value) => Math.abs(value) === Number.POSITIVE_INFINITY),
  doubleTest("math.isFinite", Number.isFinite),
  ...bitwise("math.bitAnd", (left, right) => left & right),
  ...bitwise("math.bitOr", (left, right) => left | right),
  ...bitwise("math.bitXor", (left, right) => left ^ right),
  unary({ name: "math.bitNot", parameters: [intType], result: intType }, (value) => ~value),
  unary({ name: "math.bitNot", parameters: [uintType], result: uintType }, ({ value }) => uint(~value & mask)),
  ...shift("math.bitShiftLeft", (bits, count) => (bits << count) & mask),
  ...shift("math.bitShiftRight", (bits, count) => bits >> count),
];

/** Of a list of numbers, of one or of two; more than two are made into a list when the expression is read. */
function extremes(name: string, isBetter: (order: number) => boolean): readonly Overload[] {
  const pick = (values: readonly Value[]): Result => {
    const [first, ...others] = values;
    if (first === undefined) return failure(`${name} of an empty list`, `${name} に空のリストは渡せません`);
    let best = first;
    if (!isNumber(first)) return noOverload(name, values);
    for (const value of others) {
      if (!isNumber(value)) return noOverload(name, values);
      if (isBetter(compareValues(value, best) ?? 0)) best = value;
    }
    return best;
  };
  return [
    ...numberTypes.map((type) => unary({ name, parameters: [type], result: type }, (value: Value) => value)),
    ...numberTypes.flatMap((left) =>
      numberTypes.map((right) =>
        binary({ name, parameters: [left, right], result: left === right ? left : dynType }, (one: Value, two: Value) =>
          pick([one, two]),
        ),
      ),
    ),
    ...numberTypes.map((type) =>
      unary({ name, parameters: [listOf(type)], result: type, cost: sizeOf }, (list) => pick(itemsOf(list))),
    ),
    unary({ name, parameters: [listOf(dynType)], result: dynType, cost: sizeOf }, (list) => pick(itemsOf(list))),
  ];
}

function isNumber(value: Value): boolean {
  return (
    typeof value === "bigint" || typeof value === "number" || (typeof value === "object" && value?.kind === "uint")
  );
}

function rounding(name: string, round: (value: number) => number): Overload {
  return unary({ name, parameters: [doubleType], result: doubleType }, round);
}

function roundAwayFromZero(value: number): number {
  return Math.abs(value % 1) < 0.5 ? Math.trunc(value) : Math.trunc(value) + Math.sign(value);
}

function doubleTest(name: string, test: (value: number) => boolean): Overload {
  return unary({ name, parameters: [doubleType], result: boolType }, test);
}

function bitwise(name: string, combine: (left: bigint, right: bigint) => bigint): readonly Overload[] {
  return [
    binary({ name, parameters: [intType, intType], result: intType }, combine),
    binary({ name, parameters: [uintType, uintType], result: uintType }, (left, right) =>
      uint(combine(left.value, right.value)),
    ),
  ];
}

/** Shifts 64 bits; a shift to the right fills up with zeros, whatever the sign. */
function shift(name: string, move: (bits: bigint, count: bigint) => bigint): readonly Overload[] {
  const shifted = (value: bigint, count: bigint): bigint => (count > 63n ? 0n : move(value & mask, count));
  const checked = (count: bigint, result: () => Result): Result =>
    count < 0n ? failure(`${name}: negative offset ${count}`, `${name} のシフト量 ${count} が負です`) : result();
  const types: readonly [Type<"int">, Type<"uint">] = [intType, uintType];
  return [
    binary({ name, parameters: [types[0], intType], result: intType }, (value, count) =>
      checked(count, () => BigInt.asIntN(64, shifted(value, count))),
    ),
    binary({ name, parameters: [types[1], intType], result: uintType }, ({ value }, count) =>
      checked(count, () => uint(shifted(value, count))),
    ),
  ];
}
