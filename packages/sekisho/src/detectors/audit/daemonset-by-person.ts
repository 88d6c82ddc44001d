import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { describeUser, effectiveUser, isServiceAccount } from "../../semantics/audit/caller.ts";
import { isCreation } from "../../semantics/audit/creation.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { findSentPod } from "../../semantics/audit/sent-pod.ts";
import { defineEventDetector } from "../define.ts";

const daemonSets = "daemonsets.apps";

export const daemonsetByPerson = defineEventDetector({
  id: "audit/daemonset-by-person",
  aliases: [],
  title: { en: "DaemonSet made by a person", ja: "利用者による DaemonSet の作成" },
  severity: "medium",
  why: {
    en: "A DaemonSet runs on every node at once, and on each that joins. Miners and implants come this way; agents are installed by a pipeline.",
    ja: "DaemonSet は、後から追加されるものも含めすべてのノードで実行されます。採掘プログラムやマルウェアの配布に悪用される一方、正規のエージェントは通常パイプラインで導入されます。",
  },
  remediation: {
    en: "Take `create` of daemonsets from people, and install agents by the pipeline of the cluster.",
    ja: "利用者から daemonsets の create を外し、エージェントはクラスター構築用のパイプラインで導入してください。",
  },
  response: [
    { en: "Read the image and what it asks of the node.", ja: "イメージと、ノードに要求する権限を確認します。" },
    {
      en: "Ask the caller; without an answer, delete it and keep the image.",
      ja: "作成した主体に確認します。確認できない場合は削除し、イメージを保全します。",
    },
    {
      en: "It ran everywhere: look at all nodes.",
      ja: "すべてのノードで実行されているため、全ノードを調べます。",
    },
  ],
  falsePositives: {
    en: "Operators of the cluster install agents by hand. Name them in `callers`.",
    ja: "クラスターの運用担当者が手作業でエージェントを導入する場合は、`callers` に登録してください。",
  },
  techniques: ["attack@18#T1610", "attack@18#T1543.005"],
  sources: ["MITRE ATT&CK, T1610 Deploy Container; T1543.005 Container Service"],
  reads: { verbs: ["create", "update", "patch"], resources: [daemonSets] },
  parameters: {
    callers: {
      type: "string-list",
      default: [],
      description: {
        en: "Who may, as `User:NAME` with * and ?.",
        ja: "許可する主体（`User:名前` の形式、* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "by hand",
        events: [
          {
            verb: "create",
            resource: daemonSets,
            namespace: "shop",
            name: "agent",
            request: {
              kind: "DaemonSet",
              spec: { template: { spec: { containers: [{ name: "main", image: "docker.io/someone/tool" }] } } },
            },
          },
        ],
      },
      {
        name: "by server-side apply, without a body in the log",
        events: [
          { verb: "patch", resource: daemonSets, namespace: "shop", name: "agent", code: 201, level: "Metadata" },
        ],
      },
    ],
    silent: [
      {
        name: "a pipeline",
        events: [
          {
            user: "system:serviceaccount:ci:deployer",
            verb: "create",
            resource: daemonSets,
            namespace: "monitoring",
            name: "exporter",
          },
        ],
      },
      {
        name: "a change of one that is there",
        events: [{ verb: "patch", resource: daemonSets, namespace: "shop", name: "agent", request: { spec: {} } }],
      },
      {
        name: "somebody who may",
        parameters: { callers: ["User:*@platform.example.com"] },
        events: [
          { user: "kim@platform.example.com", verb: "create", resource: daemonSets, namespace: "shop", name: "agent" },
        ],
      },
      {
        name: "a Deployment",
        events: [{ verb: "create", resource: "deployments.apps", namespace: "shop", name: "web" }],
      },
      {
        name: "a dry run",
        events: [{ verb: "create", resource: daemonSets, namespace: "shop", name: "agent", uri: "?dryRun=All" }],
      },
    ],
  },
  judge(event, { parameters }) {
    const user = effectiveUser(event);
    if (!isCreation(event) || isServiceAccount(user)) return [];
    const caller = describeUser(user);
    if (parameters.callers.some((pattern) => matchesWildcard(pattern, caller))) return [];
    const what = describeAuditObject(event);
    const images = quoteNames((findSentPod(event)?.containers ?? []).flatMap(({ spec }) => spec.image ?? []));
    const more = images === "" ? { en: "", ja: "" } : { en: ` with ${images}`, ja: `（イメージ: ${images}）` };
    return [
      {
        subject: what,
        message: {
          en: `Made ${what} on every node${more.en}.`,
          ja: `すべてのノードで動作する ${what}${more.ja}を作成しました。`,
        },
      },
    ];
  },
});
