import { findValue, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

const ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\n";
const route = "apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: { name: web }\n";

export const ingressWithoutTls = defineObjectCheck({
  id: "network/ingress-without-tls",
  aliases: ["kubescape:C-0263", "polaris:tlsSettingsMissing"],
  title: { en: "Ingress or Route without TLS", ja: "Ingress または Route に TLS の設定がない" },
  severity: "medium",
  why: {
    en: "Passwords, session cookies and data cross the network as clear text, and anybody on the way may change them.",
    ja: "パスワード、セッション Cookie、データが平文で流れ、経路上で盗聴や改ざんを受けるおそれがあります。",
  },
  remediation: {
    en: "Add spec.tls with a Secret that holds a certificate (cert-manager can keep it renewed).",
    ja: "証明書を持つ Secret を spec.tls に指定してください。cert-manager で自動更新もできます。",
  },
  sources: ["Kubernetes documentation, Ingress: TLS"],
  examples: {
    fail: [
      `${ingress}spec: { rules: [{ host: shop.example.com }] }\n`,
      `${ingress}spec: { tls: [] }\n`,
      `${route}spec: { host: a }\n`,
    ],
    pass: [
      `${ingress}spec: { tls: [{ hosts: [shop.example.com], secretName: shop }], rules: [{ host: shop.example.com }] }\n`,
      `${route}spec: { tls: { termination: edge } }\n`,
    ],
  },
  kinds: ["Ingress.networking.k8s.io", "Ingress.extensions", "Route.route.openshift.io"],
  evaluate({ content, kind }) {
    const hasTls =
      kind === "Route"
        ? (findValue(content, "spec", "tls") ?? null) !== null
        : listAt(content, "spec", "tls").length > 0;
    return hasTls ? [] : [{ message, pointer: "/spec/tls" }];
  },
});

const message = { en: "spec.tls is not set.", ja: "spec.tls が設定されていません。" };
