import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { describeUser, effectiveUser, isServiceAccount } from "../../semantics/audit/caller.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import { bindingResources, findSentBinding, roleResources } from "../../semantics/audit/sent-permissions.ts";
import { describePrincipal } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

const web = "system:serviceaccount:shop:web";
const roles = "roles.rbac.authorization.k8s.io";

export const permissionsByServiceAccount = defineEventDetector({
  id: "audit/permissions-by-service-account",
  aliases: ["sigma:10b97915-ec8d-455f-a815-9a78926585f6"],
  title: { en: "Permissions changed by a service account", ja: "サービスアカウントによる権限の変更" },
  severity: "medium",
  why: {
    en: "Applications have no reason to change who may do what. A stolen token of a pod that may do so becomes any permission.",
    ja: "アプリケーションが権限を変更する理由は通常ありません。そのような Pod のトークンが盗まれると、任意の権限を取得されるおそれがあります。",
  },
  remediation: {
    en: "Take the write verbs on rbac.authorization.k8s.io from the service account, and let one deployment pipeline have them.",
    ja: "サービスアカウントから rbac.authorization.k8s.io への書き込み権限を外し、デプロイ用のパイプラインだけに許可してください。",
  },
  response: [
    {
      en: "Read which role or binding was changed, and put it back if no release explains it.",
      ja: "変更されたロールまたはバインディングを確認し、リリースによる変更でない場合は元に戻します。",
    },
    {
      en: "Find the pod that holds the token (`authentication.kubernetes.io/pod-name` in the event) and isolate it.",
      ja: "トークンを持つ Pod をイベントの `authentication.kubernetes.io/pod-name` から特定し、隔離します。",
    },
    { en: "Delete the pod and the account's bound tokens.", ja: "Pod と、アカウントに紐付くトークンを削除します。" },
  ],
  falsePositives: {
    en: "GitOps agents, operator managers and CI deployers change permissions by design: name them in `accounts`.",
    ja: "GitOps のエージェント、Operator の管理ツール、CI のデプロイ処理は、設計上権限を変更します。`accounts` に登録してください。",
  },
  techniques: ["attack@18#T1098.006"],
  sources: ["MITRE ATT&CK, T1098.006 Additional Container Cluster Roles"],
  reads: {
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    resources: [...roleResources, ...bindingResources],
  },
  parameters: {
    accounts: {
      type: "string-list",
      default: [],
      description: {
        en: "Accounts that may, as `ServiceAccount:NAMESPACE/NAME` with * and ?.",
        ja: "許可するアカウント（`ServiceAccount:名前空間/名前` の形式、* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a role",
        events: [{ user: web, verb: "create", resource: roles, namespace: "shop", name: "helper", level: "Metadata" }],
      },
      {
        name: "a binding deleted",
        events: [
          {
            user: web,
            verb: "delete",
            resource: "rolebindings.rbac.authorization.k8s.io",
            namespace: "shop",
            name: "limits",
          },
        ],
      },
      {
        name: "somebody impersonates the account",
        events: [{ as: web, verb: "patch", resource: roles, namespace: "shop", name: "helper", level: "Metadata" }],
      },
    ],
    silent: [
      { name: "a person", events: [{ verb: "create", resource: roles, namespace: "shop", name: "helper" }] },
      {
        name: "an account that may",
        parameters: { accounts: ["ServiceAccount:argocd/*"] },
        events: [
          {
            user: "system:serviceaccount:argocd:argocd-application-controller",
            verb: "patch",
            resource: roles,
            namespace: "shop",
            name: "helper",
            request: { rules: [] },
          },
        ],
      },
      {
        name: "the controller that puts roles together",
        events: [
          {
            user: "system:serviceaccount:kube-system:clusterrole-aggregation-controller",
            verb: "patch",
            resource: "clusterroles.rbac.authorization.k8s.io",
            name: "admin",
            request: { rules: [] },
          },
        ],
      },
      {
        name: "reading",
        events: [{ user: web, verb: "list", resource: roles, namespace: "shop" }],
      },
      {
        name: "stored as it was, as operators do",
        events: [
          {
            user: web,
            verb: "update",
            resource: roles,
            namespace: "shop",
            name: "helper",
            request: { metadata: { resourceVersion: "7" }, rules: [] },
            response: { kind: "Role", metadata: { resourceVersion: "7" }, rules: [] },
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    const user = effectiveUser(event);
    if (!isServiceAccount(user)) return [];
    const account = describeUser(user);
    if (parameters.accounts.some((pattern) => matchesWildcard(pattern, account))) return [];
    if (event.verb === "update" && event.requestBody === "given" && findChangedObject(event) === undefined) return [];
    const what = describeAuditObject(event);
    const message = event.verb.startsWith("delete")
      ? { en: `A service account deleted ${what}.`, ja: `サービスアカウントが ${what} を削除しました。` }
      : { en: `A service account wrote ${what}.`, ja: `サービスアカウントが ${what} を作成または変更しました。` };
    const subjects = findSentBinding(event)?.subjects ?? [];
    return [{ subject: what, message, empowers: subjects.map(describePrincipal) }];
  },
});
