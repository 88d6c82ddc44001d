import { defineObjectCheck } from "../manifest/define.ts";

export const serviceAccountMountsToken = defineObjectCheck({
  id: "workload/service-account-mounts-token",
  aliases: ["checkov:CKV_K8S_41", "kubescape:C-0190", "kubescape:C-0261", "popeye:POP-303"],
  title: { en: "ServiceAccount gives its token to every pod", ja: "ServiceAccount のトークンが自動マウントされる" },
  severity: "low",
  why: {
    en: "Every pod that names the account gets its token, those that never call the API among them.",
    ja: "この ServiceAccount を使用するすべての Pod に、API を使用しない Pod も含めてトークンがマウントされます。",
  },
  remediation: {
    en: "Set automountServiceAccountToken: false on the ServiceAccount, and true on the pods that call the API.",
    ja: "ServiceAccount に automountServiceAccountToken: false を設定し、API を使用する Pod だけで true にしてください。",
  },
  sources: ["CIS Kubernetes Benchmark 5.1.5"],
  isOptional: true,
  kinds: ["ServiceAccount"],
  examples: {
    fail: [
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: app }`,
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: app }
automountServiceAccountToken: true`,
    ],
    pass: [
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: app }
automountServiceAccountToken: false`,
      `apiVersion: v1
kind: ConfigMap
metadata: { name: app }`,
    ],
  },
  evaluate({ content }) {
    if (content["automountServiceAccountToken"] === false) return [];
    const pointer = "/automountServiceAccountToken";
    return [
      {
        message: {
          en: "automountServiceAccountToken is not false.",
          ja: "automountServiceAccountToken が false になっていません。",
        },
        pointer,
        fix: { safety: "proposal", changes: [{ set: pointer, value: false }] },
      },
    ];
  },
});
