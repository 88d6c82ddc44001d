import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, findValue, listAt, type ManifestValue, textsAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer } from "./demand.ts";
import { representatives } from "./namespace-isolation.ts";

/** Admission lets in only images whose signature is verified. */
export const signedImagesOnly: Demand = {
  id: "signed-images-only",
  title: { en: "Only signed images are admitted", ja: "署名付きイメージのみの許可" },
  judge: (placed, { set }) => representatives(placed).map((template) => judgeAdmission(template, set)),
};

const optInLabel = "policy.sigstore.dev/include";

function judgeAdmission({ workload }: PodTemplate, set: ManifestSet): DemandAnswer {
  const found = [...set.ofKind("ClusterPolicy"), ...set.ofKind("Policy")].filter(
    (policy) => isVerifying(policy) && isFor(policy, workload.namespace),
  );
  const enforcing = found.find(isEnforced);
  const [first] = found;
  if (enforcing !== undefined) {
    const message = {
      en: `The policy ${enforcing.name} verifies signatures of images, and refuses others.`,
      ja: `ポリシー ${enforcing.name} がイメージの署名を検証し、検証できないものを拒否します。`,
    };
    return { ended: "met", object: enforcing, pointer: "/spec/rules", message };
  }
  if (first !== undefined) {
    const message = {
      en: `The policy ${first.name} verifies signatures of images, but only reports those without.`,
      ja: `ポリシー ${first.name} はイメージの署名を検証しますが、検証できないものを記録するだけで拒否しません。`,
    };
    return { ended: "missing", object: first, pointer: "/spec/validationFailureAction", message };
  }
  return judgeSigstore(workload, set);
}

/** Kyverno verifies signatures by rules with `verifyImages`. Source: Kyverno documentation, "Verify Images Rules". */
function isVerifying({ content, apiVersion }: ManifestObject): boolean {
  return (
    apiVersion.startsWith("kyverno.io/") && rulesOf(content).some((rule) => listAt(rule, "verifyImages").length > 0)
  );
}

function rulesOf(content: ManifestValue): readonly ManifestValue[] {
  return listAt(content, "spec", "rules");
}

/** A rule for other namespaces says nothing of this one. */
function isFor({ content, kind, namespace: own }: ManifestObject, namespace: string): boolean {
  if (kind === "Policy") return own === namespace;
  return rulesOf(content).some((rule) => {
    const named = [...listAt(rule, "match", "any"), ...listAt(rule, "match", "all"), findValue(rule, "match") ?? null];
    const namespaces = named.flatMap((part) => textsAt(part, "resources", "namespaces"));
    return namespaces.length === 0 || namespaces.includes(namespace);
  });
}

/** The action stands in the policy, or since Kyverno 1.13 in each verification (`failureAction`). */
function isEnforced({ content }: ManifestObject): boolean {
  const ofPolicy = findTextAt(content, "spec", "validationFailureAction");
  const verifications = rulesOf(content).flatMap((rule) => listAt(rule, "verifyImages"));
  return verifications.every(
    (verification) => (findTextAt(verification, "failureAction") ?? ofPolicy ?? "").toLowerCase() === "enforce",
  );
}

/** Source: Sigstore documentation, "Policy Controller": it works in namespaces that carry its label. */
function judgeSigstore(workload: ManifestObject, set: ManifestSet): DemandAnswer {
  const [policy] = set.ofKind("ClusterImagePolicy");
  const namespace = set.find("Namespace", "", workload.namespace);
  const isIncluded = namespace?.labels[optInLabel] === "true";
  if (policy !== undefined && isIncluded && findTextAt(policy.content, "spec", "mode") !== "warn") {
    const message = {
      en: `The ClusterImagePolicy ${policy.name} verifies the images of the namespace ${workload.namespace}.`,
      ja: `ClusterImagePolicy ${policy.name} が、名前空間 ${workload.namespace} のイメージを検証します。`,
    };
    return { ended: "met", object: policy, pointer: "/spec", message };
  }
  if (policy !== undefined && namespace !== undefined && !isIncluded) {
    const message = {
      en: `The namespace ${workload.namespace} lacks the label ${optInLabel}: its images are not verified.`,
      ja: `名前空間 ${workload.namespace} にラベル ${optInLabel} がないため、イメージが検証されません。`,
    };
    return { ended: "missing", object: namespace, pointer: "/metadata/labels", message };
  }
  const message = {
    en: "No policy in these files verifies the signatures of images; the cluster may have one.",
    ja: "検査したファイルには、イメージの署名を検証するポリシーがありません。クラスター側の設定は判定していません。",
  };
  return { ended: "undecided", object: workload, pointer: "/metadata/name", message };
}
