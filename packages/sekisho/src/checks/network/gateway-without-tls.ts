import { findTextAt, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

const gateway = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge }\n";

/** Protocols of listeners that carry no encryption of their own. Source: Gateway API, ProtocolType. */
const plainProtocols: readonly string[] = ["HTTP", "TCP", "UDP"];

export const gatewayWithoutTls = defineObjectCheck({
  id: "network/gateway-without-tls",
  aliases: ["kubescape:C-0266"],
  title: { en: "Gateway has no encrypted listener", ja: "Gateway に暗号化されたリスナーがない" },
  severity: "medium",
  why: {
    en: "Everything that comes in crosses the network as clear text. One plain listener beside an encrypted one is common, for the redirect.",
    ja: "外部からの通信がすべて平文になります。なお、リダイレクト用に平文のリスナーを併設することは一般的です。",
  },
  remediation: {
    en: "Add a listener with protocol HTTPS or TLS and certificateRefs; keep HTTP for the redirect alone.",
    ja: "protocol が HTTPS または TLS のリスナーを certificateRefs とともに追加し、HTTP はリダイレクト専用にしてください。",
  },
  sources: ["Gateway API documentation, TLS configuration"],
  examples: {
    fail: [
      `${gateway}spec: { listeners: [{ name: web, port: 80, protocol: HTTP }] }\n`,
      `${gateway}spec: { listeners: [{ name: db, port: 5432, protocol: TCP }, { name: web, port: 80, protocol: HTTP }] }\n`,
    ],
    pass: [
      `${gateway}spec: { listeners: [{ name: web, port: 80, protocol: HTTP }, { name: tls, port: 443, protocol: HTTPS }] }\n`,
      `${gateway}spec: { listeners: [] }\n`,
    ],
  },
  kinds: ["Gateway.gateway.networking.k8s.io"],
  evaluate({ content }) {
    const listeners = listAt(content, "spec", "listeners");
    const isPlain = listeners.every((listener) => plainProtocols.includes(findTextAt(listener, "protocol") ?? ""));
    return listeners.length > 0 && isPlain ? [{ message, pointer: "/spec/listeners" }] : [];
  },
});

const message = {
  en: "None of its listeners uses HTTPS or TLS.",
  ja: "HTTPS または TLS を使うリスナーがありません。",
};
