import { findAddedContainers } from "../../semantics/audit/added-containers.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { defineEventDetector } from "../define.ts";

const deployments = "deployments.apps";

export const containerAdded = defineEventDetector({
  id: "audit/container-added",
  aliases: ["sigma:ad9012a6-e518-4432-9890-f3b82b8fc71f"],
  title: { en: "Container put beside those of a workload", ja: "既存のワークロードへのコンテナの追加" },
  severity: "medium",
  why: {
    en: "A container that comes in by a patch runs beside a trusted one, with its volumes, its service account and its network, under a name that nobody looks at twice.",
    ja: "パッチで追加されたコンテナは、信頼されているコンテナと同じボリューム、サービスアカウント、ネットワークを使用し、既存のワークロード名に紛れて動作します。",
  },
  remediation: {
    en: "Let only the deployment pipeline change workloads, and have admission check signatures of images.",
    ja: "ワークロードの変更はデプロイ用のパイプラインだけに許可し、アドミッション制御でイメージの署名を検証してください。",
  },
  response: [
    {
      en: "Compare the workload with its manifest in version control, and roll it back.",
      ja: "バージョン管理されているマニフェストと比較し、ワークロードを元に戻します。",
    },
    { en: "Keep the image and the container's log.", ja: "追加されたイメージとコンテナのログを保全します。" },
    {
      en: "Renew the secrets that the pods mount, and look at what their service account did.",
      ja: "Pod がマウントしているシークレットを更新し、サービスアカウントの操作を調べます。",
    },
  ],
  falsePositives: {
    en: "Pipelines that add sidecars (meshes, agents) by a patch. Two containers without any settings of which one gets another image look the same.",
    ja: "サービスメッシュやエージェントのサイドカーをパッチで追加するパイプラインも該当します。設定のない 2 つのコンテナの一方のイメージを変更した場合も区別できません。",
  },
  techniques: ["attack@18#T1609", "attack@18#T1610"],
  sources: [
    "MITRE ATT&CK, T1610 Deploy Container",
    "Kubernetes API concepts, patches: JSON Patch and strategic merge patch",
  ],
  reads: {
    verbs: ["patch"],
    resources: [
      deployments,
      "daemonsets.apps",
      "statefulsets.apps",
      "replicasets.apps",
      "replicationcontrollers",
      "cronjobs.batch",
    ],
    needs: "response",
  },
  examples: {
    fires: [
      {
        name: "by a merge patch",
        events: [
          {
            verb: "patch",
            resource: deployments,
            namespace: "shop",
            name: "web",
            request: {
              spec: { template: { spec: { containers: [{ name: "log", image: "docker.io/someone/tool" }] } } },
            },
            response: answerOf({ name: "log", image: "docker.io/someone/tool" }),
          },
        ],
      },
      {
        name: "by a JSON patch, into a CronJob",
        events: [
          {
            verb: "patch",
            resource: "cronjobs.batch",
            namespace: "shop",
            name: "nightly",
            request: [
              {
                op: "add",
                path: "/spec/jobTemplate/spec/template/spec/containers/-",
                value: { name: "log", image: "docker.io/someone/tool" },
              },
            ],
            response: { kind: "CronJob", spec: {} },
          },
        ],
      },
      {
        name: "by a JSON patch that copies one",
        events: [
          {
            verb: "patch",
            resource: deployments,
            namespace: "shop",
            name: "web",
            request: [
              { op: "copy", from: "/spec/template/spec/containers/0", path: "/spec/template/spec/containers/-" },
              { op: "replace", path: "/spec/template/spec/containers/1/image", value: "docker.io/someone/tool" },
            ],
            response: answerOf({ name: "log", image: "docker.io/someone/tool" }),
          },
        ],
      },
    ],
    silent: [
      {
        name: "a new image of a container that has settings",
        events: [
          {
            verb: "patch",
            resource: deployments,
            namespace: "shop",
            name: "web",
            request: { spec: { template: { spec: { containers: [{ name: "log", image: "log:2" }] } } } },
            response: answerOf({ name: "log", image: "log:2", args: ["-f", "/var/log/web"] }),
          },
        ],
      },
      {
        name: "a new image of a container that somebody owned before",
        events: [
          {
            verb: "patch",
            resource: deployments,
            namespace: "shop",
            name: "web",
            request: { spec: { template: { spec: { containers: [{ name: "log", image: "log:2" }] } } } },
            response: {
              ...answerOf({ name: "log", image: "log:2" }),
              metadata: {
                managedFields: [
                  {
                    manager: "helm",
                    time: "2026-01-10T08:00:00Z",
                    fieldsV1: {
                      "f:spec": {
                        "f:template": { "f:spec": { "f:containers": { 'k:{"name":"log"}': { "f:image": {} } } } },
                      },
                    },
                  },
                ],
              },
            },
          },
        ],
      },
      {
        name: "a new image of the only container",
        events: [
          {
            verb: "patch",
            resource: deployments,
            namespace: "shop",
            name: "web",
            request: { spec: { template: { spec: { containers: [{ name: "web", image: "web:2" }] } } } },
            response: {
              kind: "Deployment",
              spec: { template: { spec: { containers: [{ name: "web", image: "web:2", resources: {} }] } } },
            },
          },
        ],
      },
      {
        name: "an argument put in by a JSON patch",
        events: [
          {
            verb: "patch",
            resource: deployments,
            namespace: "shop",
            name: "web",
            request: [{ op: "add", path: "/spec/template/spec/containers/0/args/-", value: "-v" }],
            response: answerOf({ name: "log", image: "log:1" }),
          },
        ],
      },
      {
        name: "replicas",
        events: [
          {
            verb: "patch",
            resource: deployments,
            namespace: "shop",
            name: "web",
            request: { spec: { replicas: 3 } },
            response: answerOf({ name: "log", image: "log:1" }),
          },
        ],
      },
    ],
  },
  judge(event) {
    const added = findAddedContainers(event);
    if (added.length === 0) return [];
    const what = describeAuditObject(event);
    const shown = quoteNames(added.map(({ name, image }) => (image === "" ? name : `${name} (${image})`)));
    const more = shown === "" ? { en: "", ja: "" } : { en: `: ${shown}`, ja: `（${shown}）` };
    return [
      {
        subject: what,
        message: {
          en: `Put a container beside those of ${what}${more.en}.`,
          ja: `${what} にコンテナ${more.ja}を追加しました。`,
        },
      },
    ];
  },
});

/** A Deployment of two containers, as the API server answers. */
function answerOf(side: Readonly<Record<string, unknown>>) {
  return {
    kind: "Deployment",
    spec: {
      template: {
        spec: {
          containers: [
            { name: "web", image: "web:1", ports: [{ containerPort: 8080 }], imagePullPolicy: "IfNotPresent" },
            { imagePullPolicy: "Always", resources: {}, ...side },
          ],
        },
      },
    },
  };
}
