import { backendReferences } from "../../semantics/kubernetes/backend-references.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { groupOf } from "../../semantics/kubernetes/manifest-object.ts";
import { servicePorts } from "../../semantics/kubernetes/service-ports.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";

const probes = ["livenessProbe", "readinessProbe", "startupProbe"] as const;

export const portByNumber = defineSetCheck({
  id: "reliability/port-by-number",
  aliases: ["popeye:POP-105", "popeye:POP-108", "popeye:POP-1102", "popeye:POP-1403"],
  isOptional: true,
  title: { en: "Port without a name, or named by its number", ja: "名前のないポート、または番号によるポートの指定" },
  severity: "info",
  why: {
    en: "When the container moves to another port, every place that repeats the number has to be found.",
    ja: "コンテナのポートを変更する際に、番号を記述したすべての箇所を修正する必要があります。",
  },
  remediation: {
    en: "Name the port in the container, and use the name in probes, Services and Ingresses.",
    ja: "コンテナのポートに名前を付け、プローブ、Service、Ingress からは名前で指定してください。",
  },
  sources: ["Kubernetes documentation, Service: Port definitions"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web:1, ports: [{ containerPort: 80 }] }] }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web:1, livenessProbe: { httpGet: { port: 80 } } }] }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }",
    ],
    pass: [
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 80 }], livenessProbe: { httpGet: { port: http } } }] }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { defaultBackend: { service: { name: web, port: { name: http } } } }",
    ],
  },
  evaluate(set) {
    return [
      ...set.templates.flatMap((template) => inPods(template)),
      ...set.ofKind("Service").flatMap((service) => (groupOf(service) === "" ? inService(service) : [])),
      ...set
        .ofKind("Ingress")
        .flatMap((object) =>
          backendReferences(object).flatMap(({ port, pointer }) =>
            typeof port === "number" ? [violation(object, port, pointer)] : [],
          ),
        ),
    ];
  },
});

function inPods({ workload, pointer: base, containers }: PodTemplate): readonly SetViolation[] {
  return containers.flatMap(({ spec, pointer }) => [
    ...(spec.ports ?? []).flatMap(({ value, pointer: place }) =>
      value.name === undefined && value.containerPort !== undefined
        ? [violation(workload, value.containerPort, base + place)]
        : [],
    ),
    ...probes.flatMap((name) => {
      const port = spec[name]?.httpGet?.port ?? spec[name]?.tcpSocket?.port;
      const kind = spec[name]?.httpGet === undefined ? "tcpSocket" : "httpGet";
      return typeof port === "number" ? [violation(workload, port, `${base}${pointer}/${name}/${kind}/port`)] : [];
    }),
  ]);
}

function inService(object: ManifestObject): readonly SetViolation[] {
  return servicePorts(object).flatMap(({ target, hasTarget, pointer }) =>
    hasTarget && typeof target === "number" ? [violation(object, target, `${pointer}/targetPort`)] : [],
  );
}

function violation(object: ManifestObject, port: number, pointer: string): SetViolation {
  return {
    object,
    message: { en: `Port ${port} has no name here.`, ja: `ポート ${port} が名前で指定されていません。` },
    pointer,
    detail: `port:${port}`,
  };
}
