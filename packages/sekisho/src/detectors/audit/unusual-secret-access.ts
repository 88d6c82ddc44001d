import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { defineBaselineDetector } from "../define.ts";
import { unusualText } from "../describe-anomaly.ts";

export const unusualSecretAccess = defineBaselineDetector({
  id: "audit/unusual-secret-access",
  aliases: ["guardduty:CredentialAccess:Kubernetes/AnomalousBehavior.SecretsAccessed"],
  title: { en: "Secret read by somebody who does not usually", ja: "普段と異なるシークレットの読み取り" },
  severity: "medium",
  why: {
    en: "Applications read the same few secrets all their lives. One that begins to read others, elsewhere or by another client, was taken over.",
    ja: "アプリケーションが読み取るシークレットは決まっています。別の名前空間や別のクライアントからの読み取りが始まった場合、乗っ取りが疑われます。",
  },
  remediation: {
    en: "Give `get` of single secrets by name, and mount secrets into pods instead of letting them call the API.",
    ja: "シークレットの get は名前を限定して許可し、API の呼び出しではなく Pod へのマウントで渡してください。",
  },
  response: [
    {
      en: "Find out whether the application was changed on that day.",
      ja: "その日にアプリケーションの変更があったか確認します。",
    },
    {
      en: "If not, count the secrets as known to others: renew them, and replace the application's pods.",
      ja: "変更がない場合は、シークレットが漏えいしたものとして更新し、アプリケーションの Pod を作り直します。",
    },
  ],
  falsePositives: {
    en: "A new version that needs another secret, a person who helps out in another team.",
    ja: "新しいシークレットを必要とするバージョンアップや、ほかのチームの支援作業も該当します。",
  },
  techniques: ["attack@18#T1552.007"],
  sources: ["MITRE ATT&CK, T1552.007 Container API"],
  reads: { verbs: ["get", "list", "watch"], resources: ["secrets"] },
  dimensions: ["action", "namespace", "user-agent", "network", "hour"],
  parameters: {
    score: {
      type: "integer",
      default: 65,
      description: { en: "From this score on, 0 to 100.", ja: "検知するスコア（0〜100）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "a person who never listed secrets, in a namespace that is not theirs",
        events: [
          { verb: "list", resource: "pods", namespace: "shop", after: 3600, times: 200 },
          { verb: "list", resource: "secrets", namespace: "accounts" },
        ],
      },
    ],
    silent: [
      {
        name: "what it always does",
        events: [
          {
            user: "system:serviceaccount:shop:web",
            verb: "get",
            resource: "secrets",
            namespace: "shop",
            name: "database",
            after: 3600,
            times: 201,
          },
        ],
      },
      {
        name: "somebody new, of whom nothing is known",
        events: [
          { verb: "list", resource: "pods", namespace: "shop", after: 3600, times: 200 },
          { user: "tom", groups: ["auditors"], verb: "list", resource: "secrets", namespace: "accounts" },
        ],
      },
    ],
  },
  threshold: ({ score }) => score,
  alert(event, { values }) {
    const unusual = unusualText(values);
    const what = describeAuditObject(event);
    return {
      subject: what,
      message: {
        en: `Read ${what}, with an unusual ${unusual.en}.`,
        ja: `${what} を読み取りました。普段と異なる点: ${unusual.ja}。`,
      },
    };
  },
});
