import { quote } from "../../model/quote.ts";
import type { ManifestFix } from "../../semantics/kubernetes/manifest-change.ts";
import type { ManifestMap } from "../../semantics/kubernetes/manifest-value.ts";
import { isUsedToDefaultProfile } from "../../semantics/pod-security/harmless-settings.ts";
import { findProfileAnnotations } from "../../semantics/pod-security/profile-annotations.ts";
import type { PodContainer } from "../../semantics/pod-settings/pod-template.ts";
import { definePodCheck } from "../manifest/define.ts";

export const seccompAnnotation = definePodCheck({
  id: "workload/seccomp-annotation",
  aliases: ["kubeaudit:SeccompDeprecatedAnnotations"],
  title: {
    en: "Seccomp profile is set by an annotation that has no effect",
    ja: "効果のないアノテーションで seccomp プロファイルを指定している",
  },
  severity: "medium",
  why: {
    en: "Since Kubernetes 1.27 the annotation is not read any more: the container runs without the profile that it names.",
    ja: "Kubernetes 1.27 以降、このアノテーションは読み込まれません。指定したプロファイルが適用されないままコンテナが実行されます。",
  },
  remediation: {
    en: "Move the profile to securityContext.seccompProfile and delete the annotation.",
    ja: "プロファイルを securityContext.seccompProfile に移し、アノテーションを削除してください。",
  },
  sources: ["Kubernetes documentation: Well-Known Labels, seccomp annotations (removed in 1.27)"],
  examples: {
    fail: [
      `metadata: { annotations: { seccomp.security.alpha.kubernetes.io/pod: runtime/default } }
spec: { containers: [{ name: app }] }`,
      `metadata: { annotations: { container.seccomp.security.alpha.kubernetes.io/app: localhost/app.json } }
spec: { containers: [{ name: app }] }`,
    ],
    pass: [
      "spec: { securityContext: { seccompProfile: { type: RuntimeDefault } }, containers: [{ name: app }] }",
      {
        manifests: `apiVersion: v1
kind: Pod
metadata: { name: old, annotations: { seccomp.security.alpha.kubernetes.io/pod: runtime/default } }
spec: { containers: [{ name: app }] }`,
        kubernetesMinor: 26,
      },
    ],
  },
  evaluate(template, { set }) {
    if (set.kubernetesMinor < 27) return [];
    return findProfileAnnotations(template, "seccomp").map(({ key, value, container, pointer, place, profile }) => ({
      container,
      message: {
        en: `Annotation ${quote(key)} is not read: ${quote(value)} is not in force.`,
        ja: `アノテーション ${quote(key)} は読み込まれず、${quote(value)} は適用されません。`,
      },
      pointer,
      detail: `annotation:${key}`,
      ...(profile === undefined || place === undefined
        ? {}
        : {
            fix: {
              safety: safetyOf(profile, container === undefined ? template.containers : [container]),
              changes: [{ set: place, value: profile }, { remove: pointer }],
            },
          }),
    }));
  },
});

/** Without a profile nothing changes; with that of the runtime nothing does for containers that are used to it. */
function safetyOf({ type }: ManifestMap, containers: readonly PodContainer[]): ManifestFix["safety"] {
  if (type === "Unconfined") return "safe";
  return type === "RuntimeDefault" && containers.every(isUsedToDefaultProfile) ? "safe" : "proposal";
}
