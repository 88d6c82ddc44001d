import { describeAuditObject, pathOf } from "../../semantics/audit/audit-object.ts";
import { defineEventDetector } from "../define.ts";

/** What everybody may read by the roles that every cluster has. Source: Kubernetes documentation, "API discovery roles". */
const publicPaths = new Set([
  "/healthz",
  "/healthz/",
  "/livez",
  "/livez/",
  "/readyz",
  "/readyz/",
  "/version",
  "/version/",
]);

export const anonymousAccess = defineEventDetector({
  id: "audit/anonymous-access",
  aliases: [
    "falco:Anonymous Request Allowed",
    "guardduty:CredentialAccess:Kubernetes/SuccessfulAnonymousAccess",
    "guardduty:DefenseEvasion:Kubernetes/SuccessfulAnonymousAccess",
    "guardduty:Discovery:Kubernetes/SuccessfulAnonymousAccess",
    "guardduty:Impact:Kubernetes/SuccessfulAnonymousAccess",
    "guardduty:Persistence:Kubernetes/SuccessfulAnonymousAccess",
    "sigma:0d933542-1f1f-420d-97d4-21b2c3c492d9",
  ],
  title: { en: "Request without credentials allowed", ja: "認証情報のないリクエストの許可" },
  severity: "high",
  why: {
    en: "The API server did what somebody asked whom it does not know. Whoever reaches its address can do the same.",
    ja: "API サーバーが、認証されていない相手の要求を実行しました。アドレスに到達できるすべての相手が同じ操作を行えます。",
  },
  remediation: {
    en: "Delete bindings to `system:anonymous` and `system:unauthenticated`, switch anonymous access off (`--anonymous-auth=false`, or limit it to health checks in the AuthenticationConfiguration), and keep the API server off the internet.",
    ja: "`system:anonymous` と `system:unauthenticated` へのバインディングを削除し、匿名アクセスを無効にするか（`--anonymous-auth=false`）、AuthenticationConfiguration でヘルスチェックだけに限定してください。API サーバーはインターネットに公開しないでください。",
  },
  response: [
    {
      en: "Close the way: delete the binding that allows it, and limit who reaches the API server.",
      ja: "原因のバインディングを削除し、API サーバーへの接続元を制限します。",
    },
    {
      en: "List everything that anonymous callers did, by their addresses.",
      ja: "匿名の呼び出しによる操作を、接続元アドレスごとにすべて確認します。",
    },
    {
      en: "What they could read counts as known: renew those secrets. What they wrote counts as hostile: remove it.",
      ja: "読み取られた可能性のあるシークレットは更新し、書き込まれたオブジェクトは不正なものとして削除します。",
    },
  ],
  falsePositives: {
    en: "Some installers let everybody read a discovery document (kubeadm's `cluster-info` ConfigMap in kube-public). Accept that object alone.",
    ja: "検出用の文書を全員に公開するインストーラーがあります（kubeadm の kube-public にある ConfigMap `cluster-info` など）。そのオブジェクトだけを例外に登録してください。",
  },
  techniques: ["attack@18#T1078.001", "attack@18#T1190"],
  sources: ["Kubernetes documentation, Authenticating: Anonymous requests", "MITRE ATT&CK, T1078.001 Default Accounts"],
  reads: { callers: "anonymous" },
  examples: {
    fires: [
      {
        name: "secrets read by nobody in particular",
        events: [
          { user: "system:anonymous", verb: "list", resource: "secrets", namespace: "shop", address: "203.0.113.9" },
        ],
      },
      {
        name: "a pod made by nobody in particular",
        events: [
          {
            user: "system:anonymous",
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            level: "Metadata",
          },
        ],
      },
      {
        name: "somebody impersonates the anonymous user",
        events: [
          {
            user: "jane",
            as: "system:anonymous",
            verb: "get",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
          },
        ],
      },
      {
        name: "an address that lists what the API has",
        events: [{ user: "system:anonymous", verb: "get", uri: "/apis" }],
      },
    ],
    silent: [
      {
        name: "health checks of load balancers",
        events: [
          { user: "system:anonymous", verb: "get", uri: "/healthz?timeout=5s" },
          { user: "system:anonymous", verb: "get", uri: "/readyz/ping" },
          { user: "system:anonymous", verb: "get", uri: "/version" },
        ],
      },
      { name: "refused", events: [{ user: "system:anonymous", verb: "list", resource: "secrets", code: 403 }] },
      { name: "a person", events: [{ verb: "list", resource: "secrets", namespace: "shop" }] },
    ],
  },
  judge(event) {
    if (event.object === undefined && isPublic(pathOf(event.requestUri))) return [];
    const what = describeAuditObject(event);
    return [
      {
        subject: what,
        message: { en: `Allowed without credentials: ${what}.`, ja: `認証情報なしで許可されました: ${what}。` },
        severity: event.object === undefined ? "medium" : "high",
      },
    ];
  },
});

function isPublic(path: string): boolean {
  return publicPaths.has(path) || /^\/(?:healthz|livez|readyz)\/[\w-]{1,100}$/.test(path);
}
