import { defineDemandCheck } from "./define-demand-check.ts";

export const unencryptedTraffic = defineDemandCheck({
  id: "data-class/unencrypted-traffic",
  demand: "encryption-in-transit",
  aliases: [],
  title: {
    en: "Data that must be encrypted in transit is sent in clear text",
    ja: "転送時の暗号化が必要なデータが平文で送られる",
  },
  severity: "high",
  why: {
    en: "The security policy demands encryption in transit for what this service holds. On the way marked here anybody on the network can read it.",
    ja: "このサービスのデータには、セキュリティポリシーにより転送時の暗号化が必要です。該当の経路では、ネットワーク上の第三者に内容を読まれるおそれがあります。",
  },
  remediation: {
    en: "Give the Ingress a tls section, publish no port for plain HTTP, and set mutual TLS of the service mesh to STRICT.",
    ja: "Ingress に tls を設定し、平文の HTTP ポートを公開しないでください。サービスメッシュでは相互 TLS を STRICT に設定してください。",
  },
  sources: ["NIST SP 800-190, section 4.3.3", "Istio reference, PeerAuthentication"],
  examples: {
    fail: [
      `kind: Service
apiVersion: v1
metadata: { name: front, namespace: accounts }
spec: { selector: { app: accounts }, ports: [{ port: 8443 }] }
---
kind: Ingress
apiVersion: networking.k8s.io/v1
metadata: { name: site, namespace: accounts }
spec: { defaultBackend: { service: { name: front, port: { number: 8443 } } } }`,
      `kind: PeerAuthentication
apiVersion: security.istio.io/v1
metadata: { name: default, namespace: accounts }
spec: { mtls: { mode: PERMISSIVE } }`,
    ],
    pass: [
      `kind: Service
apiVersion: v1
metadata: { name: front, namespace: accounts }
spec: { selector: { app: accounts }, ports: [{ port: 8443 }] }
---
kind: Ingress
apiVersion: networking.k8s.io/v1
metadata: { name: site, namespace: accounts }
spec: { tls: [{ hosts: [a.example.com] }], defaultBackend: { service: { name: front, port: { number: 8443 } } } }
---
kind: PeerAuthentication
apiVersion: security.istio.io/v1
metadata: { name: default, namespace: accounts }
spec: { mtls: { mode: STRICT } }`,
      "",
    ],
  },
});
