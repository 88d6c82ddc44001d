import { heldEverywhere } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const changeRoles = definePowerCheck({
  id: "rbac/change-roles",
  aliases: [
    "checkov:CKV2_K8S_1",
    "checkov:CKV_K8S_157",
    "checkov:CKV_K8S_158",
    "kube-bench:5.1.8",
    "kubescape:C-0191",
    "trivy:KSV-0050",
    "trivy:KSV-0051",
    "trivy:KSV-0052",
    "trivy:KSV-0055",
  ],
  title: { en: "Permissions can be raised beyond the own ones", ja: "自身の権限を超えるロールを付与できる権限がある" },
  severity: "high",
  inNamespace: "medium",
  powers: ["bind-cluster-roles", "bind-roles", "escalate-cluster-roles", "escalate-roles"],
  why: {
    en: "The API server lets nobody grant what they do not have. The verbs bind and escalate switch that off.",
    ja: "API サーバーは、自身が持たない権限の付与を拒否します。動詞 bind と escalate はこの保護を無効にします。",
  },
  remediation: {
    en: "Delete bind and escalate. If roles have to be given, name them in resourceNames with bind.",
    ja: "bind と escalate を削除してください。ロールの付与が必要な場合は、bind の対象を resourceNames で限定してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Escalate verb",
    "Kubernetes documentation, Using RBAC Authorization, Privilege escalation prevention and bootstrapping",
  ],
  examples: {
    fail: [
      heldEverywhere("{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind] }"),
      heldEverywhere(
        "{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles, roles], verbs: [get, update, escalate] }",
      ),
    ],
    pass: [
      heldEverywhere(
        "{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles, clusterrolebindings], verbs: [get, list, create, update] }",
      ),
      heldEverywhere("{ apiGroups: [example.com], resources: [clusterroles], verbs: [bind] }"),
    ],
  },
});
