import type { PowerHolding } from "../../semantics/permissions/role-holders.ts";
import { definePowerCheck } from "./define-power.ts";

const systemMaps: ReadonlySet<string> = new Set([
  "aws-auth",
  "coredns",
  "coredns-custom",
  "kube-dns",
  "node-local-dns",
]);

/** Many controllers change ConfigMaps of any name everywhere: that counts where somebody is bound to it. */
function reachesSystem({ use, holders, object }: PowerHolding): boolean {
  if (use.names !== undefined && !use.names.some((name) => systemMaps.has(name))) return false;
  if (holders === undefined)
    return object.kind === "Role" ? object.namespace === "kube-system" : use.names !== undefined;
  return holders.namespaceCount === 0 || holders.namespaces.includes("kube-system");
}

import { heldEverywhere, heldInNamespace } from "./define-example.ts";

export const changeSystemConfiguration = definePowerCheck({
  id: "rbac/change-system-configuration",
  aliases: ["kubescape:C-0037", "trivy:KSV-0049", "trivy:KSV-0115"],
  title: {
    en: "Cluster DNS or cloud identities can be changed",
    ja: "クラスター DNS やクラウド ID の設定を変更できる権限がある",
  },
  severity: "medium",
  inNamespace: "medium",
  powers: ["change-config-maps"],
  counts: reachesSystem,
  why: {
    en: "The ConfigMap coredns in kube-system decides where names lead to, aws-auth on Amazon EKS which cloud identity is cluster administrator.",
    ja: "kube-system の ConfigMap coredns は名前解決の結果を、Amazon EKS の aws-auth はクラスター管理者となるクラウド ID を決定します。",
  },
  remediation: {
    en: "Give update and patch on configmaps in the own namespace only, or name the own ones in resourceNames.",
    ja: "configmaps の update と patch は自身の名前空間に限って許可するか、自身の ConfigMap だけを resourceNames に指定してください。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Kubernetes RBAC - privilege escalation risks",
    "Amazon EKS user guide, Grant IAM users access to Kubernetes with a ConfigMap",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [configmaps], resourceNames: [coredns], verbs: [update] }'),
      `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: tool, namespace: kube-system }
rules:
  - { apiGroups: [""], resources: [configmaps], verbs: [patch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: tool, namespace: kube-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: tool }
subjects:
  - { kind: ServiceAccount, name: tool, namespace: ops }
`,
    ],
    pass: [
      heldEverywhere('{ apiGroups: [""], resources: [configmaps], verbs: [get, list] }'),
      heldInNamespace('{ apiGroups: [""], resources: [configmaps], verbs: [update] }'),
      heldEverywhere('{ apiGroups: [""], resources: [configmaps], resourceNames: [own-settings], verbs: [update] }'),
    ],
  },
});
