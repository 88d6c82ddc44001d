import { resourceOf } from "../../semantics/audit/audit-object.ts";
import { describeCaller, isAnonymous } from "../../semantics/audit/caller.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { defineWindowDetector } from "../define.ts";

export const refusalBurst = defineWindowDetector({
  id: "audit/refusal-burst",
  aliases: ["sigma:0d933542-1f1f-420d-97d4-21b2c3c492d9"],
  title: { en: "Many different requests refused", ja: "多種のリクエストの連続拒否" },
  severity: "medium",
  why: {
    en: "Somebody tries out what their credentials open. Software asks for what it needs and is refused the same thing over and over; a person who looks around is refused many different things.",
    ja: "手に入れた認証情報で何ができるかを試している可能性があります。通常のソフトウェアは同じ要求を繰り返し拒否されますが、探索では異なる要求が次々に拒否されます。",
  },
  remediation: {
    en: "Find the credentials that were used and withdraw them; keep automatic tokens out of pods that do not call the API.",
    ja: "使用された認証情報を特定して無効にしてください。API を呼び出さない Pod にはトークンを自動でマウントしないでください。",
  },
  response: [
    {
      en: "See where the calls came from and with which client, and whether the caller usually calls from there.",
      ja: "接続元アドレスとクライアントを確認し、その主体の普段の利用と一致するか調べます。",
    },
    {
      en: "Look at what was allowed to the same caller around the same time.",
      ja: "同じ時間帯に、その主体に許可された操作を調べます。",
    },
    {
      en: "If it is a service account, look at the pods that run with it.",
      ja: "サービスアカウントの場合は、それを使用している Pod を調べます。",
    },
  ],
  falsePositives: {
    en: "Dashboards and `kubectl` plug-ins ask for everything they know. A controller that was installed without its roles is refused what it was written for.",
    ja: "ダッシュボードや kubectl のプラグインは、対応するすべてのリソースを問い合わせます。ロールの設定漏れがあるコントローラーも該当します。",
  },
  techniques: ["attack@18#T1613", "attack@18#T1595.003"],
  sources: ["MITRE ATT&CK, T1613 Container and Resource Discovery"],
  reads: { outcome: "refused" },
  parameters: {
    requests: {
      type: "integer",
      default: 12,
      description: { en: "So many different pairs of verb and resource.", ja: "異なる操作とリソースの組の数。" },
    },
    seconds: { type: "integer", default: 300, description: { en: "Within so many seconds.", ja: "この秒数以内。" } },
  },
  examples: {
    fires: [
      {
        name: "a service account that looks around",
        parameters: { requests: 4 },
        events: [
          { user: "system:serviceaccount:shop:web", verb: "list", resource: "secrets", code: 403 },
          { user: "system:serviceaccount:shop:web", verb: "list", resource: "pods", code: 403 },
          { user: "system:serviceaccount:shop:web", verb: "list", resource: "nodes", code: 403 },
          { user: "system:serviceaccount:shop:web", verb: "create", resource: "pods", namespace: "shop", code: 403 },
        ],
      },
      {
        name: "without credentials, from one address",
        parameters: { requests: 3 },
        events: [
          { user: "system:anonymous", verb: "list", resource: "secrets", code: 403, address: "203.0.113.9" },
          { user: "system:anonymous", verb: "list", resource: "pods", code: 403, address: "203.0.113.9" },
          { user: "system:anonymous", verb: "get", uri: "/api", code: 401, address: "203.0.113.9" },
        ],
      },
    ],
    silent: [
      {
        name: "a controller without its role",
        events: [{ user: "system:serviceaccount:ops:scaler", verb: "list", resource: "nodes", code: 403, times: 100 }],
      },
      {
        name: "strangers from many addresses",
        parameters: { requests: 3 },
        events: [
          { user: "system:anonymous", verb: "list", resource: "secrets", code: 403, address: "203.0.113.9" },
          { user: "system:anonymous", verb: "list", resource: "pods", code: 403, address: "203.0.113.10" },
          { user: "system:anonymous", verb: "list", resource: "nodes", code: 403, address: "203.0.113.11" },
        ],
      },
      {
        name: "allowed",
        parameters: { requests: 2 },
        events: [
          { verb: "list", resource: "pods" },
          { verb: "list", resource: "services" },
        ],
      },
    ],
  },
  limits: ({ requests, seconds }) => ({ items: requests, seconds }),
  keyOf: (event) => (isAnonymous(event) ? `anonymous ${event.sourceIps[0] ?? ""}` : describeCaller(event)),
  itemOf: (event) => `${event.verb} ${resourceOf(event) || "address"}`,
  alert({ items, seconds }) {
    const names = quoteNames(items);
    return {
      subject: "",
      message: {
        en: `Was refused ${items.length} different requests within ${seconds} seconds: ${names}.`,
        ja: `${seconds} 秒以内に ${items.length} 種類のリクエストを拒否されました（${names}）。`,
      },
    };
  },
});
