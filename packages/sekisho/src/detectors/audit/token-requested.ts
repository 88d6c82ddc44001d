import { isJsonObject } from "../../formats/json/json-value.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { isControllerAccount } from "../../semantics/audit/system-caller.ts";
import { describePrincipal, toPrincipal } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

const tokens = "serviceaccounts/token";

export const tokenRequested = defineEventDetector({
  id: "audit/token-requested",
  aliases: [],
  title: { en: "Token of a powerful service account issued", ja: "強い権限を持つサービスアカウントのトークンの発行" },
  severity: "high",
  severityReason: {
    en: "Medium for a long-lived token of another account.",
    ja: "そのほかのアカウントの有効期間が長いトークンの場合は「中」とします。",
  },
  why: {
    en: "Kubelets ask for the tokens of pods; somebody else who does acts as the account from then on, from anywhere, and its permissions are theirs.",
    ja: "Pod のトークンは kubelet が要求します。ほかの主体が取得すると、以後どこからでもそのアカウントとして、そのすべての権限で操作できます。",
  },
  remediation: {
    en: "Take `create` of serviceaccounts/token from everybody but who issues tokens by design, and name the accounts (resourceNames).",
    ja: "serviceaccounts/token の create は、トークンの発行を担う主体だけに、アカウントを限定して（resourceNames）許可してください。",
  },
  response: [
    { en: "Ask the caller what the token is for.", ja: "トークンの用途を確認します。" },
    {
      en: "Without an answer, delete and make the account anew: this ends all its tokens.",
      ja: "確認できない場合は、アカウントを削除して作り直します。これにより、すべてのトークンが無効になります。",
    },
    {
      en: "Look at everything that was done as the account since.",
      ja: "その後、そのアカウントとして行われた操作をすべて調べます。",
    },
  ],
  falsePositives: {
    en: "Vault, external-secrets and CI systems request tokens by design. Accept them by caller.",
    ja: "Vault、External Secrets、CI などは設計上トークンを要求します。主体を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1528", "attack@18#T1550.001"],
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices: Token request",
    "MITRE ATT&CK, T1528 Steal Application Access Token",
  ],
  reads: { verbs: ["create"], resources: [tokens] },
  parameters: {
    accounts: {
      type: "string-list",
      default: ["kube-system/*", "*/*admin*", "argocd/*", "flux-system/*", "gatekeeper-system/*", "kyverno/*"],
      description: {
        en: "Powerful accounts as NAMESPACE/NAME, with * and ?.",
        ja: "強い権限を持つアカウント（名前空間/名前、* と ? を使用可）。",
      },
    },
    hours: {
      type: "integer",
      default: 24,
      description: {
        en: "A token of any account that holds for longer is long-lived.",
        ja: "有効期間がこの時間を超えるトークンは、すべてのアカウントで検知します。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a controller's",
        events: [
          {
            user: "system:serviceaccount:shop:web",
            verb: "create",
            resource: tokens,
            namespace: "kube-system",
            name: "clusterrole-aggregation-controller",
            level: "Metadata",
          },
        ],
      },
      {
        name: "one that holds for a year",
        events: [
          {
            verb: "create",
            resource: tokens,
            namespace: "shop",
            name: "web",
            request: { kind: "TokenRequest", spec: { expirationSeconds: 31_536_000 } },
          },
        ],
      },
    ],
    silent: [
      {
        name: "a kubelet for a pod of its node",
        events: [
          {
            user: "system:node:worker-1",
            verb: "create",
            resource: tokens,
            namespace: "kube-system",
            name: "coredns",
            level: "Metadata",
          },
        ],
      },
      {
        name: "an hour as an application",
        events: [
          {
            verb: "create",
            resource: tokens,
            namespace: "shop",
            name: "web",
            request: { kind: "TokenRequest", spec: { expirationSeconds: 3600 } },
          },
        ],
      },
      {
        name: "refused",
        events: [{ verb: "create", resource: tokens, namespace: "kube-system", name: "coredns", code: 403 }],
      },
    ],
  },
  judge(event, { parameters }) {
    const { namespace = "", name = "" } = event.object ?? {};
    const isPowerful = parameters.accounts.some((pattern) => matchesWildcard(pattern, `${namespace}/${name}`));
    const isLong = secondsOf(event) > parameters.hours * 3600;
    if (!isPowerful && !isLong && !isControllerAccount(namespace, name)) return [];
    const what = describeAuditObject(event);
    const hours = Math.round(secondsOf(event) / 3600);
    return [
      {
        subject: what,
        message: isLong
          ? { en: `Was given ${what} for ${hours} hours.`, ja: `有効期間 ${hours} 時間の ${what} を取得しました。` }
          : { en: `Was given ${what}.`, ja: `${what} を取得しました。` },
        severity: isPowerful ? "high" : "medium",
        empowers: [describePrincipal(toPrincipal("ServiceAccount", name, namespace))],
      },
    ];
  },
});

/** The API server may give less time than was asked for, and says so in the answer. */
function secondsOf({ requestObject, responseObject }: AuditEvent): number {
  for (const body of [responseObject, requestObject]) {
    const specification = isJsonObject(body) ? body["spec"] : undefined;
    const seconds = isJsonObject(specification) ? specification["expirationSeconds"] : undefined;
    if (typeof seconds === "number") return seconds;
  }
  return 0;
}
