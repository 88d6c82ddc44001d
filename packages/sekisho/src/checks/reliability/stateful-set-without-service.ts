import { quote } from "../../model/quote.ts";
import { hasLabels } from "../../semantics/kubernetes/label-selector.ts";
import { findTextAt, textMapAt } from "../../semantics/kubernetes/manifest-value.ts";
import { objectsIn } from "../../semantics/kubernetes/objects-in-namespace.ts";
import { definePodCheck } from "../manifest/define.ts";

export const statefulSetWithoutService = definePodCheck({
  id: "reliability/stateful-set-without-service",
  aliases: ["kube-score:statefulset-has-servicename"],
  title: { en: "StatefulSet without its headless Service", ja: "ヘッドレス Service のない StatefulSet" },
  severity: "low",
  why: {
    en: "The pods have no stable names in DNS, so that they do not find each other.",
    ja: "Pod に固定の DNS 名が付かず、互いに見つけられません。",
  },
  remediation: {
    en: "Name a Service with clusterIP: None in serviceName that selects the pods.",
    ja: "Pod を選択し、clusterIP: None を設定した Service を serviceName に指定してください。",
  },
  sources: ["Kubernetes documentation, StatefulSets: Stable Network ID"],
  examples: {
    fail: [
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec: { serviceName: db, template: { metadata: { labels: { app: db } }, spec: { containers: [] } } }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: db }, ports: [{ port: 5432 }] }`,
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec: { serviceName: db, template: { metadata: { labels: { app: db } }, spec: { containers: [] } } }
---
apiVersion: v1
kind: Service
metadata: { name: db-2 }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }`,
    ],
    pass: [
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec: { serviceName: db, template: { metadata: { labels: { app: db } }, spec: { containers: [] } } }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }`,
      "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec: { serviceName: elsewhere, template: { spec: { containers: [] } } }",
    ],
  },
  evaluate({ workload, labels }, { set }) {
    if (workload.kind !== "StatefulSet") return [];
    const name = findTextAt(workload.content, "spec", "serviceName") ?? "";
    const services = objectsIn(set, "Service", workload.namespace);
    // Since 1.33 the field may be left out by those who need no names.
    if (name === "" || (services.length === 0 && !set.isWhole)) return [];
    const service = services.find((candidate) => candidate.name === name);
    const shown = quote(name);
    if (service === undefined) {
      return [
        {
          message: {
            en: `Service ${shown} is not in what was given.`,
            ja: `Service ${shown} はスキャンした範囲にありません。`,
          },
          pointer: "",
        },
      ];
    }
    if (findTextAt(service.content, "spec", "clusterIP") !== "None") {
      return [
        {
          message: {
            en: `Service ${shown} is not headless.`,
            ja: `Service ${shown} に clusterIP: None がありません。`,
          },
          pointer: "",
        },
      ];
    }
    if (hasLabels(textMapAt(service.content, "spec", "selector"), labels)) return [];
    return [
      {
        message: {
          en: `Service ${shown} does not select these pods.`,
          ja: `Service ${shown} がこの Pod を選択していません。`,
        },
        pointer: "",
      },
    ];
  },
});
