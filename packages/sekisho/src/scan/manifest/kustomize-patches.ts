import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { describeObject } from "../../semantics/kubernetes/manifest-object.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { type ChangedObject, writeComponent } from "../../semantics/kustomize-patch/write-component.ts";
import type { RepairedManifest } from "./fix-manifests.ts";
import { parseManifest } from "./read-manifest.ts";

/** Writes repairs as a Kustomize component instead of into their files; empty when there are none. */
export function writeKustomizePatches(
  files: readonly { readonly path: string; readonly text: string }[],
  repaired: readonly RepairedManifest[],
): string {
  const after = new Map(repaired.map((file) => [file.path, file]));
  return writeComponent(files.flatMap(({ path, text }) => findChanged(path, text, after.get(path))));
}

function findChanged(path: string, text: string, repaired: RepairedManifest | undefined): readonly ChangedObject[] {
  if (repaired === undefined || repaired.text === text) return [];
  const after = new Map(objectsOf(path, repaired.text).map((object) => [placeOf(object), object]));
  return objectsOf(path, text).flatMap((before) => {
    const changed = after.get(placeOf(before));
    if (changed === undefined) return [];
    const name = describeObject(before);
    const rules = repaired.applied
      .filter(({ subject }) => subject === name || subject.startsWith(`${name}/`))
      .map(({ rule }) => rule);
    return [{ before, after: changed, rules: [...new Set(rules)].toSorted() }];
  });
}

function objectsOf(path: string, text: string): readonly ManifestObject[] {
  return readObjects(parseManifest(path, text).documents, { path }).objects;
}

function placeOf({ source }: ManifestObject): string {
  return `${source.document}${source.pointer}`;
}
