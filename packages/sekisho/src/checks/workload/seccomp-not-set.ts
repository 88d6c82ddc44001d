import { isUsedToDefaultProfile } from "../../semantics/pod-security/harmless-settings.ts";
import { findSeccompProfilesMissing } from "../../semantics/pod-security/kernel-profiles.ts";
import { definePodCheck } from "../manifest/define.ts";

export const seccompNotSet = definePodCheck({
  id: "workload/seccomp-not-set",
  aliases: [
    "checkov:CKV_K8S_31",
    "kube-bench:5.6.2",
    "kube-score:container-seccomp-profile",
    "kubeaudit:SeccompProfileMissing",
    "kubescape:C-0055",
    "kubescape:C-0210",
    "kubesec:SeccompAny",
    "kyverno:restrict-seccomp-strict",
    "polaris:linuxHardening",
    "trivy:KSV-0030",
  ],
  title: { en: "Container runs without a seccomp profile", ja: "seccomp プロファイルが設定されていない" },
  severity: "low",
  why: {
    en: "Unless the node says otherwise, every system call of the kernel is open to the container.",
    ja: "ノードで既定が設定されていない限り、コンテナからカーネルの全システムコールを使用できます。",
  },
  remediation: {
    en: "Set securityContext.seccompProfile.type: RuntimeDefault for the pod.",
    ja: "Pod の securityContext に seccompProfile.type: RuntimeDefault を設定してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Restricted: Seccomp", "CIS Kubernetes Benchmark 5.6: seccomp profile"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app }] }",
      "spec: { initContainers: [{ name: setup }], containers: [{ name: app, securityContext: { seccompProfile: { type: RuntimeDefault } } }] }",
    ],
    pass: [
      "spec: { securityContext: { seccompProfile: { type: RuntimeDefault } }, containers: [{ name: app }] }",
      "spec: { os: { name: windows }, containers: [{ name: app }] }",
      "spec: { securityContext: { seccompProfile: { type: Unconfined } }, containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    // A wrong profile of the pod is named by workload/seccomp-unconfined.
    if (template.spec.securityContext?.seccompProfile !== undefined) return [];
    // What the pod sets holds for all of its containers.
    const safety = template.containers.every(isUsedToDefaultProfile) ? "safe" : "proposal";
    return findSeccompProfilesMissing(template, set.kubernetesMinor).map(({ container, pointer }) => ({
      container,
      message: {
        en: "Neither the container nor the pod sets seccompProfile.",
        ja: "コンテナにも Pod にも seccompProfile が設定されていません。",
      },
      pointer,
      fix: {
        safety,
        changes: [{ set: "/spec/securityContext/seccompProfile/type", value: "RuntimeDefault" }],
      },
    }));
  },
});
