import { findClosestWord } from "../../model/closest-word.ts";
import type { ManifestObject } from "./manifest-object.ts";
import type { ManifestSet } from "./manifest-set.ts";

/** In a namespace with more objects of a kind no name is looked for that was meant: it would take too long. */
const maxComparedNames = 100;

const indexes = new WeakMap<ManifestSet, Map<string, ReadonlyMap<string, readonly ManifestObject[]>>>();

/** Gives the objects of a kind in a namespace. */
export function objectsIn(set: ManifestSet, kind: string, namespace: string): readonly ManifestObject[] {
  let byKind = indexes.get(set);
  if (byKind === undefined) {
    byKind = new Map();
    indexes.set(set, byKind);
  }
  let byNamespace = byKind.get(kind);
  if (byNamespace === undefined) {
    byNamespace = Map.groupBy(set.ofKind(kind), (object) => object.namespace);
    byKind.set(kind, byNamespace);
  }
  return byNamespace.get(namespace) ?? [];
}

/** Finds the name that was most likely meant among some objects; `undefined` when none is near, or when they are many. */
export function findMeantName(name: string, objects: readonly ManifestObject[]): string | undefined {
  if (objects.length > maxComparedNames) return undefined;
  return findClosestWord(
    name,
    objects.map((object) => object.name),
  );
}
