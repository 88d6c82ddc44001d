import { quote } from "../../model/quote.ts";
import { findSeccompProfiles } from "../../semantics/pod-security/kernel-profiles.ts";
import { definePodCheck } from "../manifest/define.ts";

export const seccompUnconfined = definePodCheck({
  id: "workload/seccomp-unconfined",
  aliases: [
    "checkov:CKV_K8S_31",
    "kube-bench:5.6.2",
    "kube-score:container-seccomp-profile",
    "kubeaudit:SeccompDisabledContainer",
    "kubeaudit:SeccompDisabledPod",
    "kubescape:C-0055",
    "kubescape:C-0210",
    "kubesec:SeccompUnconfined",
    "kyverno:restrict-seccomp",
    "polaris:linuxHardening",
    "trivy:KSV-0030",
    "trivy:KSV-0104",
  ],
  title: { en: "Seccomp is switched off", ja: "seccomp が無効化されている" },
  severity: "medium",
  why: {
    en: "Every system call of the kernel is open to the container; most escapes through kernel flaws need a call that the runtime's profile refuses.",
    ja: "コンテナからカーネルの全システムコールを使用できます。カーネルの脆弱性を突くエスケープの多くは、ランタイムの既定プロファイルが拒否するシステムコールを必要とします。",
  },
  remediation: {
    en: "Set seccompProfile.type to RuntimeDefault, or to Localhost with a profile of your own.",
    ja: "seccompProfile.type に RuntimeDefault、または独自プロファイルを指定した Localhost を設定してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: Seccomp"],
  examples: {
    fail: [
      "spec: { securityContext: { seccompProfile: { type: Unconfined } }, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { seccompProfile: { type: Unconfined } } }] }",
      "spec: { containers: [{ name: app, securityContext: { seccompProfile: { type: runtime/default } } }] }",
    ],
    pass: [
      "spec: { securityContext: { seccompProfile: { type: RuntimeDefault } }, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { seccompProfile: { type: Localhost, localhostProfile: app.json } } }] }",
    ],
  },
  evaluate(template, { set }) {
    return findSeccompProfiles(template, set.kubernetesMinor).map(({ container, pointer, value }) => ({
      container,
      message: {
        en: `The seccomp profile is ${quote(value)}; expected RuntimeDefault or Localhost.`,
        ja: `seccomp プロファイルに ${quote(value)} が指定されています（RuntimeDefault または Localhost が必要です）。`,
      },
      pointer,
      fix: { safety: "proposal", changes: [{ set: pointer, value: "RuntimeDefault" }] },
    }));
  },
});
