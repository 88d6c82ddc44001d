import { heldEverywhere, heldInNamespace } from "./define-example.ts";
import { definePowerCheck } from "./define-power.ts";

export const createWorkloads = definePowerCheck({
  id: "rbac/create-workloads",
  aliases: ["kube-bench:5.1.4", "kube-linter:access-to-create-pods", "kubescape:C-0188", "trivy:KSV-0048"],
  title: { en: "Pods can be run as any service account", ja: "任意のサービスアカウントで Pod を実行できる権限がある" },
  severity: "medium",
  inNamespace: "low",
  powers: ["create-workloads", "change-workloads", "change-pods"],
  why: {
    en: "A pod runs as any service account of its namespace, mounts any of its Secrets, and reaches the node where Pod Security does not refuse it.",
    ja: "Pod は、その名前空間の任意のサービスアカウントで実行でき、任意の Secret をマウントできます。Pod Security で制限していない場合はノードにも到達できます。",
  },
  remediation: {
    en: "Give it in single namespaces, and enforce the Pod Security Standards there. What only scales workloads needs patch on deployments/scale alone.",
    ja: "特定の名前空間に限って許可し、その名前空間に Pod Security Standards を適用してください。スケール変更だけであれば deployments/scale の patch で足ります。",
  },
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices, Workload creation",
    "CIS Kubernetes Benchmark 1.12, 5.1.4",
  ],
  examples: {
    fail: [
      heldEverywhere('{ apiGroups: [""], resources: [pods], verbs: [create] }'),
      heldEverywhere("{ apiGroups: [apps], resources: [deployments, daemonsets], verbs: [update, patch] }"),
      heldInNamespace("{ apiGroups: [batch], resources: [cronjobs], verbs: [create] }"),
    ],
    pass: [
      heldEverywhere("{ apiGroups: [apps], resources: [deployments], verbs: [get, list, watch] }"),
      heldEverywhere("{ apiGroups: [apps], resources: [deployments/scale], verbs: [patch] }"),
    ],
  },
});
