import { heldEverywhere, heldInNamespace } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const readSecrets = definePowerCheck({
  id: "rbac/read-secrets",
  aliases: [
    "checkov:CKV2_K8S_5",
    "kube-bench:5.1.2",
    "kube-linter:access-to-secrets",
    "kubescape:C-0015",
    "kubescape:C-0186",
    "trivy:KSV-0041",
    "trivy:KSV-0113",
  ],
  title: { en: "Secrets of others can be read", ja: "Secret を読み取れる権限がある" },
  severity: "high",
  inNamespace: "low",
  powers: ["read-secrets"],
  why: {
    en: "Secrets hold passwords, keys and tokens of service accounts: who reads all of them can be everyone. list and watch show the content too, not just the names, and so does the answer to a patch.",
    ja: "Secret にはパスワード、鍵、サービスアカウントのトークンが含まれるため、すべて読み取れる主体はあらゆる主体になりすませます。list と watch でも名前だけでなく内容を取得でき、patch の応答にも内容が含まれます。",
  },
  remediation: {
    en: "Name the Secrets that are needed in resourceNames, with the verb get, in a Role of their namespace; or mount them into the pod.",
    ja: "必要な Secret だけを resourceNames に指定し、動詞を get に限った Role をその名前空間に作成してください。Pod へのマウントで足りる場合は権限を削除してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Listing secrets",
    "CIS Kubernetes Benchmark 1.12, 5.1.2",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [secrets], verbs: [get, list] }'),
      heldEverywhere('{ apiGroups: ["*"], resources: [secrets], verbs: [watch] }'),
      heldInNamespace('{ apiGroups: [""], resources: [secrets], verbs: [list] }'),
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [configmaps], verbs: [get, list] }'),
      heldEverywhere('{ apiGroups: [""], resources: [secrets], verbs: [create] }'),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: tool }
rules:
  - { apiGroups: [example.com], resources: [secrets], verbs: [get] }
`,
    ],
  },
});
