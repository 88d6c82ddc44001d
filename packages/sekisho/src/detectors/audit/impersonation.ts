import type { AuditUser } from "../../model/audit-event.ts";
import { quote } from "../../model/quote.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeUser } from "../../semantics/audit/caller.ts";
import { mastersGroup } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

export const impersonation = defineEventDetector({
  id: "audit/impersonation",
  aliases: [],
  title: { en: "Somebody acts as a privileged identity", ja: "特権を持つ主体へのなりすまし" },
  severity: "high",
  why: {
    en: "The API server judges an impersonated request by the permissions of the other identity: who may impersonate these may do everything they may.",
    ja: "なりすましによるリクエストは、なりすまし先の権限で判定されます。特権を持つ主体になりすませる場合、その権限をすべて使用できます。",
  },
  remediation: {
    en: "Take `impersonate` out of roles, or limit it by resourceNames to identities that may little.",
    ja: "ロールから `impersonate` を外すか、resourceNames で権限の小さい主体に限定してください。",
  },
  response: [
    {
      en: "List every request that names both, and ask the caller what they were for.",
      ja: "なりすましによるリクエストをすべて確認し、目的を本人に確認します。",
    },
    {
      en: "Withdraw the caller's credentials if they cannot say.",
      ja: "説明が得られない場合は、主体の認証情報を無効にします。",
    },
    { en: "Undo what was written under the other name.", ja: "なりすましによって行われた変更を元に戻します。" },
  ],
  falsePositives: {
    en: "Break-glass procedures (`kubectl --as-group=system:masters`) and authenticating proxies work this way. Accept those callers.",
    ja: "緊急時の手順（`kubectl --as-group=system:masters`）や認証プロキシもこの仕組みを使用します。主体を例外に登録してください。",
  },
  techniques: ["attack@18#T1134", "attack@18#T1548"],
  sources: ["Kubernetes documentation, User impersonation"],
  reads: { outcome: "any" },
  parameters: {
    users: {
      type: "string-list",
      default: [
        "kubernetes-admin",
        "kubernetes-super-admin",
        "system:admin",
        "system:apiserver",
        "system:kube-*",
        "system:node:*",
        "system:serviceaccount:kube-system:*",
      ],
      description: { en: "Privileged users, with * and ?.", ja: "特権を持つユーザー（* と ? を使用可）。" },
    },
    groups: {
      type: "string-list",
      default: [mastersGroup, "kubeadm:cluster-admins", "system:nodes"],
      description: { en: "Privileged groups, with * and ?.", ja: "特権を持つグループ（* と ? を使用可）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "a controller",
        events: [
          {
            as: "system:serviceaccount:kube-system:clusterrole-aggregation-controller",
            verb: "patch",
            resource: "clusterroles.rbac.authorization.k8s.io",
            name: "view",
            level: "Metadata",
          },
        ],
      },
      {
        name: "a node, which was not enough",
        events: [
          { as: "system:node:worker-1", verb: "get", resource: "secrets", namespace: "shop", name: "tls", code: 403 },
        ],
      },
    ],
    silent: [
      { name: "nobody else", events: [{ verb: "list", resource: "secrets", namespace: "shop" }] },
      {
        name: "a colleague",
        events: [{ as: "tom", verb: "list", resource: "pods", namespace: "shop" }],
      },
      {
        name: "an application's account",
        events: [{ as: "system:serviceaccount:shop:web", verb: "list", resource: "pods", namespace: "shop" }],
      },
      {
        name: "a controller as itself",
        events: [
          { user: "system:serviceaccount:kube-system:job-controller", verb: "create", resource: "pods", name: "x" },
        ],
      },
    ],
  },
  judge({ impersonated }, { parameters }) {
    if (impersonated === undefined) return [];
    const identity = findPrivileged(impersonated, parameters);
    if (identity === undefined) return [];
    const shown = quote(identity);
    return [
      {
        subject: shown,
        message: { en: `Acted as ${shown}.`, ja: `${shown} としてリクエストを行いました。` },
        empowers: [describeUser(impersonated)],
      },
    ];
  },
});

interface Privileged {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

function findPrivileged(user: AuditUser, { users, groups }: Privileged): string | undefined {
  const isAmong = (patterns: readonly string[], name: string) =>
    patterns.some((pattern) => matchesWildcard(pattern, name));
  if (isAmong(users, user.name)) return describeUser(user);
  const group = user.groups.find((name) => isAmong(groups, name));
  return group === undefined ? undefined : `Group:${group}`;
}
