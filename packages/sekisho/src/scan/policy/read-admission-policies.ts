import { quote } from "../../model/quote.ts";
import type { PolicyBinding } from "../../semantics/admission-policy/policy.ts";
import { readPolicyBinding } from "../../semantics/admission-policy/read-binding.ts";
import { readAdmissionPolicy } from "../../semantics/admission-policy/read-policy.ts";
import { admissionScanPolicy } from "./admission-policies.ts";
import { locateProblem, type PolicyDocument } from "./policy-document.ts";
import { documentsOfKind, noteFlaws, type PolicyReader } from "./policy-reader.ts";
import type { ScanPolicy } from "./scan-policy.ts";

/** Reads the ValidatingAdmissionPolicies of policy files with their bindings. */
export function readAdmissionPolicies(reader: PolicyReader): readonly ScanPolicy[] {
  const bindings: PolicyBinding[] = [];
  const bound: BoundDocument[] = [];
  for (const document of documentsOfKind(reader, "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io")) {
    const { binding, problems } = readPolicyBinding(document.object.content);
    noteFlaws(reader, document, problems);
    bindings.push(binding);
    bound.push({ document, policyName: binding.policyName });
  }
  const policies: ScanPolicy[] = [];
  const names = new Set<string>();
  for (const document of documentsOfKind(reader, "ValidatingAdmissionPolicy.admissionregistration.k8s.io")) {
    names.add(document.object.name);
    const { policy, problems } = readAdmissionPolicy(document.object.content, reader.library);
    noteFlaws(reader, document, problems);
    if (policy === undefined) continue;
    const own = bindings.filter(({ policyName }) => policyName === policy.name);
    policies.push(admissionScanPolicy({ policy, bindings: own, document: document.object }, reader.surroundings));
  }
  for (const { document, policyName } of bound) {
    if (policyName !== "" && !names.has(policyName)) noteDangling(reader, document, policyName);
  }
  return policies;
}

interface BoundDocument {
  readonly document: PolicyDocument;
  readonly policyName: string;
}

/** A mistyped name leaves the policy without effect, here and in a cluster. */
function noteDangling(reader: PolicyReader, document: PolicyDocument, policyName: string): void {
  const { name } = document.object;
  const message = {
    en: `The binding ${name} has no effect: there is no ValidatingAdmissionPolicy ${quote(policyName)} among the policies.`,
    ja: `バインディング ${name} は効果がありません。指定したポリシーの中に ValidatingAdmissionPolicy ${quote(policyName)} がありません。`,
  };
  const location = locateProblem(document, { pointer: "/spec/policyName", message });
  reader.diagnostics.push({ code: "policy/binding-without-policy", level: "warning", message, location });
}
