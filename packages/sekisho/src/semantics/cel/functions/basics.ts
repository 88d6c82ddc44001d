import { binary, type Overload, unary } from "../overload.ts";
import { countCodePoints, traversalCost } from "../size.ts";
import {
  boolType,
  bytesType,
  dynType,
  intType,
  listOf,
  mapOf,
  parameter,
  stringType,
  type Type,
  typeOf,
} from "../type.ts";
import { entriesOf, itemsOf, kindOf, type Result, typeValue, type Value } from "../values.ts";
import { namesOfKinds } from "./kind-names.ts";

const a = parameter("A");
const b = parameter("B");

/** `size`, as a function and as a method. */
const sizes = [false, true].flatMap((isMethod): readonly Overload[] => {
  const signature = { name: "size", isMethod, result: intType };
  return [
    unary({ ...signature, parameters: [stringType], cost: traversalCost }, (text) => BigInt(countCodePoints(text))),
    unary({ ...signature, parameters: [bytesType] }, ({ bytes }) => BigInt(bytes.length)),
    unary({ ...signature, parameters: [listOf(a)] }, (list) => BigInt(itemsOf(list).length)),
    unary({ ...signature, parameters: [mapOf(a, b)] }, (map) => BigInt(entriesOf(map).size)),
  ];
});

/** Functions that every expression may call. Source: CEL language definition, "List of Standard Definitions". */
export const basics: readonly Overload[] = [
  ...sizes,
  unary({ name: "dyn", parameters: [a], result: dynType }, (value) => value),
  unary({ name: "type", parameters: [a], result: typeOf(a) }, typeOfValue),
  textTest("contains", (text, part) => text.includes(part)),
  textTest("startsWith", (text, part) => text.startsWith(part)),
  textTest("endsWith", (text, part) => text.endsWith(part)),
];

function textTest(name: string, test: (text: string, part: string) => boolean): Overload {
  const parameters: readonly [Type<"string">, Type<"string">] = [stringType, stringType];
  return binary({ name, isMethod: true, parameters, result: boolType, cost: traversalCost }, test);
}

function typeOfValue(value: Value): Result {
  return typeValue(namesOfKinds[kindOf(value)]);
}
