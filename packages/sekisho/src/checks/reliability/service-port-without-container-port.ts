import { quote } from "../../model/quote.ts";
import { describeObject, groupOf, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { textMapAt } from "../../semantics/kubernetes/manifest-value.ts";
import { templatesWithLabels } from "../../semantics/kubernetes/selected-templates.ts";
import {
  type DeclaredPort,
  declaredPorts,
  type ServicePort,
  servicePorts,
} from "../../semantics/kubernetes/service-ports.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";

export const servicePortWithoutContainerPort = defineSetCheck({
  id: "reliability/service-port-without-container-port",
  aliases: ["popeye:POP-1101", "popeye:POP-1106"],
  title: { en: "Service port that no container declares", ja: "コンテナが宣言していないポートへの Service" },
  severity: "medium",
  severityReason: {
    en: "Low for a number: a container may listen on a port that it does not declare.",
    ja: "番号で指定している場合は、宣言がなくても待ち受けている可能性があるため「低」です。",
  },
  why: {
    en: "A name that no container declares leads nowhere; a number that differs from all declared ones is most likely a slip.",
    ja: "どのコンテナも宣言していない名前には接続できません。宣言と異なる番号は誤記の可能性があります。",
  },
  remediation: {
    en: "Correct targetPort, or declare the port in the container.",
    ja: "targetPort を修正するか、コンテナにポートを宣言してください。",
  },
  sources: ["Kubernetes API reference, ServicePort v1: targetPort"],
  examples: {
    fail: [
      `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: htpp }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 8080 }] }] } } }`,
      `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web:1, ports: [{ containerPort: 8080 }] }] } } }`,
    ],
    pass: [
      `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 8080 }] }] } } }`,
      `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 3000 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web:1 }] } } }`,
    ],
  },
  evaluate(set) {
    return set.ofKind("Service").flatMap((service) => (groupOf(service) === "" ? judge(set, service) : []));
  },
});

function judge(set: ManifestSet, object: ManifestObject): readonly SetViolation[] {
  const templates = templatesWithLabels(set, object.namespace, textMapAt(object.content, "spec", "selector"));
  if (templates.length === 0) return [];
  const declared = templates.map((template) => declaredPorts(template));
  return servicePorts(object).flatMap((port): readonly SetViolation[] => {
    const { target } = port;
    if (target === undefined) return [];
    const isName = typeof target === "string" && !/^\d+$/.test(target);
    // Of several workloads behind one Service one may serve a port that the others do not have.
    const isServed = declared.some(
      (ports) => (!isName && ports.length === 0) || ports.some((own) => isSame(own, port)),
    );
    if (isServed) return [];
    const names = templates
      .map(({ workload }) => describeObject(workload))
      .slice(0, 3)
      .join(", ");
    const shown = quote(String(target));
    return [
      {
        object,
        message: {
          en: `No container of ${names} declares port ${shown}.`,
          ja: `${names} のコンテナはポート ${shown} を宣言していません。`,
        },
        pointer: port.hasTarget ? `${port.pointer}/targetPort` : `${port.pointer}/port`,
        detail: `port:${port.name ?? String(port.port ?? "")}`,
        ...(isName ? {} : { severity: "low" }),
      },
    ];
  });
}

function isSame(own: DeclaredPort, { target, protocol }: ServicePort): boolean {
  if (own.protocol !== protocol) return false;
  return own.name === target || (own.port !== undefined && String(own.port) === String(target));
}
