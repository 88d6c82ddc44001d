import { quote } from "../../model/quote.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { effectiveUser } from "../../semantics/audit/caller.ts";
import { mastersGroup as masters } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

const groups = ["system:masters", "system:authenticated"] as const;

export const mastersGroup = defineEventDetector({
  id: "audit/masters-group",
  aliases: ["falco:Full K8s Administrative Access"],
  title: { en: "Request of the group system:masters", ja: "system:masters グループの使用" },
  severity: "low",
  severityReason: { en: "Medium when something is written.", ja: "書き込みの場合は「中」とします。" },
  why: {
    en: "No role and no webhook limits this group, and its certificates cannot be withdrawn before they end. It is for emergencies.",
    ja: "このグループはロールや Webhook による制限を受けず、証明書は有効期限まで失効させられません。緊急時だけに使用すべきものです。",
  },
  remediation: {
    en: "Work with a group that is bound to a role, such as kubeadm:cluster-admins, and lock the certificate of system:masters away.",
    ja: "kubeadm:cluster-admins のように、ロールを付与したグループを使用し、system:masters の証明書は厳重に保管してください。",
  },
  response: [
    { en: "Ask who used the certificate, and what for.", ja: "証明書の使用者と目的を確認します。" },
    {
      en: "If nobody knows: renew the certificate authority of the cluster; nothing less stops it.",
      ja: "心当たりがない場合は、クラスターの認証局を更新します。それ以外に証明書を無効にする方法はありません。",
    },
  ],
  falsePositives: {
    en: "Clusters made before kubeadm 1.29 give their first administrator this group, as do managed clusters to who made them.",
    ja: "kubeadm 1.29 より前に構築したクラスターの最初の管理者や、マネージドクラスターの作成者も、このグループに属しています。",
  },
  techniques: ["attack@18#T1078"],
  sources: ["Kubernetes documentation, Role Based Access Control Good Practices: Least privilege, system:masters"],
  reads: {},
  examples: {
    fires: [
      {
        name: "the administrator's certificate",
        events: [{ user: "kubernetes-admin", groups, verb: "list", resource: "pods", namespace: "shop" }],
      },
    ],
    silent: [
      { name: "a person", events: [{ verb: "list", resource: "pods", namespace: "shop" }] },
      {
        name: "the API server itself",
        events: [{ user: "system:apiserver", groups, verb: "list", resource: "pods" }],
      },
    ],
  },
  judge(event) {
    if (!effectiveUser(event).groups.includes(masters)) return [];
    const isReading = event.verb === "get" || event.verb === "list" || event.verb === "watch" || event.verb === "head";
    const [what, verb] = [describeAuditObject(event), quote(event.verb)];
    return [
      {
        subject: "",
        message: {
          en: `Acted with the power of ${masters}: ${verb} ${what}.`,
          ja: `${masters} の権限で操作しました（${verb} ${what}）。`,
        },
        severity: isReading ? "low" : "medium",
      },
    ];
  },
});
