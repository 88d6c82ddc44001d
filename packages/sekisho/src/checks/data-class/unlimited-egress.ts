import { defineDemandCheck } from "./define-demand-check.ts";

export const unlimitedEgress = defineDemandCheck({
  id: "data-class/unlimited-egress",
  demand: "egress-limited",
  aliases: [],
  title: {
    en: "Service with limited egress reaches every address",
    ja: "外向き通信の制限が必要なサービスがすべての宛先に接続できる",
  },
  severity: "medium",
  why: {
    en: "The security policy demands that this service reaches named destinations only. An intruder in it can send the data anywhere.",
    ja: "このサービスには、セキュリティポリシーにより外向き通信の制限が必要です。侵入された場合に、データを任意の宛先に持ち出されるおそれがあります。",
  },
  remediation: {
    en: "Add a NetworkPolicy with policyTypes: [Egress] that names the destinations, and a rule for DNS.",
    ja: "policyTypes: [Egress] の NetworkPolicy を追加し、必要な宛先と DNS だけを許可してください。",
  },
  sources: ["NIST SP 800-190, sections 4.3.3 and 4.4.2", "Kubernetes documentation, Network Policies"],
  examples: {
    fail: [
      "",
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{}] }`,
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }`,
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {}, policyTypes: [Ingress] }`,
    ],
    pass: [
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {}, policyTypes: [Egress] }`,
      `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: { name: limits, namespace: accounts }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 53, protocol: UDP }] }, { to: [{ podSelector: { matchLabels: { app: db } } }] }] }`,
    ],
  },
});
