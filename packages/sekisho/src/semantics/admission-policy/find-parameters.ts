import type { JsonObject } from "../../formats/json/json-value.ts";
import { selectsLabels } from "./label-selector.ts";
import type { AdmissionPolicy, PolicyBinding } from "./policy.ts";
import { type AdmissionRequest, findMetadata, labelsOf } from "./request.ts";

/**
 * Finds the objects that a policy takes as parameters for a request: one null where it takes none. `"missing"` when there
 * have to be some and are none; `"none-needed"` when the binding says that the policy then does not hold.
 */
export function findParameters(
  { policy, binding }: { readonly policy: AdmissionPolicy; readonly binding: PolicyBinding | undefined },
  request: AdmissionRequest,
  objects: readonly JsonObject[],
): readonly (JsonObject | null)[] | "missing" | "none-needed" {
  const reference = binding?.params;
  const { paramKind } = policy;
  if (paramKind === undefined || reference === undefined) return [null];
  const namespace = reference.namespace ?? request.namespace;
  const found = objects.filter((object) => {
    if (object["apiVersion"] !== paramKind.apiVersion || object["kind"] !== paramKind.kind) return false;
    const own = findMetadata(object, "namespace");
    if (own !== undefined && own !== namespace) return false;
    return reference.name === undefined
      ? selectsLabels(reference.selector ?? [], labelsOf(object))
      : findMetadata(object, "name") === reference.name;
  });
  if (found.length > 0) return found;
  return reference.whenMissing === "Allow" ? "none-needed" : "missing";
}
