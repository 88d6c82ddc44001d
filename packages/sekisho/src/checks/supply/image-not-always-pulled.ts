import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const imageNotAlwaysPulled = defineContainerCheck({
  id: "supply/image-not-always-pulled",
  aliases: [
    "checkov:CKV_K8S_15",
    "kube-score:container-image-pull-policy",
    "kubescape:C-0075",
    "polaris:pullPolicyNotAlways",
  ],
  isOptional: true,
  title: { en: "Image that the registry is not asked for", ja: "レジストリへの確認なしに使用されるイメージ" },
  severity: "low",
  severityReason: {
    en: "Medium for latest with a policy that keeps the first image for ever.",
    ja: "latest タグで、最初に取得したイメージを使い続けるポリシーの場合は「中」です。",
  },
  why: {
    en: "An image that lies on the node starts without a look at the registry: pods without the right to pull it can run it, and a tag that was replaced stays old.",
    ja: "ノード上のイメージがレジストリへの確認なしに起動するため、取得する権限のない Pod でも実行でき、差し替えられたタグは古いまま残ります。",
  },
  remediation: {
    en: "Set imagePullPolicy to Always; only layers that are missing are pulled.",
    ja: "imagePullPolicy を Always にしてください。取得されるのは不足しているレイヤーだけです。",
  },
  sources: ["Kubernetes documentation, Images: Image pull policy", "CIS Kubernetes Benchmark 1.12.0, 1.2.11"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: nginx:1.29.3 }] }",
      "spec: { containers: [{ name: web, image: nginx:latest, imagePullPolicy: IfNotPresent }] }",
      "spec: { containers: [{ name: web, image: nginx:1.29.3, imagePullPolicy: Never }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: nginx:1.29.3, imagePullPolicy: Always }] }",
      "spec: { containers: [{ name: web, image: nginx }] }",
      "spec: { containers: [{ name: web, image: nginx:latest }] }",
    ],
  },
  evaluate({ spec }) {
    const reference = parseImageReference(spec.image ?? "");
    if (reference === undefined) return [];
    const isLatest = reference.digest === undefined && (reference.tag ?? "latest") === "latest";
    const policy = spec.imagePullPolicy ?? (isLatest ? "Always" : "IfNotPresent");
    if (policy === "Always") return [];
    const from = spec.imagePullPolicy === undefined ? { en: " by default", ja: "（既定値）" } : { en: "", ja: "" };
    return [
      {
        message: {
          en: `The pull policy is ${policy}${from.en}.`,
          ja: `取得ポリシーは ${policy}${from.ja}です。`,
        },
        pointer: "/imagePullPolicy",
        ...(isLatest ? { severity: "medium" } : {}),
        fix: { safety: "proposal", changes: [{ set: "/imagePullPolicy", value: "Always" }] },
      },
    ];
  },
});
