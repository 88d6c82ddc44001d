import type { ServiceRules } from "../data-classes/security-policy.ts";
import { findPodTemplate } from "../pod-settings/find-pod-template.ts";
import { newestKubernetesMinor } from "./kubernetes-version.ts";
import type { ManifestObject } from "./manifest-object.ts";
import type { ManifestSet } from "./manifest-set.ts";

/** What is known of a set beside its objects. */
export interface SetFacts {
  readonly kubernetesMinor?: number;
  readonly isWhole?: boolean;
  readonly services?: readonly ServiceRules[];
}

/** Makes a set of objects that are judged together. */
export function createManifestSet(objects: readonly ManifestObject[], facts: SetFacts = {}): ManifestSet {
  const kinds = new Map<string, ObjectsOfKind>();
  for (const object of objects) {
    let ofKind = kinds.get(object.kind);
    if (ofKind === undefined) {
      ofKind = { objects: [], byNamespace: new Map() };
      kinds.set(object.kind, ofKind);
    }
    ofKind.objects.push(object);
    if (object.name !== "") addName(ofKind.byNamespace, object);
  }
  const find = (kind: string, namespace: string, name: string) =>
    kinds.get(kind)?.byNamespace.get(namespace)?.get(name);
  const serviceAccountOf = (namespace: string, name: string) => find("ServiceAccount", namespace, name);
  return {
    objects,
    templates: objects.flatMap((object) => findPodTemplate(object, serviceAccountOf) ?? []),
    kubernetesMinor: facts.kubernetesMinor ?? newestKubernetesMinor,
    isWhole: facts.isWhole ?? false,
    services: facts.services ?? [],
    ofKind: (kind) => kinds.get(kind)?.objects ?? [],
    find,
  };
}

interface ObjectsOfKind {
  readonly objects: ManifestObject[];
  readonly byNamespace: Map<string, Map<string, ManifestObject>>;
}

/** Of two with one name the first is the one that is found; that there are two is a check's question. */
function addName(byNamespace: ObjectsOfKind["byNamespace"], object: ManifestObject): void {
  const names = byNamespace.get(object.namespace);
  if (names === undefined) byNamespace.set(object.namespace, new Map([[object.name, object]]));
  else if (!names.has(object.name)) names.set(object.name, object);
}
