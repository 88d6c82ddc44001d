import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { findTextAt, listAt } from "../kubernetes/manifest-value.ts";

/**
 * Gives the Services that an Ingress or a route of a Gateway leads to, as `NAMESPACE/NAME`.
 *
 * Source: Kubernetes API reference, Ingress v1; Gateway API, HTTPRoute and TLSRoute.
 */
export function backendsOf({ content, namespace }: Pick<ManifestObject, "content" | "namespace">): readonly string[] {
  const first = findTextAt(content, "spec", "defaultBackend", "service", "name");
  const names = first === undefined ? [] : [`${namespace}/${first}`];
  for (const rule of listAt(content, "spec", "rules")) {
    for (const path of listAt(rule, "http", "paths")) {
      const name = findTextAt(path, "backend", "service", "name");
      if (name !== undefined) names.push(`${namespace}/${name}`);
    }
    for (const backend of listAt(rule, "backendRefs")) {
      const name = findTextAt(backend, "name");
      if (name !== undefined) names.push(`${findTextAt(backend, "namespace") ?? namespace}/${name}`);
    }
  }
  return names;
}
