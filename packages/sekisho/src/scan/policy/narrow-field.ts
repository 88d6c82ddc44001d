import {
  findValue,
  isManifestList,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
  pointerKeys,
} from "../../semantics/kubernetes/manifest-value.ts";

/** Longer lists are shown as a whole. */
const maxItems = 50;

/**
 * Gives the items of a list that a policy refuses, where it refuses a list for its items: it takes the list when empty.
 * The pointer itself for anything else.
 *
 * @param isRefused Says whether the policy refuses the object with another list there.
 */
export function narrowField(
  object: ManifestMap,
  pointer: string,
  isRefused: (object: ManifestMap) => boolean,
): readonly string[] {
  const keys = pointerKeys(pointer);
  const list = findValue(object, ...keys);
  if (!isManifestList(list) || list.length === 0 || list.length > maxItems) return [pointer];
  const refusesWith = (items: readonly ManifestValue[]) => isRefused(replaceAt(object, keys, items));
  if (refusesWith([])) return [pointer];
  const refused = list.flatMap((item, index) => (refusesWith([item]) ? [`${pointer}/${index}`] : []));
  return refused.length === 0 ? [pointer] : refused;
}

function replaceAt(holder: ManifestMap, [key, ...rest]: readonly string[], value: ManifestValue): ManifestMap {
  if (key === undefined) return holder;
  const inner = holder[key];
  return { ...holder, [key]: rest.length > 0 && isManifestMap(inner) ? replaceAt(inner, rest, value) : value };
}
