import type { AuditEvent } from "../../model/audit-event.ts";
import { quote } from "../../model/quote.ts";
import type { Severity } from "../../model/severity.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { effectiveUser, isNode, isServiceAccount } from "../../semantics/audit/caller.ts";
import { isSystemCaller } from "../../semantics/audit/system-caller.ts";
import { defineEventDetector } from "../define.ts";

const oneAccess = "selfsubjectaccessreviews.authorization.k8s.io";
const allRules = "selfsubjectrulesreviews.authorization.k8s.io";

export const permissionCheck = defineEventDetector({
  id: "audit/permission-check",
  aliases: [
    "guardduty:Discovery:Kubernetes/AnomalousBehavior.PermissionChecked",
    "sigma:84b777bd-c946-4d17-aa2e-c39f5a454325",
  ],
  title: { en: "Caller asks what they may do", ja: "自身の権限の確認" },
  severity: "low",
  severityReason: {
    en: "Medium when a service account or a node asks for all of its permissions.",
    ja: "サービスアカウントまたはノードが全権限を確認する場合は「中」とします。",
  },
  why: {
    en: "Software is written for the permissions that it has. Who holds a stolen token first asks what it opens.",
    ja: "ソフトウェアは与えられた権限を前提に作られており、通常は確認を必要としません。盗んだトークンを手にした攻撃者は、最初にその権限を確認します。",
  },
  remediation: {
    en: "Keep tokens out of pods that do not call the API (`automountServiceAccountToken: false`), and find out how this one left its pod.",
    ja: "API を呼び出さない Pod にはトークンをマウントせず（`automountServiceAccountToken: false`）、トークンが Pod の外に出た経緯を調べてください。",
  },
  response: [
    {
      en: "See from which address and with which client the question came: kubectl in a pod is no software of yours.",
      ja: "接続元アドレスとクライアントを確認します。Pod 内の kubectl は通常のソフトウェアの動作ではありません。",
    },
    { en: "Look at what the caller did next.", ja: "その後の操作を調べます。" },
    {
      en: "If it is not expected, delete the pod and the tokens of the account.",
      ja: "想定外の場合は、Pod とアカウントのトークンを削除します。",
    },
  ],
  falsePositives: {
    en: "Dashboards, API extension servers and operators check their own permissions when they start. Accept them by account.",
    ja: "ダッシュボード、拡張 API サーバー、Operator は起動時に自身の権限を確認します。アカウントを指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1069.003", "attack@18#T1613"],
  sources: [
    "Kubernetes documentation, Authorization: Checking API access",
    "MITRE ATT&CK, T1069.003 Permission Groups Discovery: Cloud Groups",
  ],
  reads: { verbs: ["create"], resources: [oneAccess, allRules], callers: "all" },
  parameters: {
    clients: {
      type: "string-list",
      default: ["kubectl*", "k9s*", "Lens*", "OpenLens*", "Freelens*", "oc/*", "headlamp*", "helm*", "Mozilla/*"],
      description: {
        en: "Clients of people that ask this by themselves, with * and ?.",
        ja: "人が使用し、自動的に権限を確認するクライアント（* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a service account asks for everything",
        events: [
          { user: "system:serviceaccount:shop:web", verb: "create", resource: allRules, agent: "kubectl/v1.36.0" },
        ],
      },
      {
        name: "a node",
        events: [{ user: "system:node:worker-1", verb: "create", resource: oneAccess, agent: "curl/8.5.0" }],
      },
      {
        name: "a person with a tool of attackers",
        events: [{ verb: "create", resource: allRules, agent: "peirates/1.0" }],
      },
    ],
    silent: [
      { name: "a person asks kubectl", events: [{ verb: "create", resource: oneAccess }] },
      {
        name: "a part of the control plane",
        events: [
          { user: "system:kube-scheduler", verb: "create", resource: oneAccess, agent: "kube-scheduler/v1.36.0" },
        ],
      },
      {
        name: "an extension server asks about others",
        events: [
          {
            user: "system:serviceaccount:monitoring:adapter",
            verb: "create",
            resource: "subjectaccessreviews.authorization.k8s.io",
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    const user = effectiveUser(event);
    const isMachine = isServiceAccount(user) || isNode(user);
    if (isSystemCaller(event) && !isNode(user)) return [];
    if (!isMachine && parameters.clients.some((pattern) => matchesWildcard(pattern, event.userAgent.slice(0, 256)))) {
      return [];
    }
    const client = quote(event.userAgent.split(" ")[0] ?? "");
    return [
      {
        subject: describeAuditObject(event),
        message: {
          en: `Asked what they may do, with the client ${client === "" ? "-" : client}.`,
          ja: `クライアント ${client === "" ? "-" : client} で、自身の権限を確認しました。`,
        },
        severity: severityOf(event, isMachine),
      },
    ];
  },
});

function severityOf({ object }: AuditEvent, isMachine: boolean): Severity {
  return isMachine && object?.resource === "selfsubjectrulesreviews" ? "medium" : "low";
}
