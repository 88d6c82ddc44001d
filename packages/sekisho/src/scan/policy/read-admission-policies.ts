import type { PolicyBinding } from "../../semantics/admission-policy/policy.ts";
import { readPolicyBinding } from "../../semantics/admission-policy/read-binding.ts";
import { readAdmissionPolicy } from "../../semantics/admission-policy/read-policy.ts";
import { admissionScanPolicy } from "./admission-policies.ts";
import { documentsOfKind, noteFlaws, type PolicyReader } from "./policy-reader.ts";
import type { ScanPolicy } from "./scan-policy.ts";

/** Reads the ValidatingAdmissionPolicies of policy files with their bindings. */
export function readAdmissionPolicies(reader: PolicyReader): readonly ScanPolicy[] {
  const bindings: PolicyBinding[] = [];
  for (const document of documentsOfKind(reader, "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io")) {
    const { binding, problems } = readPolicyBinding(document.object.content);
    noteFlaws(reader, document, problems);
    bindings.push(binding);
  }
  const policies: ScanPolicy[] = [];
  for (const document of documentsOfKind(reader, "ValidatingAdmissionPolicy.admissionregistration.k8s.io")) {
    const { policy, problems } = readAdmissionPolicy(document.object.content, reader.library);
    noteFlaws(reader, document, problems);
    if (policy === undefined) continue;
    const own = bindings.filter(({ policyName }) => policyName === policy.name);
    policies.push(admissionScanPolicy({ policy, bindings: own, document: document.object }, reader.surroundings));
  }
  return policies;
}
