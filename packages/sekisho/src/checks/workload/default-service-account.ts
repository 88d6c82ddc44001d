import { findTokenMount, serviceAccountNameOf } from "../../semantics/pod-settings/service-account-token.ts";
import { definePodCheck } from "../manifest/define.ts";

export const defaultServiceAccount = definePodCheck({
  id: "workload/default-service-account",
  aliases: [
    "kube-bench:5.1.5",
    "kube-linter:default-service-account",
    "kubescape:C-0189",
    "kubesec:ServiceAccountName",
    "popeye:POP-300",
  ],
  title: { en: "Pod runs as the default ServiceAccount", ja: "Pod が default ServiceAccount で実行される" },
  severity: "info",
  why: {
    en: "All pods of the namespace that name no account share it: what one of them is granted, all of them have, and the audit log cannot tell them apart.",
    ja: "ServiceAccount を指定しない同じ名前空間の Pod がすべて共有します。1 つに与えた権限を全体が持ち、監査ログでも区別できません。",
  },
  remediation: {
    en: "Create a ServiceAccount for the workload and name it in serviceAccountName.",
    ja: "ワークロード専用の ServiceAccount を作成し、serviceAccountName に指定してください。",
  },
  sources: ["CIS Kubernetes Benchmark 5.1.5"],
  isOptional: true,
  examples: {
    fail: ["spec: { containers: [] }", "spec: { serviceAccountName: default, containers: [] }"],
    pass: [
      "spec: { serviceAccountName: app, containers: [] }",
      "spec: { automountServiceAccountToken: false, containers: [] }",
      "spec: { serviceAccount: app, containers: [] }",
    ],
  },
  evaluate(template) {
    if (serviceAccountNameOf(template) !== "default" || findTokenMount(template) === undefined) return [];
    return [
      {
        message: { en: "The ServiceAccount is default.", ja: "ServiceAccount が default です。" },
        pointer: "/spec/serviceAccountName",
      },
    ];
  },
});
