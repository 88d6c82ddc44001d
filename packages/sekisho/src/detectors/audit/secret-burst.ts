import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { defineWindowDetector } from "../define.ts";

export const secretBurst = defineWindowDetector({
  id: "audit/secret-burst",
  aliases: [
    "guardduty:CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed",
    "sigma:eeb3e9e1-b685-44e4-9232-6bb701f925b5",
  ],
  title: { en: "Many secrets read in a short time", ja: "短時間での多数のシークレットの読み取り" },
  severity: "high",
  why: {
    en: "Nobody needs the secrets of many applications at once but somebody who collects them: each of them opens another system.",
    ja: "複数のアプリケーションのシークレットを一度に必要とする正当な主体はほとんどなく、収集を目的とした行為が疑われます。1 つひとつがほかのシステムへの侵入に使われます。",
  },
  remediation: {
    en: "Give `get` of secrets by name (resourceNames) and in one namespace only, and never `list` or `watch`.",
    ja: "シークレットの get は名前（resourceNames）と名前空間を限定して許可し、list と watch は許可しないでください。",
  },
  response: [
    {
      en: "Find out from the evidence which secrets were read, and by which client.",
      ja: "根拠から、読み取られたシークレットとクライアントを特定します。",
    },
    {
      en: "Withdraw the caller's credentials: delete the token's pod or account, or lock the user.",
      ja: "主体の認証情報を無効にします（トークンを持つ Pod やアカウントの削除、ユーザーの停止）。",
    },
    {
      en: "Renew every secret that was read, and look for its use in the systems that it opens.",
      ja: "読み取られたシークレットをすべて更新し、接続先のシステムで不正利用がないか調べます。",
    },
  ],
  falsePositives: {
    en: "Controllers that copy or sync secrets (External Secrets, cert-manager, GitOps) read many when they start. Accept them by service account.",
    ja: "シークレットを同期するコントローラー（External Secrets、cert-manager、GitOps など）は起動時に多数を読み取ります。サービスアカウントを指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1552.007"],
  sources: ["MITRE ATT&CK, T1552.007 Container API"],
  reads: { verbs: ["get"], resources: ["secrets"] },
  parameters: {
    secrets: {
      type: "integer",
      default: 10,
      description: { en: "So many different secrets.", ja: "異なるシークレットの数。" },
    },
    seconds: { type: "integer", default: 300, description: { en: "Within so many seconds.", ja: "この秒数以内。" } },
  },
  examples: {
    fires: [
      {
        name: "one after the other",
        events: [
          {
            user: "system:serviceaccount:shop:web",
            verb: "get",
            resource: "secrets",
            namespace: "shop",
            name: "secret-#",
            times: 12,
          },
        ],
      },
    ],
    silent: [
      {
        name: "the same one again and again",
        events: [{ verb: "get", resource: "secrets", namespace: "shop", name: "database", times: 40 }],
      },
      {
        name: "over a day",
        events: [{ verb: "get", resource: "secrets", namespace: "shop", name: "secret-#", times: 12, after: 3600 }],
      },
      {
        name: "a kubelet for the pods of its node",
        events: [
          {
            user: "system:node:worker-1",
            verb: "get",
            resource: "secrets",
            namespace: "shop",
            name: "secret-#",
            times: 40,
          },
        ],
      },
    ],
  },
  limits: ({ secrets, seconds }) => ({ items: secrets, seconds }),
  itemOf: ({ object }) => (object === undefined ? undefined : `${object.namespace}/${object.name}`),
  alert({ items, seconds }) {
    const names = quoteNames(items);
    return {
      subject: "*[secrets]",
      message: {
        en: `Read ${items.length} different secrets within ${seconds} seconds: ${names}.`,
        ja: `${seconds} 秒以内に ${items.length} 件の異なるシークレットを読み取りました（${names}）。`,
      },
    };
  },
});
