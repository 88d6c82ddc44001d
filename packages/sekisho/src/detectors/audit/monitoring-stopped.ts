import type { AuditEvent } from "../../model/audit-event.ts";
import type { Text } from "../../model/text.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import { findValue } from "../../semantics/kubernetes/manifest-value.ts";
import { defineEventDetector } from "../define.ts";

const workloads = ["daemonsets.apps", "deployments.apps", "statefulsets.apps"] as const;

export const monitoringStopped = defineEventDetector({
  id: "audit/monitoring-stopped",
  aliases: [],
  title: { en: "Collection of logs or watch over the cluster stopped", ja: "ログ収集や監視の停止" },
  severity: "high",
  why: {
    en: "Whoever wants to work unseen first stops what sees: shippers of logs, sensors, sinks of the audit log.",
    ja: "発覚を避けようとする侵入者は、ログの収集エージェント、センサー、監査ログの送信先を最初に停止します。",
  },
  remediation: {
    en: "Let only the pipeline of the cluster change these workloads, and raise an alarm outside of the cluster when logs stop coming.",
    ja: "これらのワークロードの変更はクラスター構築用のパイプラインだけに許可し、ログの途絶をクラスターの外で検知できるようにしてください。",
  },
  response: [
    { en: "Start it again at once.", ja: "直ちに再開します。" },
    {
      en: "Look at what the caller did before and after, from the audit log: the other logs have a hole.",
      ja: "停止前後の主体の操作を監査ログで調べます。停止中はほかのログが欠けています。",
    },
    {
      en: "Withdraw the caller's credentials unless they can explain it.",
      ja: "説明が得られない場合は、主体の認証情報を無効にします。",
    },
  ],
  falsePositives: {
    en: "Agents are replaced and removed by releases. Accept the pipeline that does it.",
    ja: "リリースによるエージェントの入れ替えや削除も該当します。使用するパイプラインを例外に登録してください。",
  },
  techniques: ["attack@18#T1562.001", "attack@18#T1562.008"],
  sources: [
    "MITRE ATT&CK, T1562.001 Disable or Modify Tools; T1562.008 Disable or Modify Cloud Logs",
    "Kubernetes documentation, Auditing",
  ],
  reads: {
    verbs: ["delete", "deletecollection", "update", "patch"],
    resources: [
      ...workloads,
      "deployments.apps/scale",
      "statefulsets.apps/scale",
      "auditsinks.auditregistration.k8s.io",
    ],
  },
  parameters: {
    names: {
      type: "string-list",
      default: [
        "*audit*",
        "*falco*",
        "*filebeat*",
        "*fluent*",
        "*kubearmor*",
        "*opentelemetry-collector*",
        "*osquery*",
        "*otel-collector*",
        "*promtail*",
        "*tetragon*",
        "*tracee*",
        "*vector*",
        "alloy*",
        "aws-guardduty-agent*",
        "cloudwatch-agent*",
        "datadog*",
        "newrelic*",
        "splunk*",
        "wazuh*",
      ],
      description: {
        en: "Names of workloads that collect logs or watch, with * and ?.",
        ja: "ログ収集や監視を行うワークロードの名前（* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "deleted",
        events: [
          { verb: "delete", resource: "daemonsets.apps", namespace: "logging", name: "fluent-bit", level: "Metadata" },
        ],
      },
      {
        name: "scaled to nothing",
        events: [
          {
            verb: "patch",
            resource: "deployments.apps/scale",
            namespace: "security",
            name: "falcosidekick",
            request: { spec: { replicas: 0 } },
          },
        ],
      },
      {
        name: "sent to nodes that are not there",
        events: [
          {
            verb: "patch",
            resource: "daemonsets.apps",
            namespace: "security",
            name: "falco",
            request: { spec: { template: { spec: { nodeSelector: { "no-such-node": "true" } } } } },
          },
        ],
      },
      {
        name: "a sink of the audit log",
        events: [{ verb: "delete", resource: "auditsinks.auditregistration.k8s.io", name: "siem" }],
      },
    ],
    silent: [
      {
        name: "an application",
        events: [{ verb: "delete", resource: "deployments.apps", namespace: "shop", name: "web" }],
      },
      {
        name: "a new image",
        events: [
          {
            verb: "patch",
            resource: "daemonsets.apps",
            namespace: "logging",
            name: "fluent-bit",
            request: { spec: { template: { spec: { containers: [{ name: "main", image: "fluent-bit:4" }] } } } },
          },
        ],
      },
      {
        name: "scaled up",
        events: [
          {
            verb: "patch",
            resource: "deployments.apps/scale",
            namespace: "security",
            name: "falcosidekick",
            request: { spec: { replicas: 2 } },
          },
        ],
      },
      {
        name: "refused",
        events: [{ verb: "delete", resource: "daemonsets.apps", namespace: "logging", name: "fluent-bit", code: 403 }],
      },
    ],
  },
  judge(event, { parameters }) {
    const { object } = event;
    if (object === undefined) return [];
    const isSink = object.resource === "auditsinks";
    // A collection has no name: what it holds is not known, and its workloads are deleted one by one in other events.
    if (!isSink && !parameters.names.some((pattern) => matchesWildcard(pattern, object.name))) return [];
    const what = describeAuditObject(event);
    const done = isSink && !event.verb.startsWith("delete") ? changed(what) : findStop(event, what);
    return done === undefined ? [] : [{ subject: what, message: done }];
  },
});

function changed(what: string): Text {
  return { en: `Changed ${what}.`, ja: `${what} を変更しました。` };
}

function findStop(event: AuditEvent, what: string): Text | undefined {
  if (event.verb.startsWith("delete")) return { en: `Deleted ${what}.`, ja: `${what} を削除しました。` };
  const content = findChangedObject(event)?.content;
  if (findValue(content, "spec", "replicas") === 0) {
    return { en: `Scaled ${what} to no pods.`, ja: `${what} のレプリカ数を 0 にしました。` };
  }
  const isMoved =
    event.verb === "patch" && findValue(content, "spec", "template", "spec", "nodeSelector") !== undefined;
  if (!isMoved) return undefined;
  return { en: `Changed on which nodes ${what} runs.`, ja: `${what} を実行するノードの条件を変更しました。` };
}
