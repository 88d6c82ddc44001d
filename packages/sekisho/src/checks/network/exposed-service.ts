import { textsAt } from "../../semantics/kubernetes/manifest-value.ts";
import { exposuresOf } from "../../semantics/kubernetes/service-exposure.ts";
import { defineObjectCheck, type ManifestViolation } from "../manifest/define.ts";

const head = "apiVersion: v1\nkind: Service\n";

export const exposedService = defineObjectCheck({
  id: "network/exposed-service",
  aliases: [
    "kube-linter:exposed-services",
    "kube-score:service-type",
    "kubescape:C-0021",
    "kubescape:C-0256",
    "popeye:POP-1103",
    "popeye:POP-1104",
  ],
  title: {
    en: "Service is open to addresses outside of the cluster",
    ja: "Service がクラスター外のアドレスに公開されている",
  },
  severity: "low",
  why: {
    en: "Node ports and load balancers without source ranges take connections from every network that routes there, past Ingress controllers with their TLS, logs and limits. External addresses let whoever writes the Service draw in traffic that was meant for others.",
    ja: "NodePort や、送信元を限定しない LoadBalancer は、TLS、ログ、流量制限を備えた Ingress コントローラーを経由せず、到達可能なすべてのネットワークから接続を受け付けます。externalIPs では、ほかの宛先の通信を奪うこともできます。",
  },
  remediation: {
    en: "Use ClusterIP behind an Ingress or Gateway, or name who may connect in loadBalancerSourceRanges.",
    ja: "ClusterIP にして Ingress または Gateway 経由で公開するか、loadBalancerSourceRanges で接続元を限定してください。",
  },
  sources: ["Kubernetes documentation, Service: Publishing Services", "CVE-2020-8554"],
  examples: {
    fail: [
      `${head}metadata: { name: web }\nspec: { type: NodePort, ports: [{ port: 80 }] }\n`,
      `${head}metadata: { name: web }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }\n`,
      `${head}metadata: { name: web }\nspec: { externalIPs: [192.0.2.1], ports: [{ port: 80 }] }\n`,
    ],
    pass: [
      `${head}metadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n`,
      `${head}metadata: { name: web }\nspec: { type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.0/24] }\n`,
      `${head}metadata: { name: web, annotations: { networking.gke.io/load-balancer-type: Internal } }\nspec: { type: LoadBalancer }\n`,
    ],
  },
  kinds: ["Service"],
  evaluate(object) {
    const violations: ManifestViolation[] = [];
    const exposures = exposuresOf(object.content);
    if (exposures.includes("node-port")) violations.push({ pointer: "/spec/type", detail: "type", message: nodePort });
    if (exposures.includes("load-balancer")) {
      violations.push({ pointer: "/spec/type", detail: "type", message: loadBalancer });
    }
    const addresses = textsAt(object.content, "spec", "externalIPs");
    if (addresses.length > 0) {
      const message = {
        en: `externalIPs takes over traffic to ${addresses.join(", ")}.`,
        ja: `externalIPs により、${addresses.join("、")} 宛ての通信を受け取ります。`,
      };
      violations.push({ pointer: "/spec/externalIPs", detail: "externalIPs", message, severity: "medium" });
    }
    return violations;
  },
});

const nodePort = {
  en: "type is NodePort: every node takes connections for this Service.",
  ja: "type が NodePort のため、すべてのノードがこの Service への接続を受け付けます。",
};

const loadBalancer = {
  en: "type is LoadBalancer, and loadBalancerSourceRanges names nobody.",
  ja: "type が LoadBalancer で、loadBalancerSourceRanges による接続元の限定がありません。",
};
