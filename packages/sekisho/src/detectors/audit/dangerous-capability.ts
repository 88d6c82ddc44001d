import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedPod } from "../../semantics/audit/changed-pod.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { podResources } from "../../semantics/audit/sent-pod.ts";
import { defineEventDetector } from "../define.ts";

/** Capabilities with which a process of a container takes its node over by themselves. Source: capabilities(7). */
const ownsNode: ReadonlySet<string> = new Set([
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "SYS_ADMIN",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
]);

export const dangerousCapability = defineEventDetector({
  id: "audit/dangerous-capability",
  aliases: [],
  title: { en: "Workload adds a dangerous capability", ja: "危険なケーパビリティを持つワークロードの作成" },
  severity: "medium",
  severityReason: {
    en: "High for those that lead to the node by themselves.",
    ja: "単独でノードの掌握につながるものは「高」とします。",
  },
  why: {
    en: "The capability lets a process of the container do what otherwise only root of the node may: load code into the kernel, read other processes and files, change the network.",
    ja: "カーネルへのコードの読み込み、ほかのプロセスやファイルの読み取り、ネットワークの変更など、本来はノードの root だけに許された操作がコンテナから可能になります。",
  },
  remediation: {
    en: "Enforce the Pod Security Standard `baseline` on the namespace, drop ALL and add back what the program needs.",
    ja: "名前空間に Pod Security Standards の baseline を適用し、ALL を破棄したうえで必要なものだけを追加してください。",
  },
  response: [
    {
      en: "Ask the caller; without an answer, delete the workload and keep the image.",
      ja: "作成した主体に確認します。確認できない場合はワークロードを削除し、イメージを保全します。",
    },
    {
      en: "Look at what ran in the container, and count its node as taken over if the severity is high.",
      ja: "コンテナ内で実行された内容を調べます。深刻度が「高」の場合は、ノードが侵害されたものとして扱います。",
    },
  ],
  falsePositives: {
    en: "Network plugins need NET_ADMIN, profilers SYS_PTRACE or BPF. Accept them by namespace and name.",
    ja: "ネットワークプラグインは NET_ADMIN、プロファイラーは SYS_PTRACE や BPF を必要とします。名前空間と名前を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1610", "attack@18#T1611"],
  sources: ["capabilities(7)", "Kubernetes Pod Security Standards, Baseline: Capabilities"],
  reads: { verbs: ["create", "update", "patch"], resources: podResources, needs: "request" },
  parameters: {
    capabilities: {
      type: "string-list",
      default: [
        "ALL",
        "BPF",
        "DAC_READ_SEARCH",
        "MAC_ADMIN",
        "MAC_OVERRIDE",
        "NET_ADMIN",
        "NET_RAW",
        "PERFMON",
        "SYS_ADMIN",
        "SYS_BOOT",
        "SYS_MODULE",
        "SYS_PTRACE",
        "SYS_RAWIO",
        "SYS_TIME",
        "SYSLOG",
      ],
      description: { en: "Capabilities that count, without CAP_.", ja: "対象のケーパビリティ（CAP_ は付けません）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "as docker writes it",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            request: {
              spec: {
                containers: [{ name: "main", securityContext: { capabilities: { add: ["CAP_SYS_ADMIN"] } } }],
              },
            },
          },
        ],
      },
      {
        name: "an init container of a Deployment",
        events: [
          {
            verb: "create",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            request: {
              kind: "Deployment",
              spec: {
                template: {
                  spec: {
                    initContainers: [{ name: "setup", securityContext: { capabilities: { add: ["NET_ADMIN"] } } }],
                    containers: [{ name: "main" }],
                  },
                },
              },
            },
          },
        ],
      },
      {
        name: "one word put in by a JSON patch",
        events: [
          {
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            level: "Request",
            request: [
              {
                op: "add",
                path: "/spec/template/spec/containers/0/securityContext/capabilities/add/-",
                value: "SYS_PTRACE",
              },
            ],
          },
        ],
      },
    ],
    silent: [
      {
        name: "a port below 1024",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web",
            request: {
              spec: {
                containers: [
                  { name: "main", securityContext: { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } } },
                ],
              },
            },
          },
        ],
      },
      {
        name: "a new image of a workload that has one",
        events: [
          {
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            request: { spec: { template: { spec: { containers: [{ name: "main", image: "web:2" }] } } } },
            response: {
              kind: "Deployment",
              spec: {
                template: {
                  spec: { containers: [{ name: "main", securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }] },
                },
              },
            },
          },
        ],
      },
      {
        name: "a dry run",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            uri: "?dryRun=All",
            request: {
              spec: { containers: [{ name: "main", securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }] },
            },
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    const containers = findChangedPod(event)?.containers ?? [];
    const added = containers.flatMap(({ spec }) => spec.securityContext?.capabilities?.add ?? []);
    if (added.length === 0) return [];
    const names = new Set(added.map((name) => name.toUpperCase().replace(/^CAP_/, "")));
    const dangerous = parameters.capabilities.filter((name) => names.has(name));
    if (dangerous.length === 0) return [];
    const [what, shown] = [describeAuditObject(event), quoteNames(dangerous)];
    return [
      {
        subject: what,
        message: {
          en: `Made ${what} with capabilities ${shown}.`,
          ja: `ケーパビリティ ${shown} を追加した ${what} を作成または変更しました。`,
        },
        severity: dangerous.some((name) => ownsNode.has(name)) ? "high" : "medium",
      },
    ];
  },
});
