import { findPrivilegedContainers } from "../../semantics/pod-security/privileges.ts";
import { definePodCheck } from "../manifest/define.ts";

export const privileged = definePodCheck({
  id: "workload/privileged",
  aliases: [
    "checkov:CKV_K8S_16",
    "kube-bench:5.2.2",
    "kube-linter:privileged-container",
    "kube-linter:scc-deny-privileged-container",
    "kube-score:container-security-context-privileged",
    "kubeaudit:PrivilegedNil",
    "kubeaudit:PrivilegedTrue",
    "kubescape:C-0057",
    "kubescape:C-0193",
    "kubesec:Privileged",
    "kyverno:disallow-privileged-containers",
    "polaris:runAsPrivileged",
    "trivy:KSV-0017",
  ],
  title: { en: "Container is privileged", ja: "コンテナが特権モードで動作する" },
  severity: "high",
  why: {
    en: "A privileged container has every capability and every device of its node: whoever takes the container over owns the node.",
    ja: "特権コンテナはすべてのケーパビリティとノードの全デバイスを使用できます。コンテナが侵害されると、ノード全体を乗っ取られます。",
  },
  remediation: {
    en: "Delete privileged. Add the single capabilities or the devices that the program needs.",
    ja: "privileged を削除し、必要なケーパビリティやデバイスだけを個別に追加してください。",
  },
  sources: [
    "Kubernetes Pod Security Standards, Baseline: Privileged Containers",
    "CIS Kubernetes Benchmark 5.2: privileged containers",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { privileged: true } }] }",
      "spec: { containers: [{ name: app }], initContainers: [{ name: setup, securityContext: { privileged: true } }] }",
      "spec: { containers: [{ name: app }], ephemeralContainers: [{ name: debug, securityContext: { privileged: true } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { privileged: false } }] }",
      "spec: { containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    return findPrivilegedContainers(template, set.kubernetesMinor).map(({ container, pointer }) => ({
      container,
      message: { en: "privileged is true.", ja: "privileged が true です。" },
      pointer,
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});
