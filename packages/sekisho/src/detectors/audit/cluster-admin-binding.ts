import { quote } from "../../model/quote.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changesField } from "../../semantics/audit/changed-object.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { bindingResources, findSentBinding } from "../../semantics/audit/sent-permissions.ts";
import { describePrincipal } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

export const clusterAdminBinding = defineEventDetector({
  id: "audit/cluster-admin-binding",
  aliases: [
    "falco:Attach to cluster-admin Role",
    "guardduty:PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleBindingCreated",
    "sigma:10b97915-ec8d-455f-a815-9a78926585f6",
  ],
  title: { en: "Administrator role given to somebody", ja: "管理者ロールの付与" },
  severity: "high",
  why: {
    en: "Who has cluster-admin everywhere can read every secret and start anything on every node. A binding stays when stolen credentials are long withdrawn.",
    ja: "cluster-admin を持つ主体は、すべてのシークレットの読み取りと、すべてのノードでの任意の実行が可能です。盗まれた認証情報を無効にした後も、バインディングは残ります。",
  },
  remediation: {
    en: "Bind a role with the verbs and resources that are needed, in the namespace where they are, and review who may create bindings.",
    ja: "必要な操作とリソースだけを持つロールを、必要な名前空間で付与してください。バインディングを作成できる主体も見直してください。",
  },
  response: [
    {
      en: "Ask the caller what it is for; delete the binding if nobody answers.",
      ja: "目的を確認し、確認できない場合はバインディングを削除します。",
    },
    {
      en: "Look at everything that the new administrator did since the binding was made.",
      ja: "バインディングの作成後に、権限を得た主体が行った操作をすべて調べます。",
    },
    {
      en: "Look for more ways in: other bindings, webhooks, CronJobs and tokens of the same caller.",
      ja: "同じ主体が作成したほかのバインディング、Webhook、CronJob、トークンがないか調べます。",
    },
  ],
  falsePositives: {
    en: "Cluster set-up and some operators need it once. Accept the pipeline that installs them.",
    ja: "クラスターの構築や一部の Operator の導入時に必要になります。導入に使うパイプラインを例外に登録してください。",
  },
  techniques: ["attack@18#T1098.006"],
  sources: [
    "Kubernetes documentation, Role Based Access Control Good Practices",
    "MITRE ATT&CK, T1098.006 Additional Container Cluster Roles",
  ],
  reads: { verbs: ["create", "update", "patch"], resources: bindingResources, needs: "request" },
  parameters: {
    roles: {
      type: "string-list",
      default: ["cluster-admin", "admin", "system:masters"],
      description: { en: "Roles that count as administrators'.", ja: "管理者とみなすロール。" },
    },
  },
  examples: {
    fires: [
      {
        name: "cluster-admin everywhere",
        events: [
          {
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "helper",
            request: {
              roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
              subjects: [{ kind: "ServiceAccount", name: "default", namespace: "shop" }],
            },
          },
        ],
      },
      {
        name: "admin in a namespace",
        events: [
          {
            verb: "create",
            resource: "rolebindings.rbac.authorization.k8s.io",
            namespace: "shop",
            name: "helper",
            request: { roleRef: { kind: "ClusterRole", name: "admin" }, subjects: [{ kind: "User", name: "tom" }] },
          },
        ],
      },
      {
        name: "a patch with its answer",
        events: [
          {
            verb: "patch",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "admins",
            request: { subjects: [{ kind: "User", name: "tom" }] },
            response: {
              kind: "ClusterRoleBinding",
              roleRef: { kind: "ClusterRole", name: "cluster-admin" },
              subjects: [{ kind: "User", name: "tom" }],
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: "a smaller role",
        events: [
          {
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "viewers",
            request: {
              roleRef: { kind: "ClusterRole", name: "view" },
              subjects: [{ kind: "Group", name: "developers" }],
            },
          },
        ],
      },
      {
        name: "a label of a binding that is there",
        events: [
          {
            verb: "patch",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "admins",
            request: { metadata: { labels: { team: "platform" } } },
            response: {
              kind: "ClusterRoleBinding",
              roleRef: { kind: "ClusterRole", name: "cluster-admin" },
              subjects: [{ kind: "Group", name: "operators" }],
            },
          },
        ],
      },
      {
        name: "not allowed",
        events: [
          {
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "helper",
            code: 403,
            request: { roleRef: { kind: "ClusterRole", name: "cluster-admin" }, subjects: [] },
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    const binding = changesField(event, "subjects") ? findSentBinding(event) : undefined;
    if (binding === undefined || !parameters.roles.includes(binding.role.name)) return [];
    const principals = binding.subjects.map(describePrincipal);
    const [what, role, who] = [describeAuditObject(event), quote(binding.role.name), quoteNames(principals)];
    return [
      {
        subject: what,
        message: {
          en: `Gave ${role} by ${what} to: ${who === "" ? "nobody yet" : who}.`,
          ja: `${what} により ${role} を付与しました（対象: ${who === "" ? "なし" : who}）。`,
        },
        // Inside of one namespace the harm ends there.
        severity: binding.isOfCluster ? "high" : "medium",
        empowers: principals,
      },
    ];
  },
});
