import { emptyRecord, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { listIn, mapIn, type PathFunction, textIn, valueIn } from "./operands.ts";

/** Functions about maps. */
export const mapFunctions: Readonly<Record<string, PathFunction>> = {
  keys: (operands) => {
    const map = mapIn(operands, 0);
    return map === undefined ? null : Object.keys(map);
  },
  values: (operands) => {
    const map = mapIn(operands, 0);
    return map === undefined ? null : Object.values(map);
  },
  merge: (operands) => {
    const merged = emptyRecord<ManifestValue>();
    for (const place of operands.keys()) {
      for (const [key, value] of Object.entries(mapIn(operands, place) ?? {})) merged[key] = value;
    }
    return merged;
  },
  items: (operands) => {
    const [map, keyName, valueName] = [mapIn(operands, 0), textIn(operands, 1), textIn(operands, 2)];
    if (map === undefined || keyName === undefined || valueName === undefined) return null;
    return Object.entries(map).map(([key, value]) =>
      recordOf([
        [keyName, key],
        [valueName, value],
      ]),
    );
  },
  object_from_lists: (operands) => {
    const [keys, values] = [listIn(operands, 0), listIn(operands, 1)];
    if (keys === undefined || values === undefined) return null;
    return recordOf(
      keys.flatMap((key, index) => (typeof key === "string" ? [[key, values[index] ?? null] as const] : [])),
    );
  },
  lookup: (operands) => {
    const [held, key] = [valueIn(operands, 0), valueIn(operands, 1)];
    if (isManifestMap(held)) return typeof key === "string" && Object.hasOwn(held, key) ? (held[key] ?? null) : null;
    return typeof key === "number" ? (listIn(operands, 0)?.[key] ?? null) : null;
  },
  label_match: (operands) => {
    const [wanted, labels] = [mapIn(operands, 0), mapIn(operands, 1)];
    if (wanted === undefined || labels === undefined) return null;
    return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
  },
};

function recordOf(entries: readonly (readonly [string, ManifestValue])[]): ManifestValue {
  const record = emptyRecord<ManifestValue>();
  for (const [key, value] of entries) record[key] = value;
  return record;
}
