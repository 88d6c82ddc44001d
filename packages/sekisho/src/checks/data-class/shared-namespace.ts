import { defineDemandCheck } from "./define-demand-check.ts";

export const sharedNamespace = defineDemandCheck({
  id: "data-class/shared-namespace",
  demand: "own-namespace",
  aliases: [],
  title: {
    en: "Service with a namespace of its own shares it",
    ja: "専用の名前空間が必要なサービスが名前空間を共有している",
  },
  severity: "medium",
  why: {
    en: "The security policy demands a namespace of its own for this service. Roles, Secrets and network policies of a namespace hold for everything in it.",
    ja: "このサービスには、セキュリティポリシーにより専用の名前空間が必要です。ロールや Secret、ネットワークポリシーの効力は名前空間全体に及びます。",
  },
  remediation: {
    en: "Move the other workloads into namespaces of their own, or let the service select them if they are part of it.",
    ja: "ほかのワークロードを別の名前空間に移してください。同じサービスに属する場合は、services の select に含めてください。",
  },
  sources: ["NIST SP 800-190, section 4.3.4", "Kubernetes documentation, Multi-tenancy"],
  examples: {
    fail: [
      `kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: accounts, labels: { app: shop } }
spec: { containers: [{ name: app, image: a }] }`,
      `kind: CronJob
apiVersion: batch/v1
metadata: { name: clean, namespace: accounts }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: app, image: a }] } } } } }`,
    ],
    pass: [
      "",
      `kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: shop, labels: { app: shop } }
spec: { containers: [{ name: app, image: a }] }`,
    ],
  },
});
