import { quote } from "../../model/quote.ts";
import { findUnmaskedProc } from "../../semantics/pod-security/privileges.ts";
import { definePodCheck } from "../manifest/define.ts";

export const unmaskedProc = definePodCheck({
  id: "workload/unmasked-proc",
  aliases: [
    "kube-linter:unsafe-proc-mount",
    "kubesec:ProcMount",
    "kyverno:disallow-proc-mount",
    "polaris:procMount",
    "trivy:KSV-0027",
  ],
  title: { en: "Container sees all of /proc", ja: "/proc がマスクされていない" },
  severity: "medium",
  why: {
    en: "Runtimes hide the parts of /proc that tell about the node or change it. Unmasked, a process that is root can change the kernel's settings.",
    ja: "ランタイムは、ノードの情報やカーネルの設定に関わる /proc の一部を隠します。マスクを外すと、root のプロセスからカーネルの設定を変更できます。",
  },
  remediation: {
    en: "Delete procMount. To build containers in containers, set hostUsers: false too.",
    ja: "procMount を削除してください。コンテナ内でコンテナをビルドする場合は hostUsers: false も設定してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: /proc Mount Type"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { procMount: Unmasked } }] }",
      {
        manifests: `apiVersion: v1
kind: Pod
metadata: { name: builder }
spec: { hostUsers: false, containers: [{ name: app, securityContext: { procMount: Unmasked } }] }`,
        kubernetesMinor: 34,
      },
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { procMount: Default } }] }",
      "spec: { hostUsers: false, containers: [{ name: app, securityContext: { procMount: Unmasked } }] }",
    ],
  },
  evaluate(template, { set }) {
    return findUnmaskedProc(template, set.kubernetesMinor).map(({ container, pointer, value }) => ({
      container,
      message: { en: `procMount is ${quote(value)}.`, ja: `procMount に ${quote(value)} が指定されています。` },
      pointer,
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});
