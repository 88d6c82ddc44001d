import type { PolicyBinding, ValidationAction } from "../../semantics/admission-policy/policy.ts";
import { readAdmissionPolicy } from "../../semantics/admission-policy/read-policy.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { textsAt } from "../../semantics/kubernetes/manifest-value.ts";
import { admissionScanPolicy } from "./admission-policies.ts";
import { documentsOfKind, noteUntranslated, type PolicyReader } from "./policy-reader.ts";
import type { ScanPolicy } from "./scan-policy.ts";

const kinds = ["ValidatingPolicy.policies.kyverno.io", "NamespacedValidatingPolicy.policies.kyverno.io"];

/**
 * Reads Kyverno's ValidatingPolicies: the shape of a ValidatingAdmissionPolicy that is its own binding. What calls
 * Kyverno's own functions is said and left out.
 */
export function readKyvernoCelPolicies(reader: PolicyReader): readonly ScanPolicy[] {
  const policies: ScanPolicy[] = [];
  for (const document of kinds.flatMap((kind) => documentsOfKind(reader, kind))) {
    const { object } = document;
    const { policy, problems } = readAdmissionPolicy(object.content, reader.library);
    for (const problem of problems) noteUntranslated(reader, document, problem);
    // Without a part of it a policy would refuse what its author allows, or the other way round.
    if (policy === undefined || problems.some(({ pointer }) => !pointer.startsWith("/spec/validations"))) continue;
    policies.push(
      admissionScanPolicy(
        { policy, bindings: [bindingOf(policy.name, object)], document: object },
        reader.surroundings,
      ),
    );
  }
  return policies;
}

function bindingOf(policyName: string, { content, kind, namespace }: ManifestObject): PolicyBinding {
  const written = textsAt(content, "spec", "validationActions");
  const actions = known.filter((action) => written.includes(action));
  const isOfNamespace = kind.startsWith("Namespaced");
  const namespaceSelector: PolicyBinding["match"]["namespaceSelector"] = isOfNamespace
    ? [{ key: "kubernetes.io/metadata.name", operator: "In", values: [namespace] }]
    : [];
  return {
    name: policyName,
    policyName,
    actions: actions.length === 0 ? ["Deny"] : actions,
    match: { rules: [], excluded: [], namespaceSelector, objectSelector: [], isExact: false },
  };
}

const known: readonly ValidationAction[] = ["Deny", "Warn", "Audit"];
