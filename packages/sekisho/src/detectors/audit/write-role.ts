import { quote } from "../../model/quote.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changedRules } from "../../semantics/audit/changed-rules.ts";
import { roleResources } from "../../semantics/audit/sent-permissions.ts";
import { describeRule, hasWord, type PolicyRule } from "../../semantics/permissions/policy-rule.ts";
import { defineEventDetector } from "../define.ts";

const writes = ["create", "update", "patch", "delete", "deletecollection"] as const;

const clusterRoles = "clusterroles.rbac.authorization.k8s.io";

export const writeRole = defineEventDetector({
  id: "audit/write-role",
  aliases: ["falco:ClusterRole With Write Privileges Created"],
  title: { en: "Role written that may change objects", ja: "書き込み権限を持つロールの作成または変更" },
  severity: "info",
  why: {
    en: "Permissions to write are what an intruder needs to stay. That somebody widened them helps to tell a story, and is ordinary by itself.",
    ja: "書き込み権限は、侵入者が足場を保つために必要とするものです。権限の変更は通常の作業でも行われますが、ほかの検知とあわせて経緯を把握する手がかりになります。",
  },
  remediation: {
    en: "Give writing verbs on the resources that are needed, in the namespace where they are, to deployment pipelines rather than people.",
    ja: "書き込み権限は、必要なリソースと名前空間に限定し、利用者ではなくデプロイ用のパイプラインに付与してください。",
  },
  response: [
    {
      en: "See whether the change belongs to a deployment that you know.",
      ja: "既知のデプロイによる変更かどうかを確認します。",
    },
    {
      en: "If not: put the role back, and look at what else the caller did.",
      ja: "心当たりがない場合はロールを元に戻し、主体のほかの操作を調べます。",
    },
  ],
  falsePositives: {
    en: "Every installation of an operator writes such roles; that is why the severity is the lowest.",
    ja: "Operator の導入時には必ず該当するため、深刻度は最も低くしています。",
  },
  techniques: ["attack@18#T1098.006"],
  sources: ["MITRE ATT&CK, T1098.006 Additional Container Cluster Roles"],
  reads: { verbs: ["create", "update", "patch"], resources: roleResources, needs: "request" },
  examples: {
    fires: [
      {
        name: "Deployments of every namespace",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "deployers",
            request: { rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "patch"] }] },
          },
        ],
      },
      {
        name: "by a star",
        events: [
          {
            verb: "update",
            resource: "roles.rbac.authorization.k8s.io",
            namespace: "shop",
            name: "deployers",
            request: { rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] }] },
          },
        ],
      },
    ],
    silent: [
      {
        name: "reading",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "readers",
            request: { rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "watch"] }] },
          },
        ],
      },
      {
        name: "addresses, which hold nothing to write",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "metrics",
            request: { rules: [{ nonResourceURLs: ["/metrics"], verbs: ["*"] }] },
          },
        ],
      },
      {
        name: "a label of a role that is so",
        events: [
          {
            verb: "patch",
            resource: clusterRoles,
            name: "deployers",
            request: { metadata: { labels: { team: "shop" } } },
            response: {
              kind: "ClusterRole",
              rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch"] }],
            },
          },
        ],
      },
    ],
  },
  judge(event) {
    const rules = changedRules(event).filter(canWrite);
    const [first] = rules;
    if (first === undefined) return [];
    const what = describeAuditObject(event);
    const [rule, more] = [quote(describeRule(first, writes)), rules.length === 1 ? "" : ` +${rules.length - 1}`];
    return [
      {
        subject: what,
        message: {
          en: `Wrote ${what} with permissions to write: ${rule}${more}.`,
          ja: `書き込み権限（${rule}${more}）を含む ${what} を作成または変更しました。`,
        },
      },
    ];
  },
});

function canWrite({ verbs, resources }: PolicyRule): boolean {
  return resources.length > 0 && writes.some((verb) => hasWord(verbs, verb));
}
