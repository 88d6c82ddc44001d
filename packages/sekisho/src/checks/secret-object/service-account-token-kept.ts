import { quote } from "../../model/quote.ts";
import { findTextAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const serviceAccountTokenKept = defineObjectCheck({
  id: "secret-object/service-account-token-kept",
  aliases: [],
  kinds: ["Secret"],
  title: { en: "Token of a ServiceAccount that never expires", ja: "有効期限のない ServiceAccount トークン" },
  severity: "medium",
  why: {
    en: "The cluster writes a token into this Secret that is valid until the Secret is deleted: once stolen, it opens the API for ever.",
    ja: "この Secret には、削除されるまで有効なトークンが書き込まれます。盗まれると、いつまでも API を操作されます。",
  },
  remediation: {
    en: "Use projected tokens in pods (they are renewed), or `kubectl create token` with a duration outside.",
    ja: "Pod では自動更新される投影トークンを、外部では期限を指定した `kubectl create token` を使用してください。",
  },
  sources: ["Kubernetes documentation, Service account token Secrets", "CIS Kubernetes Benchmark 1.12.0, 5.1.6"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: Secret\nmetadata: { name: ci, annotations: { kubernetes.io/service-account.name: ci } }\ntype: kubernetes.io/service-account-token",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: ci, namespace: shop }\ntype: kubernetes.io/service-account-token",
    ],
    pass: [
      "apiVersion: v1\nkind: Secret\nmetadata: { name: ci }\ntype: Opaque",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: ci, annotations: { kubernetes.io/service-account.name: ci } }",
    ],
  },
  evaluate({ content, annotations }) {
    if (findTextAt(content, "type") !== "kubernetes.io/service-account-token") return [];
    const account = quote(annotations["kubernetes.io/service-account.name"] ?? "?");
    return [
      {
        message: {
          en: `The token of ServiceAccount ${account} is valid until this Secret is deleted.`,
          ja: `ServiceAccount ${account} のトークンが、この Secret を削除するまで有効です。`,
        },
        pointer: "/type",
      },
    ];
  },
});
