import { hasLabels } from "../../semantics/kubernetes/label-selector.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findTextAt, listAt, pointerPart, textMapAt } from "../../semantics/kubernetes/manifest-value.ts";
import { templatesIn } from "../../semantics/kubernetes/selected-templates.ts";
import { mutualTlsOf, refusesClearText } from "../../semantics/traffic/mutual-tls.ts";
import { clearProtocolOf } from "../../semantics/traffic/service-port.ts";
import { defineObjectCheck, type ManifestViolation } from "../manifest/define.ts";

const service = "apiVersion: v1\nkind: Service\nmetadata: { name: orders, namespace: shop }\n";
const ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\n";
const backendProtocol = "nginx.ingress.kubernetes.io/backend-protocol";
const pod =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: orders, namespace: shop, labels: { app: orders } }\nspec: { containers: [{ name: orders }] }\n---\n";
const strict =
  "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: default, namespace: shop }\nspec: { mtls: { mode: STRICT } }\n---\n";

export const grpcWithoutTls = defineObjectCheck({
  id: "network/grpc-without-tls",
  aliases: [],
  title: { en: "gRPC without TLS", ja: "gRPC に TLS が使われていない" },
  severity: "low",
  why: {
    en: "gRPC sends tokens and data in clear text unless it is told to use TLS. Whoever runs a pod or node on the way can read and change the calls.",
    ja: "gRPC は、TLS を有効にしない限りトークンやデータを平文で送信します。経路上の Pod やノードから、呼び出しの盗聴や改ざんを受けるおそれがあります。",
  },
  remediation: {
    en: "Give server and client TLS credentials and name the port grpcs (appProtocol: grpcs), or let a service mesh insist on mutual TLS.",
    ja: "サーバーとクライアントに TLS の認証情報を設定し、ポート名を grpcs（appProtocol: grpcs）にしてください。サービスメッシュで相互 TLS を強制する方法もあります。",
  },
  sources: [
    "gRPC documentation, Authentication",
    "Kubernetes documentation, Service: Application protocol",
    "NSA and CISA, Kubernetes Hardening Guide 1.2",
  ],
  examples: {
    fail: [
      `${service}spec: { ports: [{ name: grpc, port: 50051 }] }\n`,
      `${service}spec: { ports: [{ name: api, port: 50051, appProtocol: kubernetes.io/h2c }] }\n`,
      `${service}spec: { ports: [{ name: web, port: 8080, appProtocol: grpc-web }] }\n`,
      `${pod}${service}spec: { selector: { app: orders }, ports: [{ name: grpc-api, port: 50051 }] }\n`,
      `${ingress}metadata: { name: orders, annotations: { ${backendProtocol}: GRPC } }\nspec: {}\n`,
    ],
    pass: [
      `${service}spec: { ports: [{ name: grpcs, port: 50051 }, { name: grpc-tls, port: 50052 }] }\n`,
      `${service}spec: { ports: [{ name: grpc, port: 50051, appProtocol: grpcs }] }\n`,
      `${service}spec: { ports: [{ name: grpcweb, port: 50051 }, { port: 50052 }] }\n`,
      `${strict}${pod}${service}spec: { selector: { app: orders }, ports: [{ name: grpc, port: 50051 }] }\n`,
      `${ingress}metadata: { name: orders, annotations: { ${backendProtocol}: GRPCS } }\nspec: {}\n`,
    ],
  },
  kinds: ["Service", "Ingress.networking.k8s.io"],
  isAbout: (set) => set.ofKind("Service").some(carriesGrpc) || set.ofKind("Ingress").some(passesGrpc),
  evaluate: (object, { set }) => (object.kind === "Service" ? judgeService(object, set) : judgeIngress(object)),
});

/** With TLS or without. */
function carriesGrpc({ content }: ManifestObject): boolean {
  return listAt(content, "spec", "ports").some((port) =>
    [findTextAt(port, "appProtocol"), findTextAt(port, "name")].some((word) => /grpc|h2c/i.test(word ?? "")),
  );
}

function passesGrpc({ annotations }: ManifestObject): boolean {
  return annotations[backendProtocol]?.toUpperCase().startsWith("GRPC") === true;
}

function judgeService(object: ManifestObject, set: ManifestSet): readonly ManifestViolation[] {
  const clear = [...listAt(object.content, "spec", "ports").entries()].filter(
    ([, port]) => clearProtocolOf(port) === "gRPC",
  );
  if (clear.length === 0 || isEncryptedByMesh(object, set)) return [];
  const type = findTextAt(object.content, "spec", "type");
  const isPublished = type === "LoadBalancer" || type === "NodePort";
  return clear.map(([index, port]) => {
    const named = findTextAt(port, "appProtocol") ?? findTextAt(port, "name") ?? "";
    return {
      message: {
        en: `The port says that it carries gRPC without TLS (${named}).`,
        ja: `このポートは TLS を使わない gRPC 用（${named}）です。`,
      },
      pointer: `/spec/ports${pointerPart(index)}`,
      detail: `port:${index}`,
      ...(isPublished ? { severity: "medium" as const } : {}),
    };
  });
}

/** Only when all its pods are known to refuse clear text. */
function isEncryptedByMesh({ namespace, content }: ManifestObject, set: ManifestSet): boolean {
  const selector = textMapAt(content, "spec", "selector");
  if (Object.keys(selector).length === 0) return false;
  const chosen = templatesIn(set, namespace).filter(({ labels }) => hasLabels(selector, labels));
  return chosen.length > 0 && chosen.every((template) => refusesClearText(mutualTlsOf(template, set)));
}

/** Source: Ingress-NGINX documentation, "Backend Protocol". */
function judgeIngress({ annotations }: ManifestObject): readonly ManifestViolation[] {
  if (annotations[backendProtocol]?.toUpperCase() !== "GRPC") return [];
  const message = {
    en: "The Ingress hands calls on to its backend over gRPC without TLS.",
    ja: "Ingress からバックエンドへの gRPC に TLS が使われていません。",
  };
  return [{ message, pointer: `/metadata/annotations${pointerPart(backendProtocol)}`, detail: "backend-protocol" }];
}
