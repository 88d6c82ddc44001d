import type { Severity } from "../../model/severity.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { isCreation } from "../../semantics/audit/creation.ts";
import { defineEventDetector } from "../define.ts";

const namespaces = "namespaces";

export const namespaceChanged = defineEventDetector({
  id: "audit/namespace-changed",
  aliases: ["falco:Create Disallowed Namespace", "falco:K8s Namespace Created", "falco:K8s Namespace Deleted"],
  title: { en: "Namespace created or deleted", ja: "名前空間の作成または削除" },
  severity: "medium",
  severityReason: {
    en: "Info for a new one while no names are given.",
    ja: "許可する名前が未設定の場合、作成は「情報」とします。",
  },
  why: {
    en: "With a namespace everything in it is deleted, volumes too. A new one has none of the policies and limits that yours have.",
    ja: "名前空間を削除すると、ボリュームを含むすべてが失われます。新しい名前空間には、既存の名前空間にあるポリシーや制限が適用されません。",
  },
  remediation: {
    en: "Let only the pipeline of the cluster create and delete namespaces, and make policies and limits part of it.",
    ja: "名前空間の作成と削除はクラスター構築用のパイプラインだけに許可し、ポリシーと制限をあわせて適用してください。",
  },
  response: [
    { en: "Ask the caller.", ja: "主体に目的を確認します。" },
    {
      en: "Of a deleted namespace: stop what deletes, restore from backup. Of a new one: see what runs in it.",
      ja: "削除の場合は原因を止め、バックアップから復元します。作成の場合は、その中で動作しているものを調べます。",
    },
    {
      en: "Withdraw the caller's credentials unless they can explain it.",
      ja: "説明が得られない場合は、主体の認証情報を無効にします。",
    },
  ],
  falsePositives: {
    en: "Environments for previews and tests come and go: write the pattern of their names into `allowed`.",
    ja: "プレビューや検証用の環境では頻繁に発生します。名前のパターンを `allowed` に登録してください。",
  },
  techniques: ["attack@18#T1485"],
  sources: ["MITRE ATT&CK, T1485 Data Destruction", "Kubernetes documentation, Namespaces"],
  reads: { verbs: ["create", "update", "patch", "delete", "deletecollection"], resources: [namespaces] },
  parameters: {
    allowed: {
      type: "string-list",
      default: [],
      description: {
        en: "Names of namespaces that may come and go, with * and ?.",
        ja: "作成と削除を許可する名前空間の名前（* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a name that is not listed",
        parameters: { allowed: ["preview-*"] },
        events: [{ verb: "create", resource: namespaces, name: "helper" }],
      },
      { name: "deleted", events: [{ verb: "delete", resource: namespaces, name: "shop", level: "Metadata" }] },
      {
        name: "made by an apply, while nothing is listed",
        events: [{ verb: "patch", resource: namespaces, name: "helper", code: 201 }],
      },
    ],
    silent: [
      {
        name: "a preview",
        parameters: { allowed: ["preview-*"] },
        events: [
          { verb: "create", resource: namespaces, name: "preview-7" },
          { verb: "delete", resource: namespaces, name: "preview-7" },
        ],
      },
      {
        name: "a label",
        events: [{ verb: "patch", resource: namespaces, name: "shop", request: { metadata: { labels: {} } } }],
      },
      { name: "refused", events: [{ verb: "delete", resource: namespaces, name: "shop", code: 403 }] },
      {
        name: "the end of one, by the controller",
        events: [
          {
            user: "system:serviceaccount:kube-system:namespace-controller",
            verb: "delete",
            resource: namespaces,
            name: "shop",
          },
        ],
      },
    ],
  },
  judge(event, { parameters: { allowed } }) {
    const isDeleted = event.verb.startsWith("delete");
    if (!isDeleted && !isCreation(event)) return [];
    const name = event.object?.name ?? "";
    if (allowed.some((pattern) => matchesWildcard(pattern, name))) return [];
    const what = describeAuditObject(event);
    const severity: Severity = isDeleted || allowed.length > 0 ? "medium" : "info";
    return [
      {
        subject: what,
        message: isDeleted
          ? { en: `Deleted ${what} and everything in it.`, ja: `${what} とその中のすべてを削除しました。` }
          : { en: `Made ${what}.`, ja: `${what} を作成しました。` },
        severity,
      },
    ];
  },
});
