import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { describeUser, effectiveUser } from "../../semantics/audit/caller.ts";
import { defineEventDetector } from "../define.ts";

export const unlistedCaller = defineEventDetector({
  id: "audit/unlisted-caller",
  aliases: ["falco:Disallowed K8s User"],
  title: { en: "Request of somebody who is not listed", ja: "一覧にない主体によるリクエスト" },
  severity: "medium",
  why: {
    en: "Where it is known who works with a cluster, everybody else is a mistake or an intruder.",
    ja: "クラスターを使用する主体が決まっている場合、それ以外の主体は設定の誤りか侵入者です。",
  },
  remediation: {
    en: "Withdraw the identity's permissions at the identity provider, or put it on the list.",
    ja: "ID プロバイダーで主体の権限を取り消すか、一覧に追加してください。",
  },
  response: [
    {
      en: "Find out who it is, and which binding lets them in.",
      ja: "主体の身元と、許可しているバインディングを確認します。",
    },
    { en: "Look at everything that they did.", ja: "その主体の操作をすべて調べます。" },
  ],
  falsePositives: {
    en: "New colleagues and new controllers. Without a list the detector is silent.",
    ja: "新しい担当者やコントローラーも該当します。一覧が空の場合は検知しません。",
  },
  techniques: ["attack@18#T1078"],
  sources: ["MITRE ATT&CK, T1078 Valid Accounts"],
  reads: { resources: ["*"] },
  parameters: {
    callers: {
      type: "string-list",
      default: [],
      description: {
        en: "Who may, as `User:NAME` or `ServiceAccount:NAMESPACE/NAME` with * and ?.",
        ja: "許可する主体（`User:名前` または `ServiceAccount:名前空間/名前`、* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a stranger",
        parameters: { callers: ["User:*@example.com", "ServiceAccount:*"] },
        events: [{ user: "jane@example.org", verb: "list", resource: "pods", namespace: "shop" }],
      },
      {
        name: "an account of another namespace",
        parameters: { callers: ["ServiceAccount:shop/*"] },
        events: [{ user: "system:serviceaccount:mail:web", verb: "list", resource: "pods", namespace: "shop" }],
      },
    ],
    silent: [
      {
        name: "somebody who is listed",
        parameters: { callers: ["User:*@example.com"] },
        events: [{ user: "jane@example.com", verb: "list", resource: "pods", namespace: "shop" }],
      },
      { name: "nobody is listed", events: [{ verb: "list", resource: "pods", namespace: "shop" }] },
      {
        name: "a part of the control plane",
        parameters: { callers: ["User:*@example.com"] },
        events: [{ user: "system:kube-scheduler", verb: "list", resource: "pods" }],
      },
    ],
  },
  judge(event, { parameters }) {
    if (parameters.callers.length === 0) return [];
    const caller = describeUser(effectiveUser(event));
    if (parameters.callers.some((pattern) => matchesWildcard(pattern, caller))) return [];
    const what = describeAuditObject(event);
    return [
      {
        subject: "",
        message: {
          en: `Is not listed, and asked for ${what}.`,
          ja: `一覧にない主体が ${what} を操作しました。`,
        },
      },
    ];
  },
});
