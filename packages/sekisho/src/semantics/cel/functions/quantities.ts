import { scaled } from "../equality.ts";
import { failure, notReadable } from "../errors.ts";
import { binary, type Overload, unary } from "../overload.ts";
import { traversalCost } from "../size.ts";
import { boolType, doubleType, intType, quantityType, stringType } from "../type.ts";
import type { QuantityValue, Result } from "../values.ts";
import { parseQuantity } from "./parse-quantity.ts";

/** Quantities of resources, `1.5Gi`. Source: k8s.io/apiserver, cel/library/quantity.go. */
export const quantities: readonly Overload[] = [
  unary(
    { name: "quantity", parameters: [stringType], result: quantityType, cost: traversalCost },
    (text) => parseQuantity(text) ?? notReadable("quantity", text),
  ),
  unary(
    { name: "isQuantity", parameters: [stringType], result: boolType, cost: traversalCost },
    (text) => parseQuantity(text) !== undefined,
  ),
  unary(
    { name: "isInteger", isMethod: true, parameters: [quantityType], result: boolType },
    (value) => integerOf(value) !== undefined,
  ),
  unary({ name: "asInteger", isMethod: true, parameters: [quantityType], result: intType }, (value): Result => {
    return integerOf(value) ?? failure("cannot convert value to integer", "整数に変換できない値です");
  }),
  unary(
    { name: "asApproximateFloat", isMethod: true, parameters: [quantityType], result: doubleType },
    ({ digits, exponent }) => Number(`${digits}e${exponent}`),
  ),
  unary({ name: "sign", isMethod: true, parameters: [quantityType], result: intType }, (value) =>
    BigInt(compare(value, zero)),
  ),
  binary(
    { name: "compareTo", isMethod: true, parameters: [quantityType, quantityType], result: intType },
    (left, right) => BigInt(compare(left, right)),
  ),
  binary(
    { name: "isLessThan", isMethod: true, parameters: [quantityType, quantityType], result: boolType },
    (left, right) => compare(left, right) < 0,
  ),
  binary(
    { name: "isGreaterThan", isMethod: true, parameters: [quantityType, quantityType], result: boolType },
    (left, right) => compare(left, right) > 0,
  ),
  binary({ name: "add", isMethod: true, parameters: [quantityType, quantityType], result: quantityType }, sum),
  binary({ name: "add", isMethod: true, parameters: [quantityType, intType], result: quantityType }, (left, right) =>
    sum(left, whole(right)),
  ),
  binary(
    { name: "sub", isMethod: true, parameters: [quantityType, quantityType], result: quantityType },
    (left, right) => sum(left, { ...right, digits: -right.digits }),
  ),
  binary({ name: "sub", isMethod: true, parameters: [quantityType, intType], result: quantityType }, (left, right) =>
    sum(left, whole(-right)),
  ),
];

const zero = whole(0n);

function whole(digits: bigint): QuantityValue {
  return { kind: "quantity", digits, exponent: 0 };
}

/** Gives a quantity as an int; `undefined` when it is a fraction or too large. */
function integerOf(value: QuantityValue): bigint | undefined {
  const scale = 10n ** BigInt(Math.max(0, -value.exponent));
  const number = scaled(value, Math.min(0, value.exponent));
  if (number % scale !== 0n) return undefined;
  const integer = number / scale;
  return BigInt.asIntN(64, integer) === integer ? integer : undefined;
}

function compare(left: QuantityValue, right: QuantityValue): -1 | 0 | 1 {
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = scaled(left, exponent) - scaled(right, exponent);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

function sum(left: QuantityValue, right: QuantityValue): QuantityValue {
  const exponent = Math.min(left.exponent, right.exponent);
  return { kind: "quantity", digits: scaled(left, exponent) + scaled(right, exponent), exponent };
}
