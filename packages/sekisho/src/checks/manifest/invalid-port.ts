import { quote } from "../../model/quote.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { groupOf } from "../../semantics/kubernetes/manifest-object.ts";
import { isPortName, isPortNumber, servicePorts } from "../../semantics/kubernetes/service-ports.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { defineSetCheck, type SetViolation } from "./define.ts";

export const invalidPort = defineSetCheck({
  id: "manifest/invalid-port",
  aliases: [
    "kube-linter:invalid-target-ports",
    "kube-linter:target-port-specification",
    "kube-score:container-ports-check",
  ],
  title: { en: "Port that Kubernetes refuses", ja: "使用できないポート" },
  severity: "medium",
  why: {
    en: "The API server refuses the object, or the port leads nowhere.",
    ja: "API サーバーがオブジェクトを拒否するか、そのポートに接続できません。",
  },
  remediation: {
    en: "Numbers are 1 to 65535; names have at most 15 of a-z, 0-9 and -, with a letter, and stand once in a pod.",
    ja: "番号は 1～65535、名前は英小文字を含む a～z、0～9、- の 15 文字以内で、Pod 内で一意にしてください。",
  },
  sources: ["Kubernetes API reference, ContainerPort v1 and ServicePort v1"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80, targetPort: n234567890123456 }] }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 70000 }] }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: web:1, ports: [{ name: HTTP_, containerPort: 80 }] }] }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: a, image: a:1, ports: [{ name: http, containerPort: 80 }] }, { name: b, image: b:1, ports: [{ name: http, containerPort: 81 }] }] }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: a, image: a:1, ports: [{ name: http }] }] }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80, targetPort: '8080' }] }",
    ],
    pass: [
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80, targetPort: http-admin }] }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: a, image: a:1, ports: [{ name: http, containerPort: 80 }, { name: http2, containerPort: 81 }] }] }",
    ],
  },
  evaluate(set) {
    return [
      ...set.templates.flatMap((template) => inPod(template)),
      ...set.ofKind("Service").flatMap((service) => (groupOf(service) === "" ? inService(service) : [])),
    ];
  },
});

function inPod({ workload, pointer: base, containers }: PodTemplate): readonly SetViolation[] {
  const seen = new Set<string>();
  return containers.flatMap(({ spec }) =>
    (spec.ports ?? []).flatMap(({ value: { name, containerPort }, pointer: place }): readonly SetViolation[] => {
      const pointer = base + place;
      const found: SetViolation[] = [];
      if (containerPort === undefined || !isPortNumber(containerPort)) {
        found.push(violation(workload, `${pointer}/containerPort`, String(containerPort ?? "containerPort")));
      }
      if (name !== undefined && !isPortName(name)) found.push(violation(workload, `${pointer}/name`, name));
      if (name !== undefined && seen.has(name)) found.push(repeated(workload, `${pointer}/name`, name));
      if (name !== undefined) seen.add(name);
      return found;
    }),
  );
}

function inService(object: ManifestObject): readonly SetViolation[] {
  return servicePorts(object).flatMap(({ port, target, hasTarget, pointer }): readonly SetViolation[] => {
    const found: SetViolation[] = [];
    if (port !== undefined && !isPortNumber(port)) found.push(violation(object, `${pointer}/port`, String(port)));
    const isGood = typeof target === "number" ? isPortNumber(target) : isPortName(target ?? "a");
    if (hasTarget && !isGood && !/[${}]/.test(String(target))) {
      found.push(violation(object, `${pointer}/targetPort`, String(target)));
    }
    return found;
  });
}

function violation(object: ManifestObject, pointer: string, text: string): SetViolation {
  const shown = quote(text);
  return {
    object,
    message: { en: `“${shown}” is no port.`, ja: `「${shown}」はポートとして使用できません。` },
    pointer,
    detail: `port:${text}`,
  };
}

function repeated(object: ManifestObject, pointer: string, name: string): SetViolation {
  const shown = quote(name);
  return {
    object,
    message: {
      en: `The name ${shown} stands for two ports of one pod.`,
      ja: `1 つの Pod 内でポート名 ${shown} が重複しています。`,
    },
    pointer,
    detail: `repeated-port:${name}`,
  };
}
