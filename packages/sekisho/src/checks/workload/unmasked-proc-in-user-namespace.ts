import { quote } from "../../model/quote.ts";
import { findUnmaskedProc, findUnmaskedProcAlways } from "../../semantics/pod-security/privileges.ts";
import { definePodCheck } from "../manifest/define.ts";

export const unmaskedProcInUserNamespace = definePodCheck({
  id: "workload/unmasked-proc-in-user-namespace",
  aliases: [],
  title: {
    en: "Container sees all of /proc in its user namespace",
    ja: "ユーザー名前空間内で /proc がマスクされていない",
  },
  severity: "low",
  why: {
    en: "The user namespace keeps the process from changing the node, so the baseline allows it; the restricted standard does not.",
    ja: "ユーザー名前空間によりノードの設定変更は防がれるため baseline では許可されますが、restricted では許可されません。",
  },
  remediation: {
    en: "Delete procMount where the pod does not build or run containers itself.",
    ja: "Pod 内でコンテナをビルド・実行しない場合は procMount を削除してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Restricted: /proc Mount Type"],
  examples: {
    fail: [
      "spec: { hostUsers: false, containers: [{ name: app, securityContext: { procMount: Unmasked } }] }",
      "spec: { hostUsers: false, containers: [{ name: app }], initContainers: [{ name: build, securityContext: { procMount: Unmasked } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { procMount: Unmasked } }] }",
      "spec: { hostUsers: false, containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    // Where the baseline refuses it too, workload/unmasked-proc says so.
    if (findUnmaskedProc(template, set.kubernetesMinor).length > 0) return [];
    return findUnmaskedProcAlways(template, set.kubernetesMinor).map(({ container, pointer, value }) => ({
      container,
      message: { en: `procMount is ${quote(value)}.`, ja: `procMount に ${quote(value)} が指定されています。` },
      pointer,
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});
