import { quote } from "../../model/quote.ts";
import { findAppArmorProfiles } from "../../semantics/pod-security/kernel-profiles.ts";
import { definePodCheck } from "../manifest/define.ts";

export const apparmorUnconfined = definePodCheck({
  id: "workload/apparmor-unconfined",
  aliases: [
    "kubeaudit:AppArmorBadValue",
    "kubeaudit:AppArmorDisabled",
    "kubescape:C-0055",
    "kubesec:ApparmorUnconfined",
    "kyverno:restrict-apparmor-profiles",
    "polaris:linuxHardening",
    "trivy:KSV-0002",
  ],
  title: { en: "AppArmor is switched off", ja: "AppArmor が無効化されている" },
  severity: "medium",
  why: {
    en: "On nodes with AppArmor the runtime's profile keeps the container from writing to /proc and /sys and from mounting; without it that barrier is gone.",
    ja: "AppArmor が有効なノードでは、ランタイムのプロファイルが /proc や /sys への書き込みとマウントを防ぎます。無効にすると、この防御が失われます。",
  },
  remediation: {
    en: "Set appArmorProfile.type to RuntimeDefault, or to Localhost with a profile of your own.",
    ja: "appArmorProfile.type に RuntimeDefault、または独自プロファイルを指定した Localhost を設定してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: AppArmor"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { appArmorProfile: { type: Unconfined } } }] }",
      `metadata: { annotations: { container.apparmor.security.beta.kubernetes.io/app: unconfined } }
spec: { containers: [{ name: app }] }`,
      "spec: { securityContext: { appArmorProfile: { type: Unconfined } }, containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { appArmorProfile: { type: RuntimeDefault } } }] }",
      `metadata: { annotations: { container.apparmor.security.beta.kubernetes.io/app: localhost/app } }
spec: { containers: [{ name: app }] }`,
    ],
  },
  evaluate(template, { set }) {
    return findAppArmorProfiles(template, set.kubernetesMinor).map(({ container, pointer, value }) => ({
      container,
      message: {
        en: `The AppArmor profile is ${quote(value)}; expected RuntimeDefault or Localhost.`,
        ja: `AppArmor プロファイルに ${quote(value)} が指定されています（RuntimeDefault または Localhost が必要です）。`,
      },
      pointer,
      fix: {
        safety: "proposal",
        changes: [pointer.startsWith("/metadata/") ? { remove: pointer } : { set: pointer, value: "RuntimeDefault" }],
      },
    }));
  },
});
