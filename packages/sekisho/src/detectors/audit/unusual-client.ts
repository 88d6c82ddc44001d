import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { defineBaselineDetector } from "../define.ts";
import { unusualText } from "../describe-anomaly.ts";

export const unusualClient = defineBaselineDetector({
  id: "audit/unusual-client",
  aliases: [],
  title: {
    en: "Credentials used from another place and by another client",
    ja: "普段と異なる場所とクライアントからの認証情報の使用",
  },
  severity: "medium",
  why: {
    en: "A service account or a person keeps to few clients and networks. When both change at once, somebody else has the credentials: a stolen token, a copied kubeconfig.",
    ja: "サービスアカウントや利用者が使うクライアントとネットワークは限られています。両方が同時に変わった場合、トークンの窃取や kubeconfig の複製により、第三者が認証情報を使用している可能性があります。",
  },
  remediation: {
    en: "Use short-lived, bound tokens, let only known networks reach the API server, and keep kubeconfig files out of images and repositories.",
    ja: "短期間で失効するバインド済みトークンを使用し、API サーバーへの接続を既知のネットワークに限定してください。kubeconfig をイメージやリポジトリに含めないでください。",
  },
  response: [
    {
      en: "Ask the person, or look where the pods of the service account run: does the address belong to them?",
      ja: "本人に確認します。サービスアカウントの場合は、その Pod が動く場所のアドレスか調べます。",
    },
    {
      en: "If not, withdraw the credentials: delete the token's pod or secret, or end the person's sessions.",
      ja: "心当たりがない場合は認証情報を無効にします（トークンを持つ Pod や Secret の削除、セッションの終了）。",
    },
    { en: "Look at everything that was done from that address.", ja: "そのアドレスからの操作をすべて調べます。" },
  ],
  falsePositives: {
    en: "A new laptop on a journey, a moved CI runner. One day of work from there makes it usual.",
    ja: "出張先での新しい端末の利用や、CI ランナーの移設も該当します。しばらく利用が続けば通常とみなします。",
  },
  techniques: ["attack@18#T1078"],
  sources: ["MITRE ATT&CK, T1078 Valid Accounts"],
  reads: { callers: "not-system" },
  dimensions: ["user-agent", "network"],
  parameters: {
    score: {
      type: "integer",
      default: 70,
      description: { en: "From this score on, 0 to 100.", ja: "検知するスコア（0〜100）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "a token that is used elsewhere",
        events: [
          {
            user: "system:serviceaccount:shop:web",
            verb: "get",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            agent: "web/2.1",
            address: "10.0.4.7",
            after: 3600,
            times: 200,
          },
          {
            user: "system:serviceaccount:shop:web",
            verb: "list",
            resource: "secrets",
            namespace: "shop",
            agent: "curl/8.5",
            address: "203.0.113.9",
          },
        ],
      },
    ],
    silent: [
      {
        name: "the cluster is still being learned",
        events: [
          {
            user: "system:serviceaccount:shop:web",
            verb: "get",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            agent: "web/2.1",
            address: "10.0.4.7",
            after: 60,
            times: 200,
          },
          {
            user: "system:serviceaccount:shop:web",
            verb: "list",
            resource: "secrets",
            namespace: "shop",
            agent: "curl/8.5",
            address: "203.0.113.9",
          },
        ],
      },
      {
        name: "another pod of the same network",
        events: [
          {
            user: "system:serviceaccount:shop:web",
            verb: "get",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            agent: "web/2.1",
            address: "10.0.4.7",
            after: 3600,
            times: 200,
          },
          {
            user: "system:serviceaccount:shop:web",
            verb: "get",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            agent: "web/2.2",
            address: "10.0.4.90",
          },
        ],
      },
      {
        name: "a client and a network that others of the team use",
        events: [
          {
            user: "tom",
            verb: "list",
            resource: "pods",
            namespace: "shop",
            agent: "k9s/1",
            address: "192.0.2.9",
            after: 3600,
            times: 100,
          },
          { user: "jane", verb: "list", resource: "pods", namespace: "shop", after: 3600, times: 100 },
          { user: "jane", verb: "list", resource: "pods", namespace: "shop", agent: "k9s/1", address: "192.0.2.9" },
        ],
      },
    ],
  },
  threshold: ({ score }) => score,
  alert(event, { values }) {
    const unusual = unusualText(values);
    const what = describeAuditObject(event);
    const network = values.find(({ name }) => name === "network")?.value ?? "";
    return {
      subject: network,
      message: {
        en: `Called with an unusual ${unusual.en}: ${event.verb.slice(0, 40)} ${what}.`,
        ja: `普段と異なる${unusual.ja}で ${what} を操作しました。`,
      },
    };
  },
});
