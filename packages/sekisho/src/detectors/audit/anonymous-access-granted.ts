import { quote } from "../../model/quote.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changesField } from "../../semantics/audit/changed-object.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { bindingResources, findSentBinding } from "../../semantics/audit/sent-permissions.ts";
import { describePrincipal } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

/** Roles with which nobody learns more than that the API server is there. Source: Kubernetes, API discovery roles. */
const harmlessRoles: ReadonlySet<string> = new Set(["system:public-info-viewer"]);

const administratorRoles: ReadonlySet<string> = new Set(["admin", "cluster-admin", "edit", "system:masters"]);

export const anonymousAccessGranted = defineEventDetector({
  id: "audit/anonymous-access-granted",
  aliases: ["guardduty:Policy:Kubernetes/AnonymousAccessGranted"],
  title: { en: "Role given to callers without credentials", ja: "認証されていない呼び出し元へのロールの付与" },
  severity: "high",
  severityReason: {
    en: "Critical when the role is an administrator's.",
    ja: "管理者のロールの場合は「緊急」とします。",
  },
  why: {
    en: "From now on everybody who reaches the API server can do what the role allows, without a name in any log.",
    ja: "API サーバーに到達できるすべての相手が、ロールの権限を使用できるようになります。操作した人物もログから特定できません。",
  },
  remediation: {
    en: "Delete the binding. Give the role to the users, groups or service accounts that need it.",
    ja: "バインディングを削除し、必要なユーザー、グループ、サービスアカウントにロールを付与してください。",
  },
  response: [
    { en: "Delete the binding at once.", ja: "バインディングを直ちに削除します。" },
    {
      en: "List every request of system:anonymous since it was made, and renew the secrets that could be read.",
      ja: "作成後の system:anonymous によるリクエストをすべて確認し、読み取られた可能性のあるシークレットを更新します。",
    },
    {
      en: "Ask the caller. If it was not them, withdraw their credentials: it is a back door.",
      ja: "作成した主体に確認します。心当たりがない場合はバックドアとみなし、認証情報を無効にします。",
    },
  ],
  falsePositives: {
    en: "kubeadm lets everybody read the ConfigMap `cluster-info` of kube-public, by a Role of that one object. Accept that binding by its name.",
    ja: "kubeadm は kube-public の ConfigMap `cluster-info` だけを、専用の Role で全員に公開します。そのバインディングを名前で例外に登録してください。",
  },
  techniques: ["attack@18#T1098.006", "attack@18#T1078.001"],
  sources: [
    "Amazon GuardDuty, EKS audit log finding types",
    "Kubernetes documentation, Role Based Access Control Good Practices: Limit anonymous access",
  ],
  reads: { verbs: ["create", "update", "patch"], resources: bindingResources, needs: "request" },
  parameters: {
    subjects: {
      type: "string-list",
      default: ["system:anonymous", "system:unauthenticated"],
      description: {
        en: "Users and groups that anybody is. Add system:authenticated where strangers can get credentials of the identity provider.",
        ja: "誰でも該当するユーザーとグループ。部外者が ID プロバイダーの認証情報を取得できる場合は system:authenticated を追加します。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "to the anonymous user",
        events: [
          {
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "open",
            request: {
              roleRef: { kind: "ClusterRole", name: "view" },
              subjects: [{ kind: "User", name: "system:anonymous" }],
            },
          },
        ],
      },
      {
        name: "a subject added by a JSON patch",
        events: [
          {
            verb: "patch",
            resource: "rolebindings.rbac.authorization.k8s.io",
            namespace: "shop",
            name: "readers",
            level: "Request",
            request: [{ op: "add", path: "/subjects/-", value: { kind: "Group", name: "system:unauthenticated" } }],
          },
        ],
      },
      {
        name: "to everybody with credentials, where the user says so",
        parameters: { subjects: ["system:authenticated"] },
        events: [
          {
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "everybody",
            request: {
              roleRef: { kind: "ClusterRole", name: "cluster-admin" },
              subjects: [{ kind: "Group", name: "system:authenticated" }],
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: "to a person",
        events: [
          {
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "readers",
            request: { roleRef: { kind: "ClusterRole", name: "view" }, subjects: [{ kind: "User", name: "tom" }] },
          },
        ],
      },
      {
        name: "the role that shows versions and health",
        events: [
          {
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "health",
            request: {
              roleRef: { kind: "ClusterRole", name: "system:public-info-viewer" },
              subjects: [{ kind: "Group", name: "system:unauthenticated" }],
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
            name: "open",
            request: { metadata: { labels: { team: "shop" } } },
            response: {
              kind: "ClusterRoleBinding",
              roleRef: { kind: "ClusterRole", name: "view" },
              subjects: [{ kind: "User", name: "system:anonymous" }],
            },
          },
        ],
      },
      {
        name: "the API server's own bindings",
        events: [
          {
            user: "system:apiserver",
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "open",
            request: {
              roleRef: { kind: "ClusterRole", name: "view" },
              subjects: [{ kind: "Group", name: "system:unauthenticated" }],
            },
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    const binding = changesField(event, "subjects") ? findSentBinding(event) : undefined;
    if (binding === undefined || harmlessRoles.has(binding.role.name)) return [];
    const everybody = binding.subjects.filter(
      ({ kind, name }) => kind !== "ServiceAccount" && parameters.subjects.includes(name),
    );
    if (everybody.length === 0) return [];
    const principals = everybody.map(describePrincipal);
    const [what, who] = [describeAuditObject(event), quoteNames(principals)];
    const role = binding.role.name === "" ? "-" : quote(binding.role.name);
    return [
      {
        subject: what,
        message: {
          en: `Gave the role ${role} by ${what} to callers without credentials: ${who}.`,
          ja: `${what} により、認証されていない呼び出し元（${who}）にロール ${role} を付与しました。`,
        },
        severity: administratorRoles.has(binding.role.name) ? "critical" : "high",
        empowers: principals,
      },
    ];
  },
});
