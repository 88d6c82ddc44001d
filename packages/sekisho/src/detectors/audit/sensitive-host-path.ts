import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedPod } from "../../semantics/audit/changed-pod.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { podResources } from "../../semantics/audit/sent-pod.ts";
import { findHostPathVolumes, type HostPathVolume } from "../../semantics/host-paths/host-path-volumes.ts";
import { defineEventDetector } from "../define.ts";

export const sensitiveHostPath = defineEventDetector({
  id: "audit/sensitive-host-path",
  aliases: [
    "falco:Create Sensitive Mount Pod",
    "guardduty:Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount",
    "guardduty:Persistence:Kubernetes/ContainerWithSensitiveMount",
    "sigma:402b955c-8fe0-4a8c-b635-622b4ac5f902",
  ],
  title: {
    en: "Workload mounts a sensitive path of its node",
    ja: "ノードの機微なパスをマウントするワークロードの作成",
  },
  severity: "medium",
  severityReason: {
    en: "High for the root directory, container runtimes' sockets and credentials.",
    ja: "ルートディレクトリ、コンテナランタイムのソケット、認証情報の場合は「高」とします。",
  },
  why: {
    en: "Who writes to the node's directories, or speaks to its container runtime, is root there; who reads them has the credentials of the node and of its pods.",
    ja: "ノードのディレクトリに書き込める、またはコンテナランタイムを操作できる主体は、ノードの root と同等です。読み取りだけでも、ノードと Pod の認証情報を取得できます。",
  },
  remediation: {
    en: "Enforce the Pod Security Standard `baseline` on the namespace, and give the workload a volume of its own.",
    ja: "名前空間に Pod Security Standards の baseline を適用し、ワークロードには専用のボリュームを使用してください。",
  },
  response: [
    {
      en: "Ask the caller; without an answer, delete the workload and keep the image.",
      ja: "作成した主体に確認します。確認できない場合はワークロードを削除し、イメージを保全します。",
    },
    {
      en: "Look on its nodes for what was changed: cron, SSH keys, static pods, binaries; or make the nodes anew.",
      ja: "実行されたノードで、cron、SSH 鍵、静的 Pod、バイナリの変更がないか調べるか、ノードを作り直します。",
    },
    {
      en: "Renew the credentials that lay below the path.",
      ja: "そのパスに置かれていた認証情報を更新します。",
    },
  ],
  falsePositives: {
    en: "Agents for logs, metrics, storage and security mount such paths by design. Accept them by namespace and name.",
    ja: "ログ、メトリクス、ストレージ、セキュリティのエージェントは、設計上このようなパスをマウントします。名前空間と名前を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1610", "attack@18#T1611"],
  sources: ["Kubernetes Pod Security Standards, Baseline: HostPath Volumes", "MITRE ATT&CK, T1611 Escape to Host"],
  reads: { verbs: ["create", "update", "patch"], resources: podResources, needs: "request" },
  examples: {
    fires: [
      {
        name: "the root directory",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "helper",
            request: {
              spec: {
                volumes: [{ name: "host", hostPath: { path: "/" } }],
                containers: [{ name: "main", image: "alpine" }],
              },
            },
          },
        ],
      },
      {
        name: "the runtime's socket, in a CronJob, written in a roundabout way",
        events: [
          {
            verb: "create",
            resource: "cronjobs.batch",
            namespace: "shop",
            name: "nightly",
            request: {
              kind: "CronJob",
              spec: {
                jobTemplate: {
                  spec: {
                    template: {
                      spec: {
                        volumes: [{ name: "x", hostPath: { path: "/srv/../var/run//docker.sock" } }],
                        containers: [{ name: "main" }],
                      },
                    },
                  },
                },
              },
            },
          },
        ],
      },
      {
        name: "a volume put in by a patch",
        events: [
          {
            verb: "patch",
            resource: "daemonsets.apps",
            namespace: "shop",
            name: "agent",
            level: "Request",
            request: { spec: { template: { spec: { volumes: [{ name: "x", hostPath: { path: "/etc" } }] } } } },
          },
        ],
      },
    ],
    silent: [
      {
        name: "a directory of its own",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web",
            request: { spec: { volumes: [{ name: "x", hostPath: { path: "/srv/web" } }], containers: [] } },
          },
        ],
      },
      {
        name: "certificates of authorities",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web",
            request: { spec: { volumes: [{ name: "x", hostPath: { path: "/etc/ssl/certs" } }], containers: [] } },
          },
        ],
      },
      {
        name: "a new image of a workload that mounts one",
        events: [
          {
            verb: "patch",
            resource: "daemonsets.apps",
            namespace: "shop",
            name: "agent",
            request: { spec: { template: { spec: { containers: [{ name: "main", image: "agent:2" }] } } } },
            response: {
              kind: "DaemonSet",
              spec: {
                template: {
                  spec: {
                    volumes: [{ name: "x", hostPath: { path: "/etc" } }],
                    containers: [{ name: "main", image: "agent:2" }],
                  },
                },
              },
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
            request: { spec: { volumes: [{ name: "x", hostPath: { path: "/" } }], containers: [] } },
          },
        ],
      },
    ],
  },
  judge(event) {
    const template = findChangedPod(event);
    if (template === undefined) return [];
    const volumes = findHostPathVolumes(template).filter((volume) => volume.class !== "other");
    if (volumes.length === 0) return [];
    const what = describeAuditObject(event);
    const paths = quoteNames(volumes.map(({ path }) => path));
    return [
      {
        subject: what,
        message: {
          en: `Made ${what} mount paths of its node: ${paths}.`,
          ja: `ノードのパス（${paths}）をマウントする ${what} を作成または変更しました。`,
        },
        severity: volumes.some(leadsToNode) ? "high" : "medium",
      },
    ];
  },
});

function leadsToNode(volume: HostPathVolume): boolean {
  return volume.class !== "system" || volume.path.split("/").every((part) => /^\.{0,2}$/.test(part));
}
