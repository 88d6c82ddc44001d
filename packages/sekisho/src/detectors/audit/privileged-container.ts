import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedPod } from "../../semantics/audit/changed-pod.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { podResources } from "../../semantics/audit/sent-pod.ts";
import { defineEventDetector } from "../define.ts";

export const privilegedContainer = defineEventDetector({
  id: "audit/privileged-container",
  aliases: [
    "falco:Create Privileged Pod",
    "guardduty:PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer",
    "guardduty:PrivilegeEscalation:Kubernetes/PrivilegedContainer",
    "sigma:c5cd1b20-36bb-488d-8c05-486be3d0cb97",
  ],
  title: { en: "Privileged container started", ja: "特権コンテナの作成" },
  severity: "high",
  why: {
    en: "A privileged container is root on its node: it mounts the node's disks, loads kernel modules and reads the credentials of every other pod there.",
    ja: "特権コンテナはノードの root と同等です。ノードのディスクのマウント、カーネルモジュールの読み込み、同じノードのほかの Pod の認証情報の読み取りが可能です。",
  },
  remediation: {
    en: "Enforce the Pod Security Standard `baseline` on the namespace, and take `privileged` out of the workload.",
    ja: "名前空間に Pod Security Standards の baseline を適用し、ワークロードから privileged を外してください。",
  },
  response: [
    {
      en: "Ask the caller; without an answer, delete the workload and keep the image.",
      ja: "作成した主体に確認します。確認できない場合はワークロードを削除し、イメージを保全します。",
    },
    {
      en: "Look at what ran in the container, and count its node as taken over until it is known: drain it, make it anew.",
      ja: "コンテナ内で実行された内容を調べます。判明するまではノードが侵害されたものとして扱い、退避のうえ作り直します。",
    },
    {
      en: "Renew the secrets of every pod that ran on the node.",
      ja: "そのノードで動いていたすべての Pod のシークレットを更新します。",
    },
  ],
  falsePositives: {
    en: "Network, storage and security agents (CNI, CSI, node exporters) are privileged by design. Accept them by namespace and caller.",
    ja: "ネットワーク、ストレージ、セキュリティのエージェント（CNI、CSI など）は設計上、特権を必要とします。名前空間と主体を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1610", "attack@18#T1611"],
  sources: ["MITRE ATT&CK, T1611 Escape to Host", "Kubernetes Pod Security Standards, Baseline: Privileged Containers"],
  reads: { verbs: ["create", "update", "patch"], resources: podResources, needs: "request" },
  examples: {
    fires: [
      {
        name: "a pod",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            request: {
              spec: { containers: [{ name: "main", image: "alpine", securityContext: { privileged: true } }] },
            },
          },
        ],
      },
      {
        name: "the template of a DaemonSet",
        events: [
          {
            verb: "create",
            resource: "daemonsets.apps",
            namespace: "shop",
            name: "agent",
            request: {
              kind: "DaemonSet",
              spec: {
                template: { spec: { initContainers: [{ name: "setup", securityContext: { privileged: true } }] } },
              },
            },
          },
        ],
      },
      {
        name: "a JSON patch of which the answer is not in the log",
        events: [
          {
            verb: "patch",
            resource: "deployments.apps",
            namespace: "shop",
            name: "web",
            level: "Request",
            request: [
              { op: "add", path: "/spec/template/spec/containers/0/securityContext", value: { privileged: true } },
            ],
          },
        ],
      },
      {
        name: "a Windows host process",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            request: {
              spec: { containers: [{ name: "main", securityContext: { windowsOptions: { hostProcess: true } } }] },
            },
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
            request: { spec: { containers: [{ name: "main", securityContext: { privileged: false } }] } },
          },
        ],
      },
      {
        name: "a new image of a workload that has one",
        events: [
          {
            verb: "patch",
            resource: "daemonsets.apps",
            namespace: "shop",
            name: "agent",
            request: { spec: { template: { spec: { containers: [{ name: "main", image: "agent:2" }] } } } },
            response: {
              kind: "DaemonSet",
              spec: { template: { spec: { containers: [{ name: "main", securityContext: { privileged: true } }] } } },
            },
          },
        ],
      },
      {
        name: "the pod that a controller makes of it",
        events: [
          {
            user: "system:serviceaccount:kube-system:daemon-set-controller",
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "agent-x",
            request: { spec: { containers: [{ name: "main", securityContext: { privileged: true } }] } },
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
            request: { spec: { containers: [{ name: "main", securityContext: { privileged: true } }] } },
          },
        ],
      },
    ],
  },
  judge(event) {
    const template = findChangedPod(event);
    if (template === undefined) return [];
    const names = template.containers
      .filter(({ spec, effective }) => {
        const isHostProcess = effective.windowsOptions?.value.hostProcess === true;
        return spec.securityContext?.privileged === true || isHostProcess;
      })
      .map(({ name }) => (name === "" ? "-" : name));
    if (names.length === 0) return [];
    const what = describeAuditObject(event);
    const shown = quoteNames(names);
    return [
      {
        subject: what,
        message: {
          en: `Made ${what} with privileged containers: ${shown}.`,
          ja: `特権コンテナ（${shown}）を含む ${what} を作成または変更しました。`,
        },
      },
    ];
  },
});
