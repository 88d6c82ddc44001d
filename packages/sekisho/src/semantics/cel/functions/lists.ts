import { add } from "../arithmetic.ts";
import { equals } from "../equality.ts";
import { failure, noOverload } from "../errors.ts";
import { includes } from "../membership.ts";
import { compareValues } from "../order.ts";
import { binary, type Overload, ternary, unary } from "../overload.ts";
import { membershipCost, sizeOf, totalSize } from "../size.ts";
import {
  boolType,
  doubleType,
  durationType,
  dynType,
  intType,
  listOf,
  optionalOf,
  parameter,
  type Type,
  uintType,
} from "../type.ts";
import {
  findMapKey,
  isError,
  itemsOf,
  kindOf,
  type ListValue,
  list,
  noneValue,
  optionalOfValue,
  type Result,
  uint,
  type Value,
} from "../values.ts";

const a = parameter("A");
const listOfA = listOf(a);
const onList = { isMethod: true, cost: sizeOf } as const;
/** How long a list of counted numbers may be, and how many levels of lists become one. */
const maxRange = 100_000;

/** Lists, as Kubernetes and the lists extension know them. Sources: k8s.io/apiserver, cel/library/lists.go; cel-go, ext/lists.go. */
export const lists: readonly Overload[] = [
  unary({ ...onList, name: "isSorted", parameters: [listOfA], result: boolType }, isSorted),
  unary({ ...onList, name: "min", parameters: [listOfA], result: a }, (value) => extreme("min", value)),
  unary({ ...onList, name: "max", parameters: [listOfA], result: a }, (value) => extreme("max", value)),
  ...sums(),
  binary({ ...onList, name: "indexOf", parameters: [listOfA, a], result: intType, cost: searchCost }, (value, item) =>
    BigInt(itemsOf(value).findIndex((one) => equals(one, item))),
  ),
  binary(
    { ...onList, name: "lastIndexOf", parameters: [listOfA, a], result: intType, cost: searchCost },
    (value, item) => BigInt(itemsOf(value).findLastIndex((one) => equals(one, item))),
  ),
  unary({ ...onList, name: "distinct", parameters: [listOfA], result: listOfA, cost: distinctCost }, distinct),
  unary({ ...onList, name: "flatten", parameters: [listOf(listOfA)], result: listOfA }, (value) => flatten(value, 1n)),
  unary({ ...onList, name: "flatten", parameters: [listOf(dynType)], result: listOf(dynType) }, (value) =>
    flatten(value, 1n),
  ),
  binary({ ...onList, name: "flatten", parameters: [listOf(dynType), intType], result: listOf(dynType) }, flatten),
  ternary({ ...onList, name: "slice", parameters: [listOfA, intType, intType], result: listOfA }, slice),
  unary({ ...onList, name: "sort", parameters: [listOfA], result: listOfA }, sort),
  unary({ ...onList, name: "reverse", parameters: [listOfA], result: listOfA }, (value) =>
    list(itemsOf(value).toReversed()),
  ),
  unary({ isMethod: true, name: "first", parameters: [listOfA], result: optionalOf(a) }, (value) =>
    optionalItem(itemsOf(value)[0]),
  ),
  unary({ isMethod: true, name: "last", parameters: [listOfA], result: optionalOf(a) }, (value) =>
    optionalItem(itemsOf(value).at(-1)),
  ),
  unary({ name: "lists.range", parameters: [intType], result: listOf(intType), cost: rangeCost }, range),
];

function searchCost(collection: Value, value: Value): number {
  return membershipCost(value, collection);
}

function optionalItem(item: Value | undefined): Result {
  return item === undefined ? noneValue : optionalOfValue(item);
}

function unordered(name: string, value: ListValue): Result {
  return noOverload(name, [value]);
}

/** Says whether all items are of one kind that has an order. */
function isOrdered(items: readonly Value[]): boolean {
  const [first] = items;
  if (first === undefined) return true;
  const kind = kindOf(first);
  return items.every((item) => kindOf(item) === kind && compareValues(item, item) !== undefined);
}

