import { isClusterKind } from "../../semantics/kubernetes/group-kind.ts";
import { defineObjectCheck } from "./define.ts";

export const defaultNamespace = defineObjectCheck({
  id: "manifest/default-namespace",
  aliases: [
    "checkov:CKV_K8S_21",
    "kube-bench:5.6.4",
    "kube-linter:use-namespace",
    "kubescape:C-0061",
    "kubescape:C-0212",
    "trivy:KSV-0110",
  ],
  kinds: [
    "Pod",
    "Deployment.apps",
    "StatefulSet.apps",
    "DaemonSet.apps",
    "ReplicaSet.apps",
    "Job.batch",
    "CronJob.batch",
    "Service",
    "Secret",
    "ConfigMap",
    "ServiceAccount",
    "Role.rbac.authorization.k8s.io",
    "RoleBinding.rbac.authorization.k8s.io",
    "Ingress.networking.k8s.io",
  ],
  title: { en: "Object in the namespace default", ja: "default 名前空間のオブジェクト" },
  severity: "low",
  why: {
    en: "Everything without a home meets there: permissions, quotas and network policies cannot tell one service from another.",
    ja: "さまざまなものが混在するため、権限、クォータ、ネットワークポリシーをサービスごとに分けられません。",
  },
  remediation: {
    en: "Give each service a namespace of its own.",
    ja: "サービスごとに専用の名前空間を使用してください。",
  },
  sources: ["CIS Kubernetes Benchmark 1.12.0, 5.6.4", "NSA/CISA Kubernetes Hardening Guide 1.2, Namespaces"],
  parameters: {
    demandsName: {
      type: "boolean",
      description: {
        en: "Report objects without a namespace, too; they go where the one who applies them says.",
        ja: "名前空間の指定がないオブジェクトも検出します（通常は適用時の指定に従います）。",
      },
      default: false,
    },
  },
  examples: {
    fail: [
      "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: default }",
      { manifests: "apiVersion: v1\nkind: Service\nmetadata: { name: web }", parameters: { demandsName: true } },
    ],
    pass: [
      "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: kubernetes, namespace: default }",
    ],
  },
  evaluate(object, { parameters: { demandsName } }) {
    if (isClusterKind(object) || object.namespace !== "default" || object.name === "kubernetes") return [];
    if (!object.hasNamespace && !demandsName) return [];
    const message = object.hasNamespace
      ? { en: "The namespace is default.", ja: "名前空間が default です。" }
      : { en: "No namespace is written.", ja: "名前空間が指定されていません。" };
    return [{ message, pointer: object.hasNamespace ? "/metadata/namespace" : "/metadata" }];
  },
});
