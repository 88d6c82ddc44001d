import type { AuditEvent } from "../../model/audit-event.ts";
import { quote } from "../../model/quote.ts";
import type { Severity } from "../../model/severity.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changedPowers, isOfClusterRole } from "../../semantics/audit/changed-rules.ts";
import { roleResources } from "../../semantics/audit/sent-permissions.ts";
import { allowsEverything } from "../../semantics/permissions/policy-rule.ts";
import type { PowerId } from "../../semantics/permissions/powers.ts";
import { defineEventDetector } from "../define.ts";

/** Powers whose holder takes the permissions of others, or leaves the cluster's boundaries. */
const farReaching: ReadonlySet<PowerId> = new Set([
  "add-debug-container",
  "approve-certificates",
  "bind-cluster-roles",
  "bind-roles",
  "change-requests",
  "create-tokens",
  "escalate-cluster-roles",
  "escalate-roles",
  "exec",
  "exec-by-get",
  "impersonate-accounts",
  "impersonate-groups",
  "impersonate-users",
  "reach-kubelets",
  "sign-for-clients",
]);

const clusterRoles = "clusterroles.rbac.authorization.k8s.io";

export const powerfulRole = defineEventDetector({
  id: "audit/powerful-role",
  aliases: [
    "falco:ClusterRole With Pod Exec Created",
    "guardduty:PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleCreated",
  ],
  title: { en: "Role written that leads to other permissions", ja: "権限昇格につながるロールの作成または変更" },
  severity: "medium",
  severityReason: {
    en: "High in a ClusterRole, low when the rule names single objects.",
    ja: "ClusterRole の場合は「高」、個別のオブジェクトに限定されている場合は「低」とします。",
  },
  why: {
    en: "`escalate`, `bind` and `impersonate`, commands in pods, kubelets, tokens of service accounts and certificates give whoever holds them the permissions of others.",
    ja: "`escalate`、`bind`、`impersonate`、Pod 内でのコマンド実行、kubelet の操作、サービスアカウントのトークンや証明書の発行の権限があれば、ほかの主体の権限を取得できます。",
  },
  remediation: {
    en: "Take the verb out of the role. Where it is needed, keep it in a role of its own, with resourceNames, and bind it to few.",
    ja: "ロールから該当する操作を外してください。必要な場合は、resourceNames で対象を限定した専用のロールに分け、付与先を最小限にしてください。",
  },
  response: [
    { en: "Find out who is bound to the role.", ja: "ロールの付与先を確認します。" },
    {
      en: "Ask the caller what the permission is for, and take it out if nobody answers.",
      ja: "権限の用途を確認し、確認できない場合は外します。",
    },
    {
      en: "Look for its use: impersonated requests, exec, tokens and certificates since the change.",
      ja: "変更後に、なりすまし、exec、トークンや証明書の発行が行われていないか調べます。",
    },
  ],
  falsePositives: {
    en: "Tools for debugging, CI runners and cert-manager need some of these. Accept their roles by name.",
    ja: "デバッグ用ツール、CI ランナー、cert-manager などは一部を必要とします。ロール名を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1098.006"],
  sources: ["Kubernetes documentation, Role Based Access Control Good Practices: Privilege escalation risks"],
  reads: { verbs: ["create", "update", "patch"], resources: roleResources, needs: "request" },
  examples: {
    fires: [
      {
        name: "escalate and bind",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "helper",
            request: {
              rules: [
                {
                  apiGroups: ["rbac.authorization.k8s.io"],
                  resources: ["clusterroles"],
                  verbs: ["get", "escalate", "bind"],
                },
              ],
            },
          },
        ],
      },
      {
        name: "commands in pods of a namespace",
        events: [
          {
            verb: "create",
            resource: "roles.rbac.authorization.k8s.io",
            namespace: "shop",
            name: "helper",
            request: { rules: [{ apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] }] },
          },
        ],
      },
      {
        name: "a rule put at the end by a JSON patch",
        events: [
          {
            verb: "patch",
            resource: clusterRoles,
            name: "helper",
            level: "Request",
            request: [
              { op: "add", path: "/rules/-", value: { apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] } },
            ],
          },
        ],
      },
      {
        name: "tokens of any account",
        events: [
          {
            verb: "update",
            resource: clusterRoles,
            name: "helper",
            request: { rules: [{ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }] },
          },
        ],
      },
    ],
    silent: [
      {
        name: "logs",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "readers",
            request: { rules: [{ apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list"] }] },
          },
        ],
      },
      {
        name: "a resource of the same name in another group",
        events: [
          {
            verb: "create",
            resource: clusterRoles,
            name: "example",
            request: { rules: [{ apiGroups: ["example.com"], resources: ["pods/exec"], verbs: ["create"] }] },
          },
        ],
      },
      {
        name: "users, who are of the cluster, in a role of a namespace",
        events: [
          {
            verb: "create",
            resource: "roles.rbac.authorization.k8s.io",
            namespace: "shop",
            name: "example",
            request: { rules: [{ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] }] },
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
            response: {
              kind: "ClusterRole",
              rules: [{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }],
            },
          },
        ],
      },
    ],
  },
  judge(event) {
    // Everything at once is the question of wildcards.
    const uses = changedPowers(event).filter(
      ({ power, written }) => farReaching.has(power) && !allowsEverything(written.rule),
    );
    if (uses.length === 0) return [];
    const what = describeAuditObject(event);
    const [powers, more] = shownOf(uses.map(({ verbs, resources }) => `${verbs.join(", ")} ${resources.join(", ")}`));
    const isLimited = uses.every(({ names }) => names !== undefined);
    return [
      {
        subject: what,
        message: {
          en: `Wrote ${what} with permissions that lead to others: ${powers}${more}.`,
          ja: `権限昇格につながる権限（${powers}${more}）を含む ${what} を作成または変更しました。`,
        },
        severity: isLimited ? "low" : severityOf(event),
      },
    ];
  },
});

/** A role of a namespace does not reach beyond it. */
function severityOf(event: AuditEvent): Severity {
  return isOfClusterRole(event) ? "high" : "medium";
}

/** A role of many rules is not written out. */
const maxShown = 4;

function shownOf(powers: readonly string[]): readonly [string, string] {
  const different = [...new Set(powers)];
  const shown = different.slice(0, maxShown).map(quote).join("; ");
  return [shown, different.length > maxShown ? ` +${different.length - maxShown}` : ""];
}
