import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedPod } from "../../semantics/audit/changed-pod.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { defineEventDetector } from "../define.ts";

export const ephemeralContainer = defineEventDetector({
  id: "audit/ephemeral-container",
  aliases: ["falco:EphemeralContainers Created"],
  title: { en: "Container put into a running pod", ja: "実行中の Pod への一時コンテナの追加" },
  severity: "medium",
  why: {
    en: "An ephemeral container brings any image into a pod that is trusted: it shares the pod's network and, if it asks, the processes of its containers with their memory and secrets.",
    ja: "一時コンテナにより、信頼されている Pod に任意のイメージを持ち込めます。Pod のネットワークを共有し、指定によってはほかのコンテナのプロセスとそのメモリや秘密情報にもアクセスできます。",
  },
  remediation: {
    en: "Take `update` and `patch` of pods/ephemeralcontainers from everybody who does not debug, and debug with copies of pods (`kubectl debug --copy-to`).",
    ja: "pods/ephemeralcontainers の update と patch は、調査を行う主体だけに許可してください。調査には Pod の複製（`kubectl debug --copy-to`）を使用してください。",
  },
  response: [
    { en: "Ask the caller what they looked for.", ja: "目的を本人に確認します。" },
    {
      en: "Keep the image and the container's log; it stays in the pod until that is deleted.",
      ja: "イメージとコンテナのログを保全します。一時コンテナは Pod を削除するまで残ります。",
    },
    {
      en: "If it was nobody you know: replace the pod and renew every secret that it mounts.",
      ja: "心当たりがない場合は、Pod を作り直し、マウントしているシークレットをすべて更新します。",
    },
  ],
  falsePositives: {
    en: "`kubectl debug` works this way. Accept people who debug by namespace.",
    ja: "`kubectl debug` はこの仕組みを使用します。調査を行う主体を、名前空間を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1609", "attack@18#T1611"],
  sources: ["Kubernetes documentation, Ephemeral Containers", "MITRE ATT&CK, T1609 Container Administration Command"],
  reads: { verbs: ["update", "patch"], resources: ["pods/ephemeralcontainers"] },
  examples: {
    fires: [
      {
        name: "kubectl debug",
        events: [
          {
            verb: "patch",
            resource: "pods/ephemeralcontainers",
            namespace: "shop",
            name: "web-0",
            request: {
              spec: { ephemeralContainers: [{ name: "debugger-x", image: "alpine", targetContainerName: "web" }] },
            },
          },
        ],
      },
      {
        name: "without a body in the log",
        events: [
          {
            verb: "patch",
            resource: "pods/ephemeralcontainers",
            namespace: "shop",
            name: "web-0",
            level: "Metadata",
          },
        ],
      },
    ],
    silent: [
      {
        name: "not allowed",
        events: [{ verb: "patch", resource: "pods/ephemeralcontainers", namespace: "shop", name: "web-0", code: 403 }],
      },
      {
        name: "a dry run",
        events: [
          {
            verb: "patch",
            resource: "pods/ephemeralcontainers",
            namespace: "shop",
            name: "web-0",
            uri: "?dryRun=All",
            request: { spec: { ephemeralContainers: [{ name: "debugger-x", image: "alpine" }] } },
          },
        ],
      },
      {
        name: "another change of a pod",
        events: [
          {
            verb: "patch",
            resource: "pods",
            namespace: "shop",
            name: "web-0",
            request: { metadata: { labels: { team: "shop" } } },
          },
        ],
      },
    ],
  },
  judge(event) {
    const what = describeAuditObject(event);
    const containers = (findChangedPod(event)?.containers ?? []).filter(({ role }) => role === "ephemeral");
    const images = quoteNames(containers.map(({ spec }) => spec.image ?? "").filter((image) => image !== ""));
    return [
      {
        subject: what,
        message: {
          en: `Put a container into the running pod ${what}${images === "" ? "" : `: ${images}`}.`,
          ja: `実行中の Pod ${what} に一時コンテナ${images === "" ? "" : `（${images}）`}を追加しました。`,
        },
      },
    ];
  },
});
