import type { AuditEvent } from "../../model/audit-event.ts";
import type { Text } from "../../model/text.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import { changedWhat } from "../../semantics/audit/changed-what.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { findTextAt, type ManifestMap, textsAt } from "../../semantics/kubernetes/manifest-value.ts";
import { describePrincipal, toPrincipal } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

const mappings = "iamidentitymappings.iamauthenticator.k8s.aws";
const authentication = { resource: "configmaps", namespace: "kube-system", name: "aws-auth" } as const;
const mapped = "- rolearn: arn:aws:iam::111122223333:role/helper\n  username: helper\n  groups:\n  - system:masters\n";

export const cloudIdentityChanged = defineEventDetector({
  id: "audit/cloud-identity-changed",
  aliases: [],
  title: { en: "Cloud identities let into the cluster", ja: "クラウドの ID に対するクラスターアクセスの変更" },
  severity: "high",
  severityReason: {
    en: "Critical when an identity becomes a member of system:masters.",
    ja: "system:masters のメンバーになる場合は「重大」とします。",
  },
  why: {
    en: "These objects say which users and roles of the cloud account are who in the cluster. A line more is a way in that no role or binding shows.",
    ja: "クラウドアカウントのユーザーやロールを、クラスター内の主体に対応付ける設定です。1 行の追加で、ロールやバインディングには現れない侵入経路ができます。",
  },
  remediation: {
    en: "Use access entries of the cloud instead of aws-auth, and let only the pipeline of the cluster change who gets in.",
    ja: "aws-auth の代わりにクラウドのアクセスエントリを使用し、アクセスの変更はクラスター構築用のパイプラインだけに許可してください。",
  },
  response: [
    { en: "Compare the object with your repository, and put it back.", ja: "リポジトリの定義と照合し、元に戻します。" },
    {
      en: "Look for calls of the identities that were added.",
      ja: "追加された ID による操作を調べます。",
    },
    {
      en: "Look in the cloud's own log for who uses them, and lock them there.",
      ja: "クラウドの監査ログで使用者を調べ、クラウド側で停止します。",
    },
  ],
  falsePositives: {
    en: "New node groups and new colleagues. Accept the pipeline that adds them.",
    ja: "ノードグループや担当者の追加も該当します。使用するパイプラインを例外に登録してください。",
  },
  techniques: ["attack@18#T1098.006"],
  sources: [
    "Amazon EKS, Grant IAM users and roles access to Kubernetes APIs",
    "MITRE ATT&CK, T1098.006 Additional Container Cluster Roles",
  ],
  reads: {
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    resources: ["configmaps", mappings, "accessentries.eks.services.k8s.aws"],
  },
  examples: {
    fires: [
      {
        name: "a role becomes an administrator",
        events: [{ ...authentication, verb: "patch", request: { data: { mapRoles: mapped } } }],
      },
      { name: "changed, the body left out", events: [{ ...authentication, verb: "update", level: "Metadata" }] },
      {
        name: "a mapping as an object",
        events: [
          {
            verb: "create",
            resource: mappings,
            name: "helper",
            request: {
              spec: { arn: "arn:aws:iam::111122223333:user/eve", username: "eve", groups: ["system:masters"] },
            },
          },
        ],
      },
      {
        name: "an access entry, by the controller of the cloud's objects",
        events: [
          {
            verb: "create",
            resource: "accessentries.eks.services.k8s.aws",
            namespace: "infra",
            name: "eve",
            request: { spec: { principalARN: "arn:aws:iam::111122223333:user/eve", username: "eve" } },
          },
        ],
      },
    ],
    silent: [
      { name: "another ConfigMap", events: [{ ...authentication, verb: "patch", name: "settings", request: {} }] },
      { name: "of another namespace", events: [{ ...authentication, verb: "patch", namespace: "shop", request: {} }] },
      { name: "read", events: [{ ...authentication, verb: "get" }] },
      { name: "refused", events: [{ ...authentication, verb: "patch", code: 403, request: {} }] },
      {
        name: "the cloud's own part, for a node group",
        events: [{ ...authentication, user: "eks:node-manager", verb: "update", request: {} }],
      },
    ],
  },
  judge(event) {
    const { resource = "", namespace = "", name = "" } = event.object ?? {};
    if (resource === "configmaps" && (namespace !== "kube-system" || name !== "aws-auth")) return [];
    const changed = changedWhat(event);
    if (changed === undefined) return [];
    const { users, isAdministrator } = readMappings(event);
    return [
      {
        subject: describeAuditObject(event),
        message: withUsers(changed, users),
        severity: isAdministrator ? "critical" : "high",
        empowers: users.map((user) => describePrincipal(toPrincipal("User", user))),
      },
    ];
  },
});

interface Mappings {
  readonly users: readonly string[];
  readonly isAdministrator: boolean;
}

/** More lines are no setting that anybody could keep in mind. */
const maxMapLength = 200_000;
const maxUsers = 50;

function readMappings(event: AuditEvent): Mappings {
  const content = findChangedObject(event)?.content;
  if (content === undefined) return { users: [], isAdministrator: false };
  if (event.object?.resource !== "configmaps") return readMapping(content);
  const text = ["mapRoles", "mapUsers"].map((key) => findTextAt(content, "data", key) ?? "").join("\n");
  const lines = text.slice(0, maxMapLength);
  // Nodes have names that the cloud puts together of what it knows of them.
  const users = Array.from(
    lines.matchAll(/(?:^|[\s,{])username: {0,8}["']?([^\s"'#,}]{1,200})/gm),
    ([, user = ""]) => user,
  );
  return {
    users: [...new Set(users)].filter((user) => !user.includes("{{")).slice(0, maxUsers),
    isAdministrator: lines.includes("system:masters"),
  };
}

function readMapping(content: ManifestMap): Mappings {
  const user = findTextAt(content, "spec", "username");
  const groups = [...textsAt(content, "spec", "groups"), ...textsAt(content, "spec", "kubernetesGroups")];
  return { users: user === undefined ? [] : [user], isAdministrator: groups.includes("system:masters") };
}

function withUsers({ en, ja }: Text, users: readonly string[]): Text {
  if (users.length === 0) return { en, ja };
  const names = quoteNames(users);
  return { en: `${en.slice(0, -1)} with the users ${names}.`, ja: `${ja.slice(0, -1)}（ユーザー: ${names}）。` };
}
