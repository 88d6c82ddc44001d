import { findTextAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const externalTrafficPolicy = defineObjectCheck({
  id: "reliability/external-traffic-policy",
  aliases: ["popeye:POP-1107", "popeye:POP-1108"],
  isOptional: true,
  kinds: ["Service"],
  title: { en: "Traffic from outside takes another way than expected", ja: "外部からの通信経路が想定と異なる Service" },
  severity: "info",
  why: {
    en: "A load balancer with the policy Cluster hides the client's address from logs and network policies; a node port with Local answers on some nodes only.",
    ja: "LoadBalancer で Cluster を使うとクライアントのアドレスがログやネットワークポリシーから見えなくなり、NodePort で Local を使うと一部のノードでしか応答しません。",
  },
  remediation: {
    en: "Use Local with load balancers, Cluster with plain node ports.",
    ja: "LoadBalancer では Local、NodePort では Cluster を使用してください。",
  },
  sources: ["Kubernetes documentation, Create an External Load Balancer: Preserving the client source IP"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: NodePort, externalTrafficPolicy: Local, ports: [{ port: 80 }] }",
    ],
    pass: [
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 80 }] }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }",
    ],
  },
  evaluate({ content }) {
    const type = findTextAt(content, "spec", "type");
    const policy = findTextAt(content, "spec", "externalTrafficPolicy") ?? "Cluster";
    const isOdd = (type === "LoadBalancer" && policy === "Cluster") || (type === "NodePort" && policy === "Local");
    if (!isOdd) return [];
    const pointer = "/spec/externalTrafficPolicy";
    const value = policy === "Cluster" ? "Local" : "Cluster";
    return [
      {
        message: { en: `A ${type} with the policy ${policy}.`, ja: `${type} に対するポリシーが ${policy} です。` },
        pointer,
        fix: { safety: "proposal", changes: [{ set: pointer, value }] },
      },
    ];
  },
});
