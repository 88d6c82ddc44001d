import { quote } from "../../model/quote.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changesField } from "../../semantics/audit/changed-object.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { bindingResources, findSentBinding } from "../../semantics/audit/sent-permissions.ts";
import { describePrincipal, type Principal } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

const binding = "clusterrolebindings.rbac.authorization.k8s.io";

export const adminDefaultAccount = defineEventDetector({
  id: "audit/admin-default-account",
  aliases: [
    "guardduty:Policy:Kubernetes/AdminAccessToDefaultServiceAccount",
    "sigma:10b97915-ec8d-455f-a815-9a78926585f6",
  ],
  title: {
    en: "Administrator role given to a default service account",
    ja: "既定のサービスアカウントへの管理者ロールの付与",
  },
  severity: "high",
  why: {
    en: "Every pod that names no service account runs as `default`. Whoever takes over any of them is an administrator.",
    ja: "サービスアカウントを指定していない Pod は、すべて `default` として動作します。そのどれか 1 つが侵害されると、管理者権限を奪われます。",
  },
  remediation: {
    en: "Delete the binding, make a service account for the one workload that needs the power, and name it in its pod template.",
    ja: "バインディングを削除し、権限が必要なワークロード専用のサービスアカウントを作成して、Pod テンプレートで指定してください。",
  },
  response: [
    { en: "Delete the binding.", ja: "バインディングを削除します。" },
    {
      en: "Look at what the account did since; its requests name the pod in `authentication.kubernetes.io/pod-name`.",
      ja: "その後のアカウントの操作を調べます。リクエストの `authentication.kubernetes.io/pod-name` から Pod を特定できます。",
    },
    {
      en: "Ask the caller why it was not an account of its own.",
      ja: "専用のアカウントを使わなかった理由を確認します。",
    },
  ],
  falsePositives: {
    en: "Instructions of some tools tell people to do this. It is a mistake all the same.",
    ja: "この手順を案内しているツールもありますが、その場合でも危険な設定です。",
  },
  techniques: ["attack@18#T1098.006"],
  sources: [
    "Amazon GuardDuty, EKS audit log finding types",
    "Kubernetes documentation, Using RBAC Authorization: Service account permissions",
  ],
  reads: { verbs: ["create", "update", "patch"], resources: bindingResources, needs: "request" },
  parameters: {
    roles: {
      type: "string-list",
      default: ["cluster-admin", "admin", "edit"],
      description: { en: "Roles that count as administrators'.", ja: "管理者とみなすロール。" },
    },
  },
  examples: {
    fires: [
      {
        name: "cluster-admin",
        events: [
          {
            verb: "create",
            resource: binding,
            name: "helper",
            request: {
              roleRef: { kind: "ClusterRole", name: "cluster-admin" },
              subjects: [{ kind: "ServiceAccount", name: "default", namespace: "shop" }],
            },
          },
        ],
      },
      {
        name: "every service account of a namespace, by its user name's group",
        events: [
          {
            verb: "create",
            resource: "rolebindings.rbac.authorization.k8s.io",
            namespace: "shop",
            name: "helper",
            request: {
              roleRef: { kind: "ClusterRole", name: "edit" },
              subjects: [{ kind: "Group", name: "system:serviceaccounts:shop" }],
            },
          },
        ],
      },
      {
        name: "the account written as a user",
        events: [
          {
            verb: "create",
            resource: binding,
            name: "helper",
            request: {
              roleRef: { kind: "ClusterRole", name: "admin" },
              subjects: [{ kind: "User", name: "system:serviceaccount:shop:default" }],
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: "an account of its own",
        events: [
          {
            verb: "create",
            resource: binding,
            name: "helper",
            request: {
              roleRef: { kind: "ClusterRole", name: "cluster-admin" },
              subjects: [{ kind: "ServiceAccount", name: "helper", namespace: "shop" }],
            },
          },
        ],
      },
      {
        name: "a smaller role",
        events: [
          {
            verb: "create",
            resource: binding,
            name: "readers",
            request: {
              roleRef: { kind: "ClusterRole", name: "view" },
              subjects: [{ kind: "ServiceAccount", name: "default", namespace: "shop" }],
            },
          },
        ],
      },
      {
        name: "a user whose name is default",
        events: [
          {
            verb: "create",
            resource: binding,
            name: "helper",
            request: {
              roleRef: { kind: "ClusterRole", name: "admin" },
              subjects: [{ kind: "User", name: "default" }],
            },
          },
        ],
      },
      {
        name: "a dry run",
        events: [
          {
            verb: "create",
            resource: binding,
            name: "helper",
            uri: "?dryRun=All",
            request: {
              roleRef: { kind: "ClusterRole", name: "admin" },
              subjects: [{ kind: "ServiceAccount", name: "default", namespace: "shop" }],
            },
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    const sent = changesField(event, "subjects") ? findSentBinding(event) : undefined;
    if (sent === undefined || !parameters.roles.includes(sent.role.name)) return [];
    const principals = sent.subjects.filter(isOfEveryPod).map(describePrincipal);
    if (principals.length === 0) return [];
    const [what, role, who] = [describeAuditObject(event), quote(sent.role.name), quoteNames(principals)];
    return [
      {
        subject: what,
        message: {
          en: `Gave ${role} by ${what} to accounts of pods that ask for none: ${who}.`,
          ja: `${what} により、既定のサービスアカウント（${who}）に ${role} を付与しました。`,
        },
        empowers: principals,
      },
    ];
  },
});

/** Groups of service accounts have the default ones among them. */
function isOfEveryPod({ kind, name }: Principal): boolean {
  if (kind === "ServiceAccount") return name === "default";
  return kind === "Group" && (name === "system:serviceaccounts" || name.startsWith("system:serviceaccounts:"));
}
