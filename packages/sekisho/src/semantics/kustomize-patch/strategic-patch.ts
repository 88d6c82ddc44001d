import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import {
  emptyRecord,
  isManifestList,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
} from "../kubernetes/manifest-value.ts";
import { applyChanges } from "../manifest-edit/apply-changes.ts";
import { type ChangeTree, grownValue } from "../manifest-edit/change-tree.ts";
import { findTemplateKeys } from "../pod-settings/find-pod-template.ts";

/**
 * Lists of a pod whose items are told apart by a field, and merged by it.
 * Source: Kubernetes API types, `patchMergeKey` of PodSpec and Container. Ports are left out: two may share a number.
 */
const mergeKeys: ReadonlyMap<string, string> = new Map([
  ["containers", "name"],
  ["initContainers", "name"],
  ["ephemeralContainers", "name"],
  ["volumes", "name"],
  ["env", "name"],
  ["volumeMounts", "mountPath"],
  ["volumeDevices", "devicePath"],
]);

/** Lists of a pod that are replaced as a whole. */
const atomicLists: ReadonlySet<string> = new Set([
  "add",
  "drop",
  "args",
  "command",
  "tolerations",
  "supplementalGroups",
]);

/**
 * Writes changes of an object as a strategic merge patch; `undefined` where merging would not give the wanted value, or
 * the API's merge rules for the kind are not those of Kubernetes' own types.
 */
export function findStrategicPatch(object: ManifestObject, tree: ChangeTree): ManifestMap | undefined {
  const group = groupOf(object);
  const isOwn = group === "" || group === "apps" || group === "batch" || group.endsWith(".k8s.io");
  if (!isOwn || changesName(tree)) return undefined;
  const changed = merge(object.content, tree, { key: "", inPod: findTemplateKeys(object) !== undefined });
  if (!isManifestMap(changed)) return undefined;
  const metadata = isManifestMap(changed["metadata"]) ? changed["metadata"] : {};
  const { apiVersion, kind } = object;
  const patch = emptyRecord<ManifestValue>();
  Object.assign(patch, { apiVersion, kind, metadata: { name: object.name, ...metadata } });
  for (const [key, value] of Object.entries(changed)) if (!Object.hasOwn(patch, key)) patch[key] = value;
  return patch;
}

/** What a patch is found by cannot be changed by merging. */
function changesName(tree: ChangeTree): boolean {
  if (tree.kind !== "inside") return true;
  const metadata = tree.children.get("metadata");
  const inMetadata = metadata?.kind === "inside" ? metadata.children : undefined;
  return (
    ["apiVersion", "kind"].some((key) => tree.children.has(key)) ||
    ["name", "namespace"].some((key) => inMetadata?.has(key) === true)
  );
}

interface MergePlace {
  readonly key: string;
  readonly inPod: boolean;
}

/** Gives the part of a patch that changes a value; `undefined` when no merge does it. */
function merge(value: ManifestValue | undefined, tree: ChangeTree, place: MergePlace): ManifestValue | undefined {
  if (tree.kind === "remove") return null;
  if (value === undefined || value === null) {
    const grown = grownValue(tree);
    return grown !== undefined && holdsNoNull(grown) ? grown : undefined;
  }
  if (tree.kind === "set") return mergeSet(value, tree.value, place);
  if (isManifestList(value)) return mergeList(value, tree, place);
  if (!isManifestMap(value)) return undefined;
  const patch = emptyRecord<ManifestValue>();
  for (const [key, child] of tree.children) {
    const held = merge(value[key], child, { ...place, key });
    if (held === undefined) return undefined;
    patch[key] = held;
  }
  return patch;
}

function mergeSet(before: ManifestValue, after: ManifestValue, { key, inPod }: MergePlace): ManifestValue | undefined {
  // A map or a list would be merged with what is there, and a null removes.
  if (isManifestMap(before) || isManifestMap(after) || after === null) return undefined;
  // Kustomize keeps the type of what it merges over: "true" would stay a text.
  if (!isManifestList(before) && !isManifestList(after)) return typeof before === typeof after ? after : undefined;
  return inPod && atomicLists.has(key) ? after : undefined;
}

function mergeList(
  list: readonly ManifestValue[],
  tree: Extract<ChangeTree, { kind: "inside" }>,
  { key, inPod }: MergePlace,
): ManifestValue | undefined {
  if (!inPod) return undefined;
  if (atomicLists.has(key)) return applyChanges(list, tree);
  const mergeKey = mergeKeys.get(key);
  if (mergeKey === undefined || tree.appended.length > 0) return undefined;
  const patches: ManifestValue[] = [];
  for (const [index, child] of tree.children) {
    const item = list[Number(index)];
    const name = isManifestMap(item) ? item[mergeKey] : undefined;
    const isUnique = list.filter((other) => isManifestMap(other) && other[mergeKey] === name).length === 1;
    if (typeof name !== "string" || !isUnique || child.kind === "set") return undefined;
    if (child.kind === "remove") patches.push({ [mergeKey]: name, $patch: "delete" });
    else {
      const changed = merge(item, child, { key, inPod });
      if (!isManifestMap(changed) || Object.hasOwn(changed, mergeKey)) return undefined;
      patches.push({ [mergeKey]: name, ...changed });
    }
  }
  return patches;
}

/** A null in what is added would be taken for a removal. */
function holdsNoNull(value: ManifestValue): boolean {
  if (value === null) return false;
  return typeof value !== "object" || Object.values(value).every(holdsNoNull);
}
