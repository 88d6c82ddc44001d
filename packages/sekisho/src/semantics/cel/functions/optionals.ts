import { failure, noOverload } from "../errors.ts";
import { binary, nullary, type Overload, unary } from "../overload.ts";
import { boolType, listOf, optionalOf, parameter } from "../type.ts";
import {
  entriesOf,
  itemsOf,
  type ListValue,
  list as listOfValues,
  noneValue,
  optionalOfValue,
  type Result,
  type Value,
} from "../values.ts";

const a = parameter("A");

/** Values that may be there. `or` and `orValue` are compiled apart, for they compute their argument only when needed. */
export const optionals: readonly Overload[] = [
  nullary({ name: "optional.none", parameters: [], result: optionalOf(a) }, () => noneValue),
  unary({ name: "optional.of", parameters: [a], result: optionalOf(a) }, optionalOfValue),
  unary({ name: "optional.ofNonZeroValue", parameters: [a], result: optionalOf(a) }, (value) =>
    isZero(value) ? noneValue : optionalOfValue(value),
  ),
  unary(
    { name: "hasValue", isMethod: true, parameters: [optionalOf(a)], result: boolType },
    ({ value }) => value !== undefined,
  ),
  unary({ name: "value", isMethod: true, parameters: [optionalOf(a)], result: a }, ({ value }) =>
    value === undefined
      ? failure("optional.none() dereference: the optional holds no value", "optional に値がありません")
      : value,
  ),
  binary(
    { name: "or", isMethod: true, parameters: [optionalOf(a), optionalOf(a)], result: optionalOf(a) },
    (left, right) => (left.value === undefined ? right : left),
  ),
  binary(
    { name: "orValue", isMethod: true, parameters: [optionalOf(a), a], result: a },
    ({ value }, other) => value ?? other,
  ),
  unary({ name: "optional.unwrap", parameters: [listOf(optionalOf(a))], result: listOf(a) }, unwrapAll),
  unary({ name: "unwrapOpt", isMethod: true, parameters: [listOf(optionalOf(a))], result: listOf(a) }, unwrapAll),
];

function unwrapAll(list: ListValue): Result {
  const held: Value[] = [];
  for (const item of itemsOf(list)) {
    if (typeof item !== "object" || item?.kind !== "optional") return noOverload("unwrapOpt", [item]);
    if (item.value !== undefined) held.push(item.value);
  }
  return listOfValues(held);
}

/** Says whether a value is what its type has when nothing was said. */
function isZero(value: Value): boolean {
  if (value === null || value === false || value === "" || value === 0 || value === 0n) return true;
  if (typeof value !== "object") return false;
  switch (value.kind) {
    case "uint":
      return value.value === 0n;
    case "bytes":
      return value.bytes.length === 0;
    case "list":
      return itemsOf(value).length === 0;
    case "map":
      return entriesOf(value).size === 0;
    case "optional":
      return value.value === undefined;
    case "duration":
    case "timestamp":
      return value.nanoseconds === 0n;
    default:
      return false;
  }
}
