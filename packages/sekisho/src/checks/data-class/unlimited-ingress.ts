import { defineDemandCheck } from "./define-demand-check.ts";

export const unlimitedIngress = defineDemandCheck({
  id: "data-class/unlimited-ingress",
  demand: "ingress-limited",
  aliases: [],
  title: {
    en: "Service with limited ingress is reachable from everywhere",
    ja: "内向き通信の制限が必要なサービスにどこからでも接続できる",
  },
  severity: "medium",
  why: {
    en: "The security policy demands that only named sources reach this service. Every pod of the cluster can attack it.",
    ja: "このサービスには、セキュリティポリシーにより内向き通信の制限が必要です。クラスター内のどの Pod からでも攻撃を受けるおそれがあります。",
  },
  remediation: {
    en: "Add a NetworkPolicy with policyTypes: [Ingress] that names the sources.",
    ja: "policyTypes: [Ingress] の NetworkPolicy を追加し、必要な接続元だけを許可してください。",
  },
  sources: ["NIST SP 800-190, section 4.3.3", "Kubernetes documentation, Network Policies"],
  examples: {
    fail: [
      "",
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: { matchLabels: { app: other } } }`,
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {}, ingress: [{}] }`,
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }`,
    ],
    pass: [
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {} }`,
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }] }] }`,
    ],
  },
});
