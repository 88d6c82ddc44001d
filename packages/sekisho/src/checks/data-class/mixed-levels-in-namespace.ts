import { mixedNamespaces } from "../../semantics/data-classes/mixed-levels.ts";
import { defineSetCheck } from "../manifest/define.ts";
import { exampleService } from "./define-demand-check.ts";

const services = [exampleService("accounts", ["own-namespace"], 3), exampleService("shop", [], 0)];

export const mixedLevelsInNamespace = defineSetCheck({
  id: "data-class/mixed-levels-in-namespace",
  aliases: [],
  title: {
    en: "Services of different sensitivity share a namespace",
    ja: "機微性レベルの異なるサービスが名前空間に混在している",
  },
  severity: "medium",
  severityReason: {
    en: "Low where no data class demands a namespace of its own.",
    ja: "専用の名前空間を要求するデータ区分がない場合は「低」です。",
  },
  why: {
    en: "Whoever may act in the namespace for the less sensitive service acts for the other too: roles, Secrets and policies of a namespace hold for both.",
    ja: "名前空間の権限、Secret、ポリシーは両方のサービスに及ぶため、機微性レベルの低いサービスの権限で、レベルの高いサービスを操作されるおそれがあります。",
  },
  remediation: {
    en: "Give each level a namespace of its own.",
    ja: "機微性レベルごとに名前空間を分けてください。",
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
metadata: { name: shop, namespace: accounts, labels: { app: shop } }
spec: { containers: [{ name: app, image: a }] }`,
      },
    ],
    pass: [
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
spec: { containers: [{ name: app, image: a }] }
---
kind: Pod
apiVersion: v1
metadata: { name: tool, namespace: accounts, labels: { app: tool } }
spec: { containers: [{ name: app, image: a }] }`,
      },
    ],
  },
  evaluate(set) {
    return mixedNamespaces(set).map(({ placed, template, neighbour, neighbourLevel, isForbidden }) => {
      const own = template.workload;
      const other = neighbour.workload;
      return {
        object: own,
        pointer: "/metadata/namespace",
        detail: `service:${placed.service.name}`,
        severity: isForbidden ? "medium" : "low",
        message: {
          en: `The namespace ${own.namespace} holds ${own.name} (level ${placed.level}) and ${other.name} (level ${neighbourLevel}).`,
          ja: `名前空間 ${own.namespace} に、${own.name}（機微性レベル ${placed.level}）と ${other.name}（機微性レベル ${neighbourLevel}）が混在しています。`,
        },
      };
    });
  },
});
