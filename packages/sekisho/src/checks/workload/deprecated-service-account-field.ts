import { quote } from "../../model/quote.ts";
import { definePodCheck } from "../manifest/define.ts";

export const deprecatedServiceAccountField = definePodCheck({
  id: "workload/deprecated-service-account-field",
  aliases: [
    "kube-linter:deprecated-service-account-field",
    "kubeaudit:AutomountServiceAccountTokenDeprecated",
    "kubescape:C-0294",
  ],
  title: { en: "ServiceAccount is named by the old field", ja: "ServiceAccount を古いフィールドで指定している" },
  severity: "info",
  why: {
    en: "serviceAccount is the old name of serviceAccountName. Tools that read only the new one take the pod for one of the default account.",
    ja: "serviceAccount は serviceAccountName の旧名です。新しいフィールドだけを読むツールは、default の ServiceAccount と誤認します。",
  },
  remediation: {
    en: "Rename the field to serviceAccountName.",
    ja: "フィールド名を serviceAccountName に変更してください。",
  },
  sources: ["Kubernetes API: PodSpec v1, serviceAccount (deprecated)"],
  examples: {
    fail: [
      "spec: { serviceAccount: app, containers: [] }",
      "spec: { serviceAccount: app, serviceAccountName: app, containers: [] }",
    ],
    pass: ["spec: { serviceAccountName: app, containers: [] }", "spec: { containers: [] }"],
  },
  evaluate({ spec }) {
    const { serviceAccount, serviceAccountName } = spec;
    if (serviceAccount === undefined) return [];
    const pointer = "/spec/serviceAccount";
    const renamed = { set: "/spec/serviceAccountName", value: serviceAccount } as const;
    return [
      {
        message: {
          en: `serviceAccount is ${quote(serviceAccount)}.`,
          ja: `serviceAccount に ${quote(serviceAccount)} が指定されています。`,
        },
        pointer,
        fix: {
          safety: "safe",
          changes: serviceAccountName === undefined ? [renamed, { remove: pointer }] : [{ remove: pointer }],
        },
      },
    ];
  },
});