function isSorted(value: ListValue): Result {
  const items = itemsOf(value);
  if (!isOrdered(items)) return unordered("isSorted", value);
  return items.every((item, index) => {
    const next = items[index + 1];
    return next === undefined || (compareValues(item, next) ?? 0) <= 0;
  });
}

function extreme(name: "min" | "max", value: ListValue): Result {
  const items = itemsOf(value);
  const [first] = items;
  if (first === undefined) return failure(`${name} called on an empty list`, `空のリストの ${name} は求められません`);
  if (!isOrdered(items)) return unordered(name, value);
  let best = first;
  for (const item of items) {
    const order = compareValues(item, best) ?? 0;
    if (name === "min" ? order < 0 : order > 0) best = item;
  }
  return best;
}

/** The sum of a list; of an empty one the zero of the type that the expression gives it. */
function sums(): readonly Overload[] {
  const zeros: readonly (readonly [Type, Value])[] = [
    [intType, 0n],
    [uintType, uint(0n)],
    [doubleType, 0],
    [durationType, { kind: "duration", nanoseconds: 0n }],
  ];
  return zeros.map(([type, zero]) =>
    unary({ ...onList, name: "sum", parameters: [listOf(type)], result: type }, (value) => {
      const [first, ...rest] = itemsOf(value);
      if (first === undefined) return zero;
      if (add(first, first) === undefined || !["int", "uint", "double", "duration"].includes(kindOf(first)))
        return unordered("sum", value);
      let sum: Result = first;
      for (const item of rest) {
        if (isError(sum)) return sum;
        sum = add(sum, item);
      }
      return sum;
    }),
  );
}

/** Numbers, texts and bools are found by their key; other items are compared with each other. */
function distinctCost(value: Value): number {
  if (typeof value !== "object" || value?.kind !== "list") return 1;
  const compared = itemsOf(value).filter((item) => findMapKey(item) === undefined).length;
  return itemsOf(value).length + (compared === 0 ? 0 : compared * totalSize(value));
}

function distinct(value: ListValue): Result {
  const seen = new Set<unknown>();
  const others: Value[] = [];
  const kept = itemsOf(value).filter((item) => {
    const key = findMapKey(item);
    if (key === undefined) {
      if (includes(others, item)) return false;
      others.push(item);
      return true;
    }
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return list(kept);
}

function flatten(value: ListValue, depth: bigint): Result {
  if (depth < 0n) return failure("flatten: the level must not be negative", "flatten の段数に負の値は指定できません");
  let items = itemsOf(value);
  for (let level = 0n; level < depth && items.some(isList); level++) {
    if (items.length > maxRange) return tooLong("flatten");
    items = items.flatMap((item) => (isList(item) ? itemsOf(item) : [item]));
  }
  return list(items);
}

function isList(value: Value): value is ListValue {
  return typeof value === "object" && value?.kind === "list";
}

function slice(value: ListValue, from: bigint, to: bigint): Result {
  const items = itemsOf(value);
  if (from < 0n || to < from || to > BigInt(items.length)) {
    return failure(
      `cannot slice(${from}, ${to}) a list of ${items.length}`,
      `要素数 ${items.length} のリストから slice(${from}, ${to}) は取り出せません`,
    );
  }
  return list(items.slice(Number(from), Number(to)));
}

function sort(value: ListValue): Result {
  const items = itemsOf(value);
  return isOrdered(items)
    ? list(items.toSorted((left, right) => compareValues(left, right) ?? 0))
    : unordered("sort", value);
}

function rangeCost(size: Value): number {
  return typeof size === "bigint" && size > 0n && size <= maxRange ? Number(size) : 0;
}

function range(size: bigint): Result {
  if (size > maxRange) return tooLong("lists.range");
  return list(Array.from({ length: Math.max(0, Number(size)) }, (_, index) => BigInt(index)));
}

function tooLong(name: string): Result {
  return failure(`${name}: a list of more than ${maxRange} items`, `${name} の結果が上限の ${maxRange} 要素を超えます`);
}
