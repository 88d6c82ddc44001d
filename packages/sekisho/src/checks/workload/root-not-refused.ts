import type { Text } from "../../model/text.ts";
import { findRootNotRefused } from "../../semantics/pod-security/users.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { definePodCheck } from "../manifest/define.ts";

export const rootNotRefused = definePodCheck({
  id: "workload/root-not-refused",
  aliases: [
    "checkov:CKV_K8S_23",
    "kube-bench:5.2.7",
    "kube-linter:run-as-non-root",
    "kubeaudit:RunAsNonRootCSCFalse",
    "kubeaudit:RunAsNonRootPSCFalseCSCNil",
    "kubeaudit:RunAsNonRootPSCNilCSCNil",
    "kubescape:C-0013",
    "kubescape:C-0198",
    "kubesec:RunAsNonRoot",
    "kyverno:require-run-as-nonroot",
    "polaris:runAsRootAllowed",
    "popeye:POP-302",
    "popeye:POP-306",
    "trivy:KSV-0012",
  ],
  title: { en: "Container may run as root", ja: "コンテナが root で実行される可能性がある" },
  severity: "medium",
  severityReason: {
    en: "Low where runAsUser is another user than 0: then only the proof is missing.",
    ja: "runAsUser で 0 以外のユーザーを指定している場合は、保証がないだけなので「低」とします。",
  },
  why: {
    en: "Nothing keeps the image from running as user 0. As root, a flaw in the program or the runtime reaches much further, up to the node.",
    ja: "イメージがユーザー 0 で動作することを防ぐ設定がありません。root で動作していると、プログラムやランタイムの脆弱性の影響がノードにまで及ぶおそれがあります。",
  },
  remediation: {
    en: "Set runAsNonRoot: true for the pod, and runAsUser where the image names no numeric user.",
    ja: "Pod に runAsNonRoot: true を設定し、イメージが数値のユーザーを指定していない場合は runAsUser も設定してください。",
  },
  sources: [
    "Kubernetes Pod Security Standards, Restricted: Running as Non-root",
    "CIS Kubernetes Benchmark 5.2: root containers",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: app }] }",
      "spec: { securityContext: { runAsNonRoot: true }, containers: [{ name: app, securityContext: { runAsNonRoot: false } }] }",
      "spec: { securityContext: { runAsUser: 1000 }, containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { securityContext: { runAsNonRoot: true }, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { runAsNonRoot: true } }] }",
      "spec: { hostUsers: false, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { runAsUser: 0 } }] }",
    ],
  },
  evaluate(template, { set }) {
    return findRootNotRefused(template, set.kubernetesMinor).flatMap(({ container, pointer, value }) => {
      const user =
        container === undefined ? template.spec.securityContext?.runAsUser : container.effective.runAsUser?.value;
      // User 0 by number is the other check's: it is certain, and has one repair with this.
      if (user === 0) return [];
      const isOther = user !== undefined;
      return [
        {
          container,
          message: describe(value, user),
          pointer,
          severity: isOther ? "low" : "medium",
          fix: {
            safety: isOther ? "safe" : "proposal",
            changes: [{ set: pointerToSet(template, pointer), value: true }],
          },
        },
      ];
    });
  },
});

function describe(value: string, user: number | undefined): Text {
  const state =
    value === ""
      ? { en: "runAsNonRoot is not set", ja: "runAsNonRoot が未設定です" }
      : { en: "runAsNonRoot is false", ja: "runAsNonRoot が false です" };
  return user === undefined
    ? { en: `${state.en}, and the image decides the user.`, ja: `${state.ja}。実行ユーザーはイメージ次第です。` }
    : { en: `${state.en}; runAsUser is ${user}.`, ja: `${state.ja}（runAsUser は ${user}）。` };
}

/** One setting of the pod serves all containers that say nothing; a container's own false is changed where it stands. */
function pointerToSet(template: PodTemplate, pointer: string): string {
  const isOwn = template.containers.some(
    (container) =>
      pointer.startsWith(`${container.pointer}/`) && container.spec.securityContext?.runAsNonRoot !== undefined,
  );
  return isOwn ? pointer : "/spec/securityContext/runAsNonRoot";
}
