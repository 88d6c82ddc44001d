import { quote } from "../../model/quote.ts";
import { findProfileAnnotations } from "../../semantics/pod-security/profile-annotations.ts";
import { definePodCheck } from "../manifest/define.ts";

export const apparmorAnnotation = definePodCheck({
  id: "workload/apparmor-annotation",
  aliases: ["kubeaudit:AppArmorInvalidAnnotation"],
  title: {
    en: "AppArmor profile is set by the old annotation",
    ja: "古いアノテーションで AppArmor プロファイルを指定している",
  },
  severity: "info",
  why: {
    en: "Since Kubernetes 1.30 there is a field, which is checked when the object is created; the annotation fails silently when the container is renamed.",
    ja: "Kubernetes 1.30 以降は、作成時に検証されるフィールドがあります。アノテーションは、コンテナ名を変更すると気付かないうちに無効になります。",
  },
  remediation: {
    en: "Move the profile to securityContext.appArmorProfile and delete the annotation.",
    ja: "プロファイルを securityContext.appArmorProfile に移し、アノテーションを削除してください。",
  },
  sources: ["Kubernetes documentation: Restrict a Container's Access to Resources with AppArmor"],
  examples: {
    fail: [
      `metadata: { annotations: { container.apparmor.security.beta.kubernetes.io/app: runtime/default } }
spec: { containers: [{ name: app }] }`,
      `metadata: { annotations: { container.apparmor.security.beta.kubernetes.io/app: localhost/app-profile } }
spec: { containers: [{ name: app }] }`,
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { appArmorProfile: { type: RuntimeDefault } } }] }",
      {
        manifests: `apiVersion: v1
kind: Pod
metadata: { name: old, annotations: { container.apparmor.security.beta.kubernetes.io/app: runtime/default } }
spec: { containers: [{ name: app }] }`,
        kubernetesMinor: 29,
      },
    ],
  },
  evaluate(template, { set }) {
    if (set.kubernetesMinor < 30) return [];
    return findProfileAnnotations(template, "apparmor").map(({ key, value, container, pointer, place, profile }) => ({
      container,
      message: {
        en: `Annotation ${quote(key)} is ${quote(value)}.`,
        ja: `アノテーション ${quote(key)} に ${quote(value)} が指定されています。`,
      },
      pointer,
      detail: `annotation:${key}`,
      ...(profile === undefined || place === undefined
        ? {}
        : { fix: { safety: "safe", changes: [{ set: place, value: profile }, { remove: pointer }] } }),
    }));
  },
});
