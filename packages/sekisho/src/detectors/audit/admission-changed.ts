import type { AuditEvent } from "../../model/audit-event.ts";
import type { Severity } from "../../model/severity.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { describeUser, effectiveUser } from "../../semantics/audit/caller.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import { changedWhat } from "../../semantics/audit/changed-what.ts";
import { findTextAt, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineEventDetector } from "../define.ts";

const mutating = "mutatingwebhookconfigurations.admissionregistration.k8s.io";
const validating = "validatingwebhookconfigurations.admissionregistration.k8s.io";
const injector = "system:serviceaccount:cert-manager:cert-manager-cainjector";

export const admissionChanged = defineEventDetector({
  id: "audit/admission-changed",
  aliases: ["sigma:eed82177-38f5-4299-8a76-098d50d225ab"],
  title: { en: "Admission control changed", ja: "アドミッション制御の変更" },
  severity: "medium",
  severityReason: {
    en: "High when a guard is deleted, or a webhook sends what passes to an address outside of the cluster.",
    ja: "検証の削除、またはクラスター外のアドレスへの転送を伴う場合は「高」とします。",
  },
  why: {
    en: "A mutating webhook sees every object, secrets too, and may put containers into pods of others; without the validating ones everything is let in.",
    ja: "Mutating Webhook はシークレットを含むすべてのオブジェクトを参照でき、ほかの Pod にコンテナを追加できます。検証側を外すと、あらゆるものが受け入れられます。",
  },
  remediation: {
    en: "Let only the cluster's set-up write admissionregistration.k8s.io and the policies of engines, and review changes as code.",
    ja: "admissionregistration.k8s.io とポリシーエンジンのポリシーの変更は、クラスターの構築だけに許可し、コードとしてレビューしてください。",
  },
  response: [
    {
      en: "Compare the object with what your repository holds, and put it back.",
      ja: "リポジトリの定義と照合し、元に戻します。",
    },
    {
      en: "Look at what was created while it was changed: nothing judged it.",
      ja: "変更中に作成されたものを調べます。検証を受けていない可能性があります。",
    },
    {
      en: "If a new webhook was there, count the secrets that were written since as known to its owner.",
      ja: "新しい Webhook が存在した場合は、その後に書き込まれたシークレットを漏えいしたものとみなします。",
    },
  ],
  falsePositives: {
    en: "Policy engines, service meshes and cert-manager keep their webhooks by themselves: name them in `accounts`.",
    ja: "ポリシーエンジン、サービスメッシュ、cert-manager は自身の Webhook を管理します。`accounts` に登録してください。",
  },
  techniques: ["attack@18#T1546", "attack@18#T1562.001"],
  sources: [
    "Kubernetes documentation, Admission Webhook Good Practices",
    "MITRE ATT&CK, T1562.001 Disable or Modify Tools; T1546 Event Triggered Execution",
  ],
  reads: {
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    resources: [
      mutating,
      validating,
      "mutatingadmissionpolicies.admissionregistration.k8s.io",
      "mutatingadmissionpolicybindings.admissionregistration.k8s.io",
      "validatingadmissionpolicies.admissionregistration.k8s.io",
      "validatingadmissionpolicybindings.admissionregistration.k8s.io",
      "clusterpolicies.kyverno.io",
      "policies.kyverno.io",
      "policyexceptions.kyverno.io",
      "validatingpolicies.policies.kyverno.io",
      "constrainttemplates.templates.gatekeeper.sh",
    ],
  },
  parameters: {
    accounts: {
      type: "string-list",
      default: [
        "ServiceAccount:cert-manager/*cainjector*",
        "ServiceAccount:gatekeeper-system/*",
        "ServiceAccount:istio-system/*",
        "ServiceAccount:kyverno/*",
        "ServiceAccount:linkerd/*",
      ],
      description: {
        en: "Accounts that keep webhooks, as `ServiceAccount:NAMESPACE/NAME` with * and ?; what they delete is told all the same.",
        ja: "Webhook を管理するアカウント（`ServiceAccount:名前空間/名前`、* と ? を使用可）。削除は検知します。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a guard deleted",
        events: [{ verb: "delete", resource: validating, name: "policies", level: "Metadata" }],
      },
      {
        name: "a webhook at an address outside",
        events: [
          {
            verb: "create",
            resource: mutating,
            name: "helper",
            request: { webhooks: [{ name: "a.example.com", clientConfig: { url: "https://203.0.113.9/" } }] },
          },
        ],
      },
      {
        name: "let in when the webhook does not answer",
        events: [
          {
            verb: "patch",
            resource: validating,
            name: "policies",
            request: [{ op: "replace", path: "/webhooks/0/failurePolicy", value: "Ignore" }],
          },
        ],
      },
      {
        name: "an engine's policy",
        events: [{ verb: "patch", resource: "clusterpolicies.kyverno.io", name: "no-privileged", level: "Metadata" }],
      },
    ],
    silent: [
      {
        name: "the certificates of a webhook, put in by who does that",
        events: [{ user: injector, verb: "update", resource: mutating, name: "cert-manager-webhook" }],
      },
      { name: "read", events: [{ verb: "get", resource: validating, name: "policies" }] },
      {
        name: "stored as it was",
        events: [
          {
            verb: "update",
            resource: validating,
            name: "policies",
            request: { metadata: { resourceVersion: "9" }, webhooks: [] },
            response: { kind: "ValidatingWebhookConfiguration", metadata: { resourceVersion: "9" }, webhooks: [] },
          },
        ],
      },
      { name: "refused", events: [{ verb: "delete", resource: validating, name: "policies", code: 403 }] },
    ],
  },
  judge(event, { parameters }) {
    const what = describeAuditObject(event);
    const isDeleted = event.verb.startsWith("delete");
    const account = describeUser(effectiveUser(event));
    if (!isDeleted && parameters.accounts.some((pattern) => matchesWildcard(pattern, account))) return [];
    const message = changedWhat(event);
    return message === undefined ? [] : [{ subject: what, message, severity: severityOf(event, isDeleted) }];
  },
});

function severityOf(event: AuditEvent, isDeleted: boolean): Severity {
  const isGuard = event.object?.resource.startsWith("mutating") !== true;
  if (isDeleted) return isGuard ? "high" : "medium";
  const webhooks = listAt(findChangedObject(event)?.content, "webhooks");
  const goesOut = webhooks.some((webhook) => findTextAt(webhook, "clientConfig", "url") !== undefined);
  return goesOut ? "high" : "medium";
}
