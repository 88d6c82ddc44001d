import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedPod } from "../../semantics/audit/changed-pod.ts";
import { podResources } from "../../semantics/audit/sent-pod.ts";
import { defineEventDetector } from "../define.ts";

/** The namespaces of a node that pods can ask for, with what each shows to them. */
const namespaces = [
  {
    field: "hostNetwork",
    severity: "medium",
    shows: { en: "its network, past network policies", ja: "ネットワークポリシーの及ばないノードのネットワーク" },
  },
  {
    field: "hostPID",
    severity: "high",
    shows: { en: "its processes with their memory and environment", ja: "メモリと環境変数を含むノードのプロセス" },
  },
  { field: "hostIPC", severity: "medium", shows: { en: "its shared memory", ja: "ノードの共有メモリ" } },
] as const satisfies readonly {
  readonly field: "hostNetwork" | "hostPID" | "hostIPC";
  readonly severity: Severity;
  readonly shows: Text;
}[];

export const hostNamespace = defineEventDetector({
  id: "audit/host-namespace",
  aliases: ["falco:Create HostIPC Pod", "falco:Create HostNetwork Pod", "falco:Create HostPid Pod"],
  title: { en: "Workload shares a namespace of its node", ja: "ホスト名前空間を共有するワークロードの作成" },
  severity: "medium",
  severityReason: {
    en: "High for hostPID, by which secrets of every process of the node can be read.",
    ja: "ノード上のすべてのプロセスの秘密情報を読み取れる hostPID は「高」とします。",
  },
  why: {
    en: "The pod sees its node's processes, shared memory or network: it reads secrets of other pods, reaches services on the node's loopback, and escapes network policies.",
    ja: "Pod からノードのプロセス、共有メモリ、ネットワークにアクセスできます。ほかの Pod の秘密情報の読み取り、ノードのループバックで動くサービスへの接続、ネットワークポリシーの回避が可能になります。",
  },
  remediation: {
    en: "Enforce the Pod Security Standard `baseline` on the namespace, and take the field out of the workload.",
    ja: "名前空間に Pod Security Standards の baseline を適用し、ワークロードから該当するフィールドを外してください。",
  },
  response: [
    {
      en: "Ask the caller; without an answer, delete the workload and keep the image.",
      ja: "作成した主体に確認します。確認できない場合はワークロードを削除し、イメージを保全します。",
    },
    {
      en: "Count the secrets of the pods on its nodes as read, if it shared processes.",
      ja: "プロセスを共有していた場合は、同じノードの Pod の秘密情報が読み取られたものとして扱います。",
    },
    {
      en: "Look at what it connected to on the node: kubelet, metadata service, other pods.",
      ja: "kubelet、メタデータサービス、ほかの Pod など、ノードからの接続先を調べます。",
    },
  ],
  falsePositives: {
    en: "Network plugins, node exporters and ingress controllers share the network by design. Accept them by namespace and name.",
    ja: "ネットワークプラグイン、node-exporter、Ingress コントローラーは設計上ネットワークを共有します。名前空間と名前を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1610", "attack@18#T1611"],
  sources: ["Kubernetes Pod Security Standards, Baseline: Host Namespaces", "MITRE ATT&CK, T1611 Escape to Host"],
  reads: { verbs: ["create", "update", "patch"], resources: podResources, needs: "request" },
  parameters: {
    fields: {
      type: "string-list",
      default: ["hostNetwork", "hostPID", "hostIPC"],
      values: ["hostNetwork", "hostPID", "hostIPC"],
      description: { en: "Fields that are looked at.", ja: "対象のフィールド。" },
    },
  },
  examples: {
    fires: [
      {
        name: "the network",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            request: { spec: { hostNetwork: true, containers: [{ name: "main" }] } },
          },
        ],
      },
      {
        name: "processes and shared memory, in a DaemonSet",
        events: [
          {
            verb: "update",
            resource: "daemonsets.apps",
            namespace: "shop",
            name: "agent",
            request: {
              kind: "DaemonSet",
              spec: { template: { spec: { hostPID: true, hostIPC: true, containers: [{ name: "main" }] } } },
            },
          },
        ],
      },
      {
        name: "by a JSON patch",
        events: [
          {
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            level: "Request",
            request: [{ op: "add", path: "/spec/template/spec/hostPID", value: true }],
          },
        ],
      },
    ],
    silent: [
      {
        name: "an ordinary pod",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web",
            request: { spec: { hostNetwork: false, containers: [{ name: "main" }] } },
          },
        ],
      },
      {
        name: "a field that the user does not ask about",
        parameters: { fields: ["hostPID"] },
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web",
            request: { spec: { hostNetwork: true, containers: [{ name: "main" }] } },
          },
        ],
      },
      {
        name: "a label of a workload that does",
        events: [
          {
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            request: { metadata: { labels: { team: "shop" } } },
            response: { kind: "Deployment", spec: { template: { spec: { hostPID: true, containers: [] } } } },
          },
        ],
      },
      {
        name: "refused by admission",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            code: 403,
            request: { spec: { hostPID: true, containers: [{ name: "main" }] } },
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    const spec = findChangedPod(event)?.spec;
    if (spec === undefined) return [];
    const what = describeAuditObject(event);
    return namespaces
      .filter(({ field }) => spec[field] === true && parameters.fields.includes(field))
      .map(({ field, severity, shows }) => ({
        subject: `${what} ${field}`,
        message: {
          en: `Made ${what} with ${field}: it sees of its node ${shows.en}.`,
          ja: `${field} を有効にした ${what} を作成または変更しました（${shows.ja}にアクセスできます）。`,
        },
        severity,
      }));
  },
});
