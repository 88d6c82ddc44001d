import { isManifestList, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { expressionIn, listIn, type Operand, type PathFunction, textIn, valueIn } from "./operands.ts";
import { isSameValue, orderOf } from "./values.ts";

/** Functions about lists, and about what has a length. */
export const listFunctions: Readonly<Record<string, PathFunction>> = {
  length: (operands) => lengthOf(valueIn(operands, 0)),
  contains: (operands) => {
    const held = valueIn(operands, 0);
    const wanted = valueIn(operands, 1);
    if (isManifestList(held)) return held.some((item) => isSameValue(item, wanted));
    return typeof held === "string" && typeof wanted === "string" ? held.includes(wanted) : null;
  },
  reverse: (operands) => {
    const text = textIn(operands, 0);
    if (text !== undefined) return Array.from(text).toReversed().join("");
    return listIn(operands, 0)?.toReversed() ?? null;
  },
  sort: (operands) => sorted(listIn(operands, 0), (item) => item),
  sort_by: (operands) => sorted(listIn(operands, 0), expressionIn(operands, 1)),
  max: (operands) => sorted(listIn(operands, 0), (item) => item)?.at(-1) ?? null,
  min: (operands) => sorted(listIn(operands, 0), (item) => item)?.[0] ?? null,
  max_by: (operands) => sorted(listIn(operands, 0), expressionIn(operands, 1))?.at(-1) ?? null,
  min_by: (operands) => sorted(listIn(operands, 0), expressionIn(operands, 1))?.[0] ?? null,
  map: (operands) => {
    const [ask, items] = [expressionIn(operands, 0), listIn(operands, 1)];
    return ask === undefined || items === undefined ? null : items.map(ask);
  },
  not_null: (operands) => operands.map((_, place) => valueIn(operands, place)).find((value) => value !== null) ?? null,
  to_array: (operands) => {
    const value = valueIn(operands, 0);
    return isManifestList(value) ? value : [value];
  },
  type: (operands) => typeOf(valueIn(operands, 0)),
};

/** What is not there has no length: policies ask for the length of lists that may be missing. */
function lengthOf(value: ManifestValue): number | null {
  if (value === null) return 0;
  if (isManifestList(value)) return value.length;
  if (isManifestMap(value)) return Object.keys(value).length;
  return typeof value === "string" ? Array.from(value).length : null;
}

/** Sorts by what an expression gives of each item; `null` when those cannot be compared with each other. */
function sorted(
  items: readonly ManifestValue[] | undefined,
  keyOf: Exclude<Operand, ManifestValue> | undefined,
): readonly ManifestValue[] | null {
  if (items === undefined || keyOf === undefined) return null;
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  const [first] = keyed;
  if (keyed.some(({ key }) => orderOf(key, first?.key ?? null) === undefined)) return null;
  return keyed.toSorted((left, right) => orderOf(left.key, right.key) ?? 0).map(({ item }) => item);
}

function typeOf(value: ManifestValue): string {
  if (value === null) return "null";
  if (isManifestList(value)) return "array";
  return typeof value;
}
