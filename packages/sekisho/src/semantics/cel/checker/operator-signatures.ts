import {
  boolType,
  bytesType,
  doubleType,
  durationType,
  intType,
  listOf,
  mapOf,
  optionalOf,
  parameter,
  stringType,
  type Type,
  timestampType,
  uintType,
} from "../type.ts";

/** What an operator takes and gives. */
export interface OperatorSignature {
  readonly parameters: readonly Type[];
  readonly result: Type;
}

const a = parameter("A");
const b = parameter("B");
const numbers = [intType, uintType, doubleType];

/** The operators' signatures. Source: CEL language definition, "List of Standard Definitions"; cel-go for optionals. */
export const operatorSignatures: ReadonlyMap<string, readonly OperatorSignature[]> = new Map([
  [
    "_+_",
    [
      ...alike([...numbers, stringType, bytesType, listOf(a), durationType]),
      { parameters: [timestampType, durationType], result: timestampType },
      { parameters: [durationType, timestampType], result: timestampType },
    ],
  ],
  [
    "_-_",
    [
      ...alike([...numbers, durationType]),
      { parameters: [timestampType, timestampType], result: durationType },
      { parameters: [timestampType, durationType], result: timestampType },
    ],
  ],
  ["_*_", alike(numbers)],
  ["_/_", alike(numbers)],
  ["_%_", alike([intType, uintType])],
  ["-_", [intType, doubleType].map((type) => ({ parameters: [type], result: type }))],
  ["!_", [{ parameters: [boolType], result: boolType }]],
  ["_==_", [{ parameters: [a, a], result: boolType }]],
  ["_!=_", [{ parameters: [a, a], result: boolType }]],
  ...["_<_", "_<=_", "_>_", "_>=_"].map((name): [string, readonly OperatorSignature[]] => [name, relations()]),
  [
    "@in",
    [
      { parameters: [a, listOf(a)], result: boolType },
      { parameters: [a, mapOf(a, b)], result: boolType },
    ],
  ],
  [
    "_[_]",
    [
      { parameters: [listOf(a), intType], result: a },
      { parameters: [mapOf(a, b), a], result: b },
      { parameters: [optionalOf(listOf(a)), intType], result: optionalOf(a) },
      { parameters: [optionalOf(mapOf(a, b)), a], result: optionalOf(b) },
    ],
  ],
  [
    "_[?_]",
    [
      { parameters: [listOf(a), intType], result: optionalOf(a) },
      { parameters: [mapOf(a, b), a], result: optionalOf(b) },
      { parameters: [optionalOf(listOf(a)), intType], result: optionalOf(a) },
      { parameters: [optionalOf(mapOf(a, b)), a], result: optionalOf(b) },
    ],
  ],
  ["_?_:_", [{ parameters: [boolType, a, a], result: a }]],
]);

function alike(types: readonly Type[]): readonly OperatorSignature[] {
  return types.map((type) => ({ parameters: [type, type], result: type }));
}

/** Two values of one type that has an order, or two numbers of any types. */
function relations(): readonly OperatorSignature[] {
  const same = [boolType, stringType, bytesType, timestampType, durationType].map((type) => [type, type]);
  const mixed = numbers.flatMap((left) => numbers.map((right) => [left, right]));
  return [...same, ...mixed].map((parameters) => ({ parameters, result: boolType }));
}
