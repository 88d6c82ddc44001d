import { mixedNodes } from "../../semantics/data-classes/mixed-levels.ts";
import { defineSetCheck } from "../manifest/define.ts";
import { exampleService } from "./define-demand-check.ts";

const services = [exampleService("accounts", ["no-lower-class-beside"], 3), exampleService("shop", [], 0)];

export const mixedLevelsOnNodes = defineSetCheck({
  id: "data-class/mixed-levels-on-nodes",
  aliases: [],
  title: {
    en: "Services of different sensitivity may run on one node",
    ja: "機微性レベルの異なるサービスが同じノードに混在しうる",
  },
  severity: "high",
  severityReason: {
    en: "Low where no data class demands that less sensitive services stay apart.",
    ja: "レベルの低いサービスとの分離を要求するデータ区分がない場合は「低」です。",
  },
  why: {
    en: "Containers of one node share its kernel. Who breaks out of the less sensitive service, which is guarded less, reaches the data of the other.",
    ja: "同じノードのコンテナはカーネルを共有します。対策の弱いサービスのコンテナから脱出されると、レベルの高いサービスのデータに到達されるおそれがあります。",
  },
  remediation: {
    en: "Choose a node pool for each level by nodeSelector, taint its nodes and tolerate the taint in that level alone.",
    ja: "機微性レベルごとに nodeSelector でノードプールを指定し、ノードに taint を設定して、そのレベルのワークロードだけが許容するようにしてください。",
  },
  sources: ["NIST SP 800-190, sections 3.3.4 and 4.3.4"],
  examples: {
    fail: [
      {
        services,
        manifests: `kind: Pod
apiVersion: v1
metadata: { name: accounts, namespace: accounts, labels: { app: accounts } }
spec: { containers: [{ name: app, image: a }] }
---
kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: shop, labels: { app: shop } }
spec: { containers: [{ name: app, image: a }] }`,
      },
      {
        services,
        manifests: `kind: Pod
apiVersion: v1
metadata: { name: accounts, namespace: accounts, labels: { app: accounts } }
spec: { nodeSelector: { kubernetes.io/os: linux }, containers: [{ name: app, image: a }] }
---
kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: shop, labels: { app: shop } }
spec: { nodeSelector: { pool: web }, containers: [{ name: app, image: a }] }`,
      },
    ],
    pass: [
      {
        services,
        manifests: `kind: Pod
apiVersion: v1
metadata: { name: accounts, namespace: accounts, labels: { app: accounts } }
spec: { nodeSelector: { pool: accounts }, containers: [{ name: app, image: a }] }
---
kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: shop, labels: { app: shop } }
spec: { nodeSelector: { pool: web }, containers: [{ name: app, image: a }] }`,
      },
      {
        services,
        manifests: `kind: Pod
apiVersion: v1
metadata: { name: accounts, namespace: accounts, labels: { app: accounts } }
spec: { nodeSelector: { pool: accounts }, tolerations: [{ key: dedicated, value: accounts, effect: NoSchedule }], containers: [{ name: app, image: a }] }
---
kind: Pod
apiVersion: v1
metadata: { name: shop, namespace: shop, labels: { app: shop } }
spec: { containers: [{ name: app, image: a }] }`,
      },
    ],
  },
  evaluate(set) {
    return mixedNodes(set).map(({ placed, template, neighbour, neighbourLevel, isForbidden }) => {
      const own = template.workload;
      const other = neighbour.workload;
      return {
        object: own,
        pointer: `${template.pointer}/spec/nodeSelector`,
        detail: `service:${placed.service.name}`,
        severity: isForbidden ? "high" : "low",
        message: {
          en: `${own.name} (level ${placed.level}) and ${other.name} (level ${neighbourLevel}) may run on one node.`,
          ja: `${own.name}（機微性レベル ${placed.level}）と ${other.name}（機微性レベル ${neighbourLevel}）が同じノードで実行される可能性があります。`,
        },
      };
    });
  },
});
