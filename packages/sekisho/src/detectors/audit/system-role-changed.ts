import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import { defineEventDetector } from "../define.ts";

const clusterRoles = "clusterroles.rbac.authorization.k8s.io";

export const systemRoleChanged = defineEventDetector({
  id: "audit/system-role-changed",
  aliases: ["falco:System ClusterRole Modified/Deleted"],
  title: { en: "Built-in role changed or deleted", ja: "組み込みロールの変更または削除" },
  severity: "high",
  why: {
    en: "Parts of the control plane, nodes and administrators are bound to these roles: whoever widens one gives power to many without a new binding, and whoever deletes one stops them.",
    ja: "組み込みロールは、コントロールプレーン、ノード、管理者に付与されています。変更すると、新しいバインディングを作成せずに多数の主体の権限を広げられ、削除するとそれらの動作が止まります。",
  },
  remediation: {
    en: "Leave these roles to the API server, which writes them anew when it starts (`rbac.authorization.kubernetes.io/autoupdate`), and write roles of your own.",
    ja: "組み込みロールの管理は API サーバーに任せ（起動時に `rbac.authorization.kubernetes.io/autoupdate` により復元されます）、独自のロールを作成してください。",
  },
  response: [
    {
      en: "Compare the role with the one of your Kubernetes version, and put it back.",
      ja: "使用中の Kubernetes バージョンの標準の定義と比較し、元に戻します。",
    },
    {
      en: "See who is bound to it, and what they did since the change.",
      ja: "付与先と、変更後に行われた操作を調べます。",
    },
    {
      en: "Withdraw the caller's credentials unless they can explain it.",
      ja: "説明が得られない場合は、主体の認証情報を無効にします。",
    },
  ],
  falsePositives: {
    en: "Add-ons own some roles with this prefix (CoreDNS, metrics-server) and change them when they are updated: name them in `owned`.",
    ja: "CoreDNS や metrics-server などのアドオンは、この接頭辞のロールを更新時に変更します。`owned` に登録してください。",
  },
  techniques: ["attack@18#T1098.006"],
  sources: ["Kubernetes documentation, Using RBAC Authorization: Default roles and role bindings, Auto-reconciliation"],
  reads: {
    verbs: ["update", "patch", "delete", "deletecollection"],
    resources: [clusterRoles, "roles.rbac.authorization.k8s.io"],
  },
  parameters: {
    roles: {
      type: "string-list",
      default: ["system:*", "admin", "cluster-admin", "edit", "view"],
      description: {
        en: "Roles that nobody should touch, with * and ?.",
        ja: "変更すべきでないロール（* と ? を使用可）。",
      },
    },
    owned: {
      type: "string-list",
      default: [
        "system:aggregated-metrics-reader",
        "system:coredns",
        "system:managed-certificate-controller",
        "system:metrics-server",
      ],
      description: {
        en: "Those among them that add-ons own, with * and ?.",
        ja: "そのうちアドオンが管理するロール（* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "widened",
        events: [
          {
            verb: "patch",
            resource: clusterRoles,
            name: "system:node-proxier",
            request: { rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }] },
          },
        ],
      },
      {
        name: "deleted, and no body in the log",
        events: [{ verb: "delete", resource: clusterRoles, name: "system:kube-scheduler", level: "Metadata" }],
      },
      {
        name: "the role of viewers",
        events: [
          {
            verb: "update",
            resource: clusterRoles,
            name: "view",
            request: { rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }] },
          },
        ],
      },
    ],
    silent: [
      {
        name: "a role of one's own",
        events: [{ verb: "delete", resource: clusterRoles, name: "shop-viewers" }],
      },
      {
        name: "an add-on's role",
        events: [
          {
            verb: "update",
            resource: clusterRoles,
            name: "system:coredns",
            request: { rules: [{ apiGroups: [""], resources: ["endpoints"], verbs: ["list"] }] },
          },
        ],
      },
      {
        name: "stored as it was",
        events: [
          {
            verb: "update",
            resource: clusterRoles,
            name: "system:node",
            request: { metadata: { resourceVersion: "7" }, rules: [] },
            response: { kind: "ClusterRole", metadata: { resourceVersion: "7" }, rules: [] },
          },
        ],
      },
      {
        name: "the API server as it starts",
        events: [
          {
            user: "system:apiserver",
            verb: "update",
            resource: clusterRoles,
            name: "system:node",
            request: { rules: [] },
          },
        ],
      },
      { name: "refused", events: [{ verb: "delete", resource: clusterRoles, name: "system:node", code: 403 }] },
    ],
  },
  judge(event, { parameters }) {
    const name = event.object?.name ?? "";
    const isNamed = (patterns: readonly string[]) => patterns.some((pattern) => matchesWildcard(pattern, name));
    if (!isNamed(parameters.roles) || isNamed(parameters.owned)) return [];
    const isDeletion = event.verb.startsWith("delete");
    const isUnchanged = event.requestBody === "given" && findChangedObject(event) === undefined;
    if (!isDeletion && isUnchanged) return [];
    const what = describeAuditObject(event);
    const message = isDeletion
      ? { en: `Deleted the built-in role ${what}.`, ja: `組み込みロール ${what} を削除しました。` }
      : { en: `Changed the built-in role ${what}.`, ja: `組み込みロール ${what} を変更しました。` };
    return [{ subject: what, message }];
  },
});
