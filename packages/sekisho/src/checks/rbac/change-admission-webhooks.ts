import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const changeAdmissionWebhooks = definePowerCheck({
  id: "rbac/change-admission-webhooks",
  aliases: ["checkov:CKV_K8S_155", "kube-bench:5.1.12", "kubescape:C-0281", "trivy:KSV-0114"],
  title: { en: "Admission webhooks can be changed", ja: "アドミッション Webhook を変更できる権限がある" },
  severity: "high",
  powers: ["change-requests", "see-requests", "delete-webhooks"],
  why: {
    en: "A webhook reads every object that is written, Secrets too; a mutating one changes them, new pods of the control plane not excepted. A changed or deleted one no longer enforces its policy.",
    ja: "Webhook は、Secret を含め、書き込まれるすべてのオブジェクトを読み取れます。変更型の Webhook は、コントロールプレーンの新しい Pod も書き換えられます。既存の Webhook を変更、削除すると、そのポリシーは適用されなくなります。",
  },
  remediation: {
    en: "Delete create, update, patch and delete on webhook configurations, or name the own one in resourceNames.",
    ja: "Webhook 設定の create、update、patch、delete を削除するか、自身の設定だけを resourceNames に指定してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Control admission webhooks",
    "CIS Kubernetes Benchmark 1.12, 5.1.12",
  ],
  examples: {
    fail: [
      heldEverywhere(
        "{ apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [patch] }",
      ),
      heldEverywhere(
        "{ apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations], verbs: [create, update] }",
      ),
    ],
    pass: [
      heldEverywhere(
        "{ apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get, list, watch] }",
      ),
      heldEverywhere(
        "{ apiGroups: [admissionregistration.k8s.io], resources: [validatingadmissionpolicies], verbs: [update] }",
      ),
    ],
  },
});
