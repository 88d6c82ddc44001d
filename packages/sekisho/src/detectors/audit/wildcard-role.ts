import { quote } from "../../model/quote.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changedRules, isOfClusterRole } from "../../semantics/audit/changed-rules.ts";
import { roleResources } from "../../semantics/audit/sent-permissions.ts";
import { describeRule, type PolicyRule } from "../../semantics/permissions/policy-rule.ts";
import { defineEventDetector } from "../define.ts";

const clusterRoles = "clusterroles.rbac.authorization.k8s.io";

export const wildcardRole = defineEventDetector({
  id: "audit/wildcard-role",
  aliases: [
    "falco:ClusterRole With Wildcard Created",
    "guardduty:PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleCreated",
  ],
  title: { en: "Role written that allows everything by a star", ja: "ワイルドカードを含むロールの作成または変更" },
  severity: "medium",
  severityReason: {
    en: "High when verbs, groups and resources are all stars in a ClusterRole.",
    ja: "ClusterRole で操作、API グループ、リソースがすべて `*` の場合は「高」とします。",
  },
  why: {
    en: "A star holds for what exists and for what will be installed later, secrets and permissions among it. Nobody reviews what it grows to.",
    ja: "ワイルドカードは、シークレットや権限を含む既存のリソースだけでなく、後から追加されるリソースにも及びます。広がった権限は見直されません。",
  },
  remediation: {
    en: "Write down the verbs and the resources that are needed.",
    ja: "必要な操作とリソースだけを列挙してください。",
  },
  response: [
    {
      en: "Read who has the role: its bindings, older ones too.",
      ja: "ロールの付与先を、既存のバインディングも含めて確認します。",
    },
    {
      en: "Ask the caller, and put the role back to what it was if nobody answers.",
      ja: "変更した主体に確認し、確認できない場合はロールを元に戻します。",
    },
    {
      en: "Look at what those who have the role did since.",
      ja: "ロールを持つ主体による、その後の操作を調べます。",
    },
  ],
  falsePositives: {
    en: "Operators and GitOps tools are often installed with such roles. Accept the pipeline that installs them.",
    ja: "Operator や GitOps ツールの導入時には、このようなロールがよく作成されます。導入に使うパイプラインを例外に登録してください。",
  },
  techniques: ["attack@18#T1098.006"],
  sources: ["Kubernetes documentation, Role Based Access Control Good Practices: Least privilege"],
  reads: { verbs: ["create", "update", "patch"], resources: roleResources, needs: "request" },
  examples: {
    fires: [
      {
        name: "everything",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "helper",
            request: { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] },
          },
        ],
      },
      {
        name: "every verb on secrets of a namespace",
        events: [
          {
            verb: "update",
            resource: "roles.rbac.authorization.k8s.io",
            namespace: "shop",
            name: "helper",
            request: { rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["*"] }] },
          },
        ],
      },
      {
        name: "a star put into a rule that was there",
        events: [
          {
            verb: "patch",
            resource: clusterRoles,
            name: "helper",
            request: [{ op: "add", path: "/rules/0/verbs/-", value: "*" }],
            response: {
              kind: "ClusterRole",
              rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "*"] }],
            },
          },
        ],
      },
      {
        name: "a rule copied from another place of the role",
        events: [
          {
            verb: "patch",
            resource: clusterRoles,
            name: "helper",
            request: [{ op: "copy", from: "/rules/1/verbs", path: "/rules/0/verbs" }],
            response: { kind: "ClusterRole", rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }] },
          },
        ],
      },
    ],
    silent: [
      {
        name: "words",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "readers",
            request: {
              rules: [{ apiGroups: ["", "apps"], resources: ["pods", "deployments"], verbs: ["get", "list"] }],
            },
          },
        ],
      },
      {
        name: "a star of groups alone",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "events",
            request: { rules: [{ apiGroups: ["*"], resources: ["events"], verbs: ["create"] }] },
          },
        ],
      },
      {
        name: "a label of a role that is so",
        events: [
          {
            verb: "patch",
            resource: clusterRoles,
            name: "helper",
            request: { metadata: { labels: { team: "shop" } } },
            response: { kind: "ClusterRole", rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] },
          },
        ],
      },
      {
        name: "stored as it was",
        events: [
          {
            verb: "update",
            resource: clusterRoles,
            name: "helper",
            request: {
              metadata: { resourceVersion: "812" },
              rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
            },
            response: {
              kind: "ClusterRole",
              metadata: { resourceVersion: "812" },
              rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
            },
          },
        ],
      },
      {
        name: "refused, which the API server does when the caller has less",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "helper",
            code: 403,
            request: { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] },
          },
        ],
      },
    ],
  },
  judge(event) {
    const rules = changedRules(event).filter(hasStar);
    const [first] = rules;
    if (first === undefined) return [];
    const what = describeAuditObject(event);
    const [rule, more] = [quote(describeRule(first, ["*"])), rules.length === 1 ? "" : ` +${rules.length - 1}`];
    const isEverything = rules.some((each) => each.apiGroups.includes("*") && isStarOfBoth(each));
    return [
      {
        subject: what,
        message: {
          en: `Wrote ${what} with a star: ${rule}${more}.`,
          ja: `ワイルドカードを含む ${what} を作成または変更しました（${rule}${more}）。`,
        },
        severity: isEverything && isOfClusterRole(event) ? "high" : "medium",
      },
    ];
  },
});

function isStarOfBoth({ verbs, resources }: PolicyRule): boolean {
  return verbs.includes("*") && resources.includes("*");
}

/** A star of API groups alone only finds a resource under another name. */
function hasStar({ verbs, resources, nonResourceUrls }: PolicyRule): boolean {
  if (resources.length === 0) return verbs.includes("*") && nonResourceUrls.includes("*");
  return verbs.includes("*") || resources.includes("*") || resources.some((resource) => resource.startsWith("*/"));
}
