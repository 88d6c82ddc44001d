import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { effectiveUser, isServiceAccount } from "../../semantics/audit/caller.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { defineWindowDetector } from "../define.ts";

const web = "system:serviceaccount:shop:web";

/** Come and go by themselves. */
const shortLived: ReadonlySet<string> = new Set(["leases", "events", "pods", "jobs", "replicasets", "endpointslices"]);

export const massDeletion = defineWindowDetector({
  id: "audit/mass-deletion",
  aliases: [],
  title: { en: "Many objects deleted in a short time", ja: "短時間での大量の削除" },
  severity: "high",
  why: {
    en: "Who wants ransom or revenge deletes whatever can be deleted, backups first. It takes minutes.",
    ja: "身代金や報復を目的とする攻撃者は、バックアップを含め、削除できるものをすべて削除します。数分で完了します。",
  },
  remediation: {
    en: "Give `delete` to few, and `deletecollection` to nobody; keep backups where the cluster's administrators cannot delete them.",
    ja: "delete は最小限の主体に限定し、deletecollection は許可しないでください。バックアップは、クラスターの管理者が削除できない場所に保管してください。",
  },
  response: [
    { en: "Lock the caller at once.", ja: "直ちに主体を停止します。" },
    {
      en: "See what is left, volumes and backups first.",
      ja: "ボリュームとバックアップを優先して、残っているものを確認します。",
    },
    {
      en: "Restore from your repository and backups, with new credentials.",
      ja: "認証情報を更新したうえで、リポジトリとバックアップから復元します。",
    },
  ],
  falsePositives: {
    en: "The end of an application or of a test environment. Pods, jobs, events and leases are not counted: they come and go.",
    ja: "アプリケーションや検証環境の廃止も該当します。Pod、Job、イベント、Lease は日常的に増減するため数えません。",
  },
  techniques: ["attack@18#T1485", "attack@18#T1490"],
  sources: ["MITRE ATT&CK, T1485 Data Destruction; T1490 Inhibit System Recovery"],
  reads: { verbs: ["delete", "deletecollection"], resources: ["*"] },
  parameters: {
    objects: {
      type: "integer",
      default: 30,
      description: { en: "So many different objects.", ja: "異なるオブジェクトの数。" },
    },
    seconds: { type: "integer", default: 300, description: { en: "Within so many seconds.", ja: "この秒数以内。" } },
  },
  examples: {
    fires: [
      {
        name: "one after the other",
        events: [{ verb: "delete", resource: "persistentvolumeclaims", namespace: "shop", name: "data-#", times: 40 }],
      },
      {
        name: "whole collections, with stolen credentials of an application",
        parameters: { objects: 3 },
        events: [
          { user: web, verb: "deletecollection", resource: "configmaps", namespace: "shop" },
          { user: web, verb: "deletecollection", resource: "secrets", namespace: "shop" },
          { user: web, verb: "deletecollection", resource: "services", namespace: "shop" },
        ],
      },
    ],
    silent: [
      {
        name: "the same one again and again",
        events: [{ verb: "delete", resource: "configmaps", namespace: "shop", name: "lock", times: 60 }],
      },
      { name: "pods", events: [{ verb: "delete", resource: "pods", namespace: "shop", name: "web-#", times: 60 }] },
      {
        name: "over a day",
        events: [{ verb: "delete", resource: "configmaps", namespace: "shop", name: "old-#", times: 60, after: 600 }],
      },
      {
        name: "the controller that cleans up",
        events: [
          {
            user: "system:serviceaccount:kube-system:generic-garbage-collector",
            verb: "delete",
            resource: "configmaps",
            namespace: "shop",
            name: "old-#",
            times: 60,
          },
        ],
      },
    ],
  },
  limits: ({ objects, seconds }) => ({ items: objects, seconds }),
  itemOf(event) {
    return event.object === undefined || shortLived.has(event.object.resource) ? undefined : describeAuditObject(event);
  },
  alert({ items, seconds, event }) {
    const names = quoteNames(items);
    return {
      subject: "",
      message: {
        en: `Deleted ${items.length} different objects within ${seconds} seconds: ${names}.`,
        ja: `${seconds} 秒以内に ${items.length} 件の異なるオブジェクトを削除しました（${names}）。`,
      },
      // Deployment tools delete what is no longer in their repository.
      severity: isServiceAccount(effectiveUser(event)) ? "medium" : "high",
    };
  },
});
