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
  const byKind = new Map<string, ManifestObject[]>();
  const byName = new Map<string, ManifestObject>();
  for (const object of objects) {
    const ofKind = byKind.get(object.kind);
    if (ofKind === undefined) byKind.set(object.kind, [object]);
    else ofKind.push(object);
    const key = keyOf(object.kind, object.namespace, object.name);
    // Of two with one name the first is the one that is found; that there are two is a check's question.
    if (object.name !== "" && !byName.has(key)) byName.set(key, object);
  }
  const find = (kind: string, namespace: string, name: string) => byName.get(keyOf(kind, namespace, name));
  const serviceAccountOf = (namespace: string, name: string) => find("ServiceAccount", namespace, name);
  return {
    objects,
    templates: objects.flatMap((object) => findPodTemplate(object, serviceAccountOf) ?? []),
    kubernetesMinor: facts.kubernetesMinor ?? newestKubernetesMinor,
    isWhole: facts.isWhole ?? false,
    services: facts.services ?? [],
    ofKind: (kind) => byKind.get(kind) ?? [],
    find,
  };
}

/** No name of Kubernetes holds a line end. */
function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}\n${namespace}\n${name}`;
}
