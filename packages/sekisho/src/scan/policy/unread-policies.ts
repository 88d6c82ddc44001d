import { describeGroupKind } from "../../semantics/kubernetes/group-kind.ts";
import { groupOf } from "../../semantics/kubernetes/manifest-object.ts";
import { noteUntranslated, type PolicyReader } from "./policy-reader.ts";

/** Kinds that other parts read; nothing is said of those that mean nothing to a scan. */
const read: ReadonlySet<string> = new Set([
  "ClusterPolicy.kyverno.io",
  "Policy.kyverno.io",
  "ValidatingPolicy.policies.kyverno.io",
  "NamespacedValidatingPolicy.policies.kyverno.io",
]);

/** Groups of which every kind asks something of objects. */
const policyGroups: ReadonlySet<string> = new Set([
  "kyverno.io",
  "policies.kyverno.io",
  "mutations.gatekeeper.sh",
  "policy.sigstore.dev",
  "policies.kubewarden.io",
]);

const mutating: ReadonlySet<string> = new Set([
  "MutatingAdmissionPolicy.admissionregistration.k8s.io",
  "MutatingAdmissionPolicyBinding.admissionregistration.k8s.io",
]);

/**
 * Says of every policy of a kind that is not evaluated that it is not: what refuses objects leaves a gap, what changes, deletes
 * or excepts them may make the others' verdict another.
 */
export function noteUnreadPolicies(reader: PolicyReader): void {
  for (const document of reader.documents) {
    const { object } = document;
    const kind = describeGroupKind(object);
    const isUnread = mutating.has(kind) || (policyGroups.has(groupOf(object)) && !read.has(kind));
    if (!isUnread) continue;
    const refuses = refusesObjects(object.kind, groupOf(object));
    const message = refuses ? refusing : changing;
    noteUntranslated(reader, document, { pointer: "/kind", message }, refuses ? "error" : "warning");
  }
}

function refusesObjects(kind: string, group: string): boolean {
  return (
    group === "policy.sigstore.dev" || group === "policies.kubewarden.io" || kind.endsWith("ImageValidatingPolicy")
  );
}

const refusing = {
  en: "policies of this kind are not evaluated. Signatures of images are asked about with sekisho scan IMAGE",
  ja: "この種類のポリシーは評価しません。イメージの署名は sekisho scan IMAGE で検証できます",
};

const changing = {
  en: "policies of this kind are not evaluated; objects are judged as they are written, not as the cluster changes or excepts them",
  ja: "この種類のポリシーは評価しません。クラスターでの変更や例外は反映せず、記述されたままのオブジェクトを判定します",
};
