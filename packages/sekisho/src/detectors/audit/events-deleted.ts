import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { defineEventDetector } from "../define.ts";

export const eventsDeleted = defineEventDetector({
  id: "audit/events-deleted",
  aliases: ["sigma:3132570d-cab2-4561-9ea6-1743644b2290"],
  title: { en: "Events of the cluster deleted", ja: "クラスターのイベントの削除" },
  severity: "medium",
  why: {
    en: "Events vanish by themselves after an hour. Who deletes them wants nobody to see what just happened.",
    ja: "イベントは 1 時間ほどで自動的に消えます。手動の削除は、直前の操作の隠蔽を目的としている可能性があります。",
  },
  remediation: {
    en: "Take `delete` of events from everybody, and ship events to a store outside of the cluster.",
    ja: "events の delete をすべての主体から外し、イベントをクラスター外の保存先にも送信してください。",
  },
  response: [
    { en: "Look at what the caller did in the hour before.", ja: "直前の 1 時間に、その主体が行った操作を調べます。" },
    {
      en: "Look in the audit log for what the deleted events would have told: pods that started, failed, were killed.",
      ja: "削除されたイベントが示していたはずの内容（Pod の起動、失敗、強制終了）を監査ログで確認します。",
    },
  ],
  falsePositives: {
    en: "Deleting a namespace deletes its events, by the namespace controller; test environments tidy up by hand.",
    ja: "名前空間を削除すると、コントローラーがその中のイベントを削除します。テスト環境の手動での後片付けも該当します。",
  },
  techniques: ["attack@18#T1070"],
  sources: [
    "MITRE ATT&CK, T1070 Indicator Removal",
    "Microsoft, Threat Matrix for Kubernetes: Delete Kubernetes events",
  ],
  reads: { verbs: ["delete", "deletecollection"], resources: ["events", "events.events.k8s.io"] },
  examples: {
    fires: [
      {
        name: "all of a namespace",
        events: [{ verb: "deletecollection", resource: "events", namespace: "shop", level: "Metadata" }],
      },
      {
        name: "a single one, by the newer API",
        events: [{ verb: "delete", resource: "events.events.k8s.io", namespace: "shop", name: "web.17a" }],
      },
    ],
    silent: [
      {
        name: "the namespace controller",
        events: [
          {
            user: "system:serviceaccount:kube-system:namespace-controller",
            verb: "deletecollection",
            resource: "events",
            namespace: "shop",
          },
        ],
      },
      { name: "refused", events: [{ verb: "deletecollection", resource: "events", namespace: "shop", code: 403 }] },
      { name: "read", events: [{ verb: "list", resource: "events", namespace: "shop" }] },
    ],
  },
  judge(event) {
    const namespace = event.object?.namespace ?? "";
    const what = describeAuditObject(event);
    return [
      {
        subject: `${namespace === "" ? "*" : what.slice(0, what.indexOf("/"))}[events]`,
        message: { en: `Deleted ${what}.`, ja: `${what} を削除しました。` },
      },
    ];
  },
});
