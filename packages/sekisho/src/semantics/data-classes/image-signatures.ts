import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, listAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer } from "./demand.ts";
import { representatives } from "./namespace-isolation.ts";
import type { PlacedService } from "./service-index.ts";
import { signatureRulesOf, verifiesImage } from "./signature-rules.ts";

/** Admission lets in only images whose signature is verified. */
export const signedImagesOnly: Demand = {
  id: "signed-images-only",
  title: { en: "Only signed images are admitted", ja: "署名付きイメージのみの許可" },
  judge: (placed, { set }) =>
    representatives(placed).map((template) => judgeAdmission(template, imagesIn(placed, template), set)),
};

/** The images that a service runs in the namespace of one of its workloads. */
function imagesIn({ templates }: PlacedService, { workload }: PodTemplate): readonly string[] {
  const images = templates
    .filter((template) => template.workload.namespace === workload.namespace)
    .flatMap(({ containers }) => containers.flatMap(({ spec }) => spec.image ?? []));
  return [...new Set(images)];
}

const optInLabel = "policy.sigstore.dev/include";

function judgeAdmission({ workload }: PodTemplate, images: readonly string[], set: ManifestSet): DemandAnswer {
  const rules = [...set.ofKind("ClusterPolicy"), ...set.ofKind("Policy")].flatMap((policy) =>
    signatureRulesOf(policy, workload.namespace),
  );
  const enforced = rules.filter(({ isEnforced }) => isEnforced);
  const open = images.filter((image) => !enforced.some((rule) => verifiesImage(rule, image)));
  const [enforcing] = enforced;
  if (enforcing !== undefined && open.length === 0) {
    const { policy } = enforced.find((rule) => images.some((image) => verifiesImage(rule, image))) ?? enforcing;
    const message = {
      en: `The policy ${policy.name} verifies signatures of images, and refuses others.`,
      ja: `ポリシー ${policy.name} がイメージの署名を検証し、検証できないものを拒否します。`,
    };
    return { ended: "met", object: policy, pointer: "/spec/rules", message };
  }
  const reporting = rules.find((rule) => !rule.isEnforced && open.some((image) => verifiesImage(rule, image)));
  if (reporting !== undefined) {
    const { policy } = reporting;
    const message = {
      en: `The policy ${policy.name} verifies signatures of images, but only reports those without.`,
      ja: `ポリシー ${policy.name} はイメージの署名を検証しますが、検証できないものを記録するだけで拒否しません。`,
    };
    return { ended: "missing", object: policy, pointer: "/spec/validationFailureAction", message };
  }
  return judgeSigstore(workload, set) ?? undecided(workload, rules.length > 0 ? open[0] : undefined);
}

/** Source: Sigstore documentation, "Policy Controller": it works in namespaces that carry its label. */
function judgeSigstore(workload: ManifestObject, set: ManifestSet): DemandAnswer | undefined {
  const policies = set.ofKind("ClusterImagePolicy");
  const [policy] = policies;
  const namespace = set.find("Namespace", "", workload.namespace);
  const isIncluded = namespace?.labels[optInLabel] === "true";
  if (policy !== undefined && isIncluded && policies.every(isVerifying)) {
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
  return undefined;
}

/** An authority `static` with the action `pass` lets images in without a signature. */
function isVerifying({ content }: ManifestObject): boolean {
  if (findTextAt(content, "spec", "mode") === "warn") return false;
  return listAt(content, "spec", "authorities").every(
    (authority) => findTextAt(authority, "static", "action") !== "pass",
  );
}

function undecided(workload: ManifestObject, image: string | undefined): DemandAnswer {
  const none = {
    en: "No policy in these files verifies the signatures of images; the cluster may have one.",
    ja: "検査したファイルには、イメージの署名を検証するポリシーがありません。クラスター側の設定は判定していません。",
  };
  const some = {
    en: `No policy in these files verifies the signature of the image ${image}; the cluster may have one.`,
    ja: `検査したファイルには、イメージ ${image} の署名を検証するポリシーがありません。クラスター側の設定は判定していません。`,
  };
  return {
    ended: "undecided",
    object: workload,
    pointer: "/metadata/name",
    message: image === undefined ? none : some,
  };
}
