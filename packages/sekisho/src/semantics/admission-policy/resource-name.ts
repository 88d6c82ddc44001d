import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { groupOf } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt } from "../kubernetes/manifest-value.ts";

/**
 * Gives the name that the API has for the resource of an object's kind: what a CustomResourceDefinition of the set says,
 * else the plural that Kubernetes makes of a kind.
 * Source: k8s.io/apimachinery, api/meta, UnsafeGuessKindToResource.
 */
export function resourceNameOf(object: Pick<ManifestObject, "apiVersion" | "kind">, set: ManifestSet): string {
  const group = groupOf(object);
  const definition = set
    .ofKind("CustomResourceDefinition")
    .find(
      ({ content }) =>
        findTextAt(content, "spec", "group") === group && findTextAt(content, "spec", "names", "kind") === object.kind,
    );
  const declared = definition && findTextAt(definition.content, "spec", "names", "plural");
  return declared ?? pluralOf(object.kind.toLowerCase());
}

function pluralOf(singular: string): string {
  if (singular === "endpoints") return singular;
  if (singular.endsWith("s") || singular.endsWith("x")) return `${singular}es`;
  return /[^aeiou]y$/.test(singular) ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
