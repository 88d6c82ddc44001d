import { quote } from "../../model/quote.ts";
import { type BackendReference, backendReferences, routeKinds } from "../../semantics/kubernetes/backend-references.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findMeantName, objectsIn } from "../../semantics/kubernetes/objects-in-namespace.ts";
import { servicePorts } from "../../semantics/kubernetes/service-ports.ts";
import { defineObjectCheck, type ManifestViolation } from "../manifest/define.ts";

export const backendServiceMissing = defineObjectCheck({
  id: "reliability/backend-service-missing",
  aliases: [
    "kube-linter:dangling-ingress",
    "kube-score:ingress-targets-service",
    "kubescape:C-0298",
    "kubescape:C-0302",
    "popeye:POP-1401",
    "popeye:POP-1402",
  ],
  kinds: routeKinds,
  title: { en: "Route to a Service or port that is not there", ja: "存在しない Service またはポートへのルート" },
  severity: "medium",
  severityReason: {
    en: "Low where Services of the namespace were given, but none with a name like it: it may stand in another file.",
    ja: "似た名前の Service がなく、別のファイルにある可能性がある場合は「低」です。",
  },
  why: {
    en: "Requests end with an error. Whoever can create a Service of that name receives the traffic from outside.",
    ja: "リクエストがエラーになります。また、同じ名前の Service を作成できる者は外部からの通信を受け取れます。",
  },
  remediation: { en: "Correct name and port of the backend.", ja: "バックエンドの名前とポートを修正してください。" },
  sources: ["Kubernetes API reference, IngressServiceBackend v1", "Gateway API reference, BackendRef"],
  examples: {
    fail: [
      `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: wep, port: { number: 80 } } } }] } }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80 }] }`,
      `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { defaultBackend: { service: { name: web, port: { name: https } } } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ name: http, port: 80 }] }`,
      `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web }
spec: { rules: [{ backendRefs: [{ name: web, port: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80 }] }`,
    ],
    pass: [
      `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80 }] }`,
      `apiVersion: extensions/v1beta1
kind: Ingress
metadata: { name: web }
spec: { backend: { serviceName: web, servicePort: http } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ name: http, port: 80 }] }`,
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { defaultBackend: { service: { name: elsewhere, port: { number: 80 } } } }",
    ],
  },
  evaluate(object, { set }) {
    return backendReferences(object).flatMap((reference) => judge(set, reference));
  },
});

function judge(set: ManifestSet, reference: BackendReference): readonly ManifestViolation[] {
  const { namespace, service, port, pointer } = reference;
  const found = set.find("Service", namespace, service);
  const name = quote(`${namespace}/${service}`);
  if (found === undefined) {
    const others = objectsIn(set, "Service", namespace);
    if (others.length === 0 && !set.isWhole) return [];
    const near = findMeantName(service, others);
    return [
      {
        message: {
          en: `Service ${name} is not in what was given${near === undefined ? "." : `; did you mean ${near}?`}`,
          ja: `Service ${name} はスキャンした範囲にありません。${near === undefined ? "" : `${near} の誤りではありませんか。`}`,
        },
        pointer,
        detail: `service:${namespace}/${service}`,
        ...(set.isWhole || near !== undefined ? {} : { severity: "low" }),
      },
    ];
  }
  const ports = servicePorts(found);
  if (port === undefined || ports.length === 0) return [];
  if (ports.some((own) => own.port === port || own.name === port || String(own.port) === String(port))) return [];
  const shown = ports.map((own) => own.name ?? String(own.port ?? "?")).join(", ");
  return [
    {
      message: {
        en: `Service ${name} has no port ${quote(String(port))}; it has ${quote(shown)}.`,
        ja: `Service ${name} にポート ${quote(String(port))} はありません。定義されているポート: ${quote(shown)}`,
      },
      pointer,
      detail: `service:${namespace}/${service}:${String(port)}`,
    },
  ];
}
