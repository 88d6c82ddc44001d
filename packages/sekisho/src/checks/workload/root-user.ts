import { findRootUser } from "../../semantics/pod-security/users.ts";
import { definePodCheck } from "../manifest/define.ts";

export const rootUser = definePodCheck({
  id: "workload/root-user",
  aliases: [
    "checkov:CKV_K8S_23",
    "kube-bench:5.2.7",
    "kube-linter:run-as-non-root",
    "kubeaudit:RunAsUserCSCRoot",
    "kubeaudit:RunAsUserPSCRoot",
    "kubescape:C-0013",
    "kubesec:RunAsUser",
    "kyverno:require-run-as-non-root-user",
    "polaris:runAsRootAllowed",
    "trivy:KSV-0105",
  ],
  title: { en: "Container runs as user 0", ja: "コンテナがユーザー 0 で実行される" },
  severity: "medium",
  why: {
    en: "As root, a flaw in the program or the runtime reaches much further, up to the node.",
    ja: "root で動作していると、プログラムやランタイムの脆弱性の影響がノードにまで及ぶおそれがあります。",
  },
  remediation: {
    en: "Set runAsUser to another number and give that user the files it needs, for volumes with fsGroup.",
    ja: "runAsUser に 0 以外を指定し、必要なファイルの権限をそのユーザーに与えてください。ボリュームには fsGroup を使用できます。",
  },
  sources: ["Kubernetes Pod Security Standards, Restricted: Running as Non-root user"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { runAsUser: 0 } }] }",
      "spec: { securityContext: { runAsUser: 0 }, containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { runAsUser: 10001 } }] }",
      "spec: { hostUsers: false, containers: [{ name: app, securityContext: { runAsUser: 0 } }] }",
    ],
  },
  evaluate(template, { set }) {
    return findRootUser(template, set.kubernetesMinor).map(({ container, pointer }) => ({
      container,
      message: { en: "runAsUser is 0.", ja: "runAsUser が 0 です。" },
      pointer,
    }));
  },
});
