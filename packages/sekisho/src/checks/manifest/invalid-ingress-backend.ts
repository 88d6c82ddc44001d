import type { Text } from "../../model/text.ts";
import {
  findTextAt,
  findValue,
  isManifestMap,
  listAt,
  type ManifestValue,
} from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "./define.ts";

export const invalidIngressBackend = defineObjectCheck({
  id: "manifest/invalid-ingress-backend",
  aliases: ["popeye:POP-1404"],
  kinds: ["Ingress.networking.k8s.io"],
  title: { en: "Ingress path without a proper backend", ja: "バックエンドが正しくない Ingress のパス" },
  severity: "medium",
  why: { en: "The API server refuses the Ingress.", ja: "API サーバーが Ingress を拒否します。" },
  remediation: {
    en: "Each path needs pathType and a backend with service.name and service.port.number or name.",
    ja: "各パスに pathType と、service.name および service.port の number または name を持つ backend を記述してください。",
  },
  sources: ["Kubernetes API reference, Ingress v1"],
  examples: {
    fail: [
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { serviceName: web, servicePort: 80 } }] } }] }",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ http: { paths: [{ path: /, backend: { service: { name: web, port: { number: 80 } } } }] } }] }",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web } } }] } }] }",
    ],
    pass: [
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }] } }] }",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ http: { paths: [{ path: /, pathType: Exact, backend: { resource: { kind: Bucket, name: images } } }] } }] }",
      "apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ http: { paths: [{ backend: { serviceName: web, servicePort: 80 } }] } }] }",
    ],
  },
  evaluate({ apiVersion, content }) {
    if (apiVersion !== "networking.k8s.io/v1") return [];
    return listAt(content, "spec", "rules").flatMap((rule, place) =>
      listAt(rule, "http", "paths").flatMap((path, index) => {
        const message = findProblem(path);
        if (message === undefined) return [];
        const base = `/spec/rules/${place}/http/paths/${index}`;
        const isType = findTextAt(path, "pathType") === undefined;
        return [
          { message, pointer: isType ? `${base}/pathType` : `${base}/backend`, detail: `path:${place}.${index}` },
        ];
      }),
    );
  },
});

function findProblem(path: ManifestValue): Text | undefined {
  const backend = findValue(path, "backend");
  if (findTextAt(path, "pathType") === undefined) return { en: "pathType is missing.", ja: "pathType がありません。" };
  if (isManifestMap(findValue(backend, "resource"))) return undefined;
  if (findTextAt(backend, "service", "name") === undefined) {
    return {
      en: "The backend names neither a service nor a resource.",
      ja: "backend に service も resource もありません。",
    };
  }
  const port = findValue(backend, "service", "port");
  const hasPort = isManifestMap(port) && (port["number"] !== undefined) !== (port["name"] !== undefined);
  return hasPort
    ? undefined
    : { en: "The port needs either number or name.", ja: "port には number または name のどちらか一方が必要です。" };
}
