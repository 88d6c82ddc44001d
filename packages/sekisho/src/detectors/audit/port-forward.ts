import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { defineEventDetector } from "../define.ts";

export const portForward = defineEventDetector({
  id: "audit/port-forward",
  aliases: ["falco:port-forward"],
  title: { en: "Ports of a pod forwarded to outside", ja: "Pod のポートフォワード" },
  severity: "low",
  severityReason: { en: "Medium in namespaces of the system.", ja: "システムの名前空間では「中」とします。" },
  why: {
    en: "The connection goes through the API server: network policies and firewalls between do not see it, and what listens on the pod's loopback is reached too.",
    ja: "通信は API サーバーを経由するため、途中のネットワークポリシーやファイアウォールを通らず、Pod のループバックで待ち受けるサービスにも到達します。",
  },
  remediation: {
    en: "Take `create` and `get` of pods/portforward from everybody who does not debug, and reach databases by a bastion that is logged.",
    ja: "pods/portforward の create と get は、調査を行う主体だけに許可してください。データベースへは、記録の残る踏み台を経由して接続してください。",
  },
  response: [
    { en: "Ask the caller what they connected to, and why.", ja: "接続先と目的を本人に確認します。" },
    {
      en: "Look at the log of the service behind it: what passed through the connection is in no audit log.",
      ja: "接続先のサービスのログを調べます。通信の内容は監査ログには残りません。",
    },
    {
      en: "If it was nobody you know: withdraw the credentials and renew those of the service.",
      ja: "心当たりがない場合は、主体の認証情報を無効にし、サービスの認証情報を更新します。",
    },
  ],
  falsePositives: {
    en: "Developers reach databases and dashboards that way every day. Accept by namespace.",
    ja: "開発者がデータベースやダッシュボードへの接続に日常的に使用します。名前空間を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1572"],
  sources: ["MITRE ATT&CK, T1572 Protocol Tunneling", "Kubernetes API reference, Pod v1, connect portforward"],
  reads: { verbs: ["create", "get"], resources: ["pods/portforward"] },
  parameters: {
    namespaces: {
      type: "string-list",
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: { en: "Namespaces of the system, with * and ?.", ja: "システムの名前空間（* と ? を使用可）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "a database",
        events: [
          { verb: "create", resource: "pods/portforward", namespace: "shop", name: "database-0", level: "Metadata" },
        ],
      },
      {
        name: "by websocket, in the system's namespace",
        events: [{ verb: "get", resource: "pods/portforward", namespace: "kube-system", name: "etcd-1" }],
      },
    ],
    silent: [
      {
        name: "not allowed",
        events: [{ verb: "create", resource: "pods/portforward", namespace: "shop", name: "database-0", code: 403 }],
      },
      {
        name: "a command",
        events: [{ verb: "create", resource: "pods/exec", namespace: "shop", name: "web-0", uri: "?command=ls" }],
      },
    ],
  },
  judge(event, { parameters }) {
    const what = describeAuditObject(event);
    const namespace = event.object?.namespace ?? "";
    const isOfSystem = parameters.namespaces.some((pattern) => matchesWildcard(pattern, namespace));
    return [
      {
        subject: what,
        message: { en: `Forwarded ports of ${what}.`, ja: `${what} のポートを転送しました。` },
        severity: isOfSystem ? "medium" : "low",
      },
    ];
  },
});
