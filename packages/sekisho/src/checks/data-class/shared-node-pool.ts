import { defineDemandCheck } from "./define-demand-check.ts";

export const sharedNodePool = defineDemandCheck({
  id: "data-class/shared-node-pool",
  demand: "own-node-pool",
  aliases: [],
  title: {
    en: "Service with a node pool of its own shares its nodes",
    ja: "専用のノードプールが必要なサービスがノードを共有している",
  },
  severity: "medium",
  why: {
    en: "The security policy demands a node pool of its own for this service. Who breaks out of a container beside it reaches its memory and volumes.",
    ja: "このサービスには、セキュリティポリシーにより専用のノードプールが必要です。同じノードのコンテナからの脱出により、メモリやボリュームのデータが漏えいするおそれがあります。",
  },
  remediation: {
    en: "Choose the pool by nodeSelector or required node affinity, taint its nodes, and tolerate the taint in this service alone.",
    ja: "nodeSelector または必須の nodeAffinity でノードプールを指定し、そのノードに taint を設定して、このサービスだけが許容するようにしてください。",
  },
  sources: ["NIST SP 800-190, section 4.3.4", "Kubernetes documentation, Taints and Tolerations"],
  examples: {
    fail: [
      "",
      {
        spec: "{ nodeSelector: { pool: accounts }, containers: [{ name: app, image: a }] }",
        beside: `kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: shop, labels: { app: shop } }
spec: { containers: [{ name: app, image: a }] }`,
      },
      {
        spec: "{ nodeSelector: { pool: accounts }, tolerations: [{ key: dedicated, value: accounts, effect: NoSchedule }], containers: [{ name: app, image: a }] }",
        beside: `kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: shop, labels: { app: shop } }
spec: { tolerations: [{ key: dedicated, value: accounts, effect: NoSchedule }], containers: [{ name: app, image: a }] }`,
      },
    ],
    pass: [
      {
        spec: "{ nodeSelector: { pool: accounts }, tolerations: [{ key: dedicated, value: accounts, effect: NoSchedule }], containers: [{ name: app, image: a }] }",
        beside: `kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: shop, labels: { app: shop } }
spec: { containers: [{ name: app, image: a }] }`,
      },
      { spec: "{ nodeSelector: { pool: accounts }, containers: [{ name: app, image: a }] }", beside: "" },
    ],
  },
});
