import { quote } from "../../model/quote.ts";
import { describeAuditObject, pathOf } from "../../semantics/audit/audit-object.ts";
import { defineEventDetector } from "../define.ts";

/** Addresses of a kubelet that give numbers alone. Source: Kubernetes documentation, "Kubelet authentication/authorization". */
const harmlessEnd = /\/(?:metrics(?:\/[a-z-]{1,30})?|stats\/summary|healthz|configz)\/?$/;

export const nodeProxy = defineEventDetector({
  id: "audit/node-proxy",
  aliases: [],
  title: { en: "Kubelet reached through the API server", ja: "API サーバー経由での kubelet の操作" },
  severity: "high",
  why: {
    en: "Through nodes/proxy the kubelet runs commands in every pod of its node and gives out their logs, past admission control, and none of it is in the audit log but this one request.",
    ja: "nodes/proxy を使うと、kubelet を通じてノード上のすべての Pod でコマンドを実行し、ログを取得できます。アドミッション制御を通らず、監査ログにはこのリクエストしか残りません。",
  },
  remediation: {
    en: "Give nobody `nodes/proxy`; monitoring needs nodes/metrics and nodes/stats only.",
    ja: "nodes/proxy は誰にも許可しないでください。監視には nodes/metrics と nodes/stats だけで足ります。",
  },
  response: [
    {
      en: "Read the path in the evidence: run, exec and attach are commands in a pod, containerLogs its output.",
      ja: "根拠のパスを確認します。run、exec、attach は Pod 内でのコマンド実行、containerLogs はログの取得です。",
    },
    {
      en: "Withdraw the caller's credentials, and count every pod of the node as read.",
      ja: "主体の認証情報を無効にし、そのノードのすべての Pod の情報が読み取られたものとして扱います。",
    },
    { en: "Take nodes/proxy out of the role that gave it.", ja: "権限の元になったロールから nodes/proxy を外します。" },
  ],
  falsePositives: {
    en: "Older monitoring reads metrics that way; those paths are left out. Some diagnosis tools read node logs.",
    ja: "古い監視ツールはこの経路でメトリクスを取得しますが、そのパスは対象外です。ノードのログを取得する診断ツールも該当します。",
  },
  techniques: ["attack@18#T1611", "attack@18#T1550.001"],
  sources: ["Kubernetes documentation, Role Based Access Control Good Practices: Access to proxy subresource of Nodes"],
  reads: { resources: ["nodes/proxy"] },
  examples: {
    fires: [
      {
        name: "a command in a pod",
        events: [
          {
            verb: "create",
            resource: "nodes/proxy",
            name: "worker-1",
            uri: "/api/v1/nodes/worker-1/proxy/run/shop/web-0/web?cmd=id",
            level: "Metadata",
          },
        ],
      },
      {
        name: "every pod of the node",
        events: [
          {
            user: "system:serviceaccount:shop:web",
            verb: "get",
            resource: "nodes/proxy",
            name: "worker-1",
            uri: "/api/v1/nodes/worker-1/proxy/pods",
          },
        ],
      },
    ],
    silent: [
      {
        name: "metrics",
        events: [
          {
            verb: "get",
            resource: "nodes/proxy",
            name: "worker-1",
            uri: "/api/v1/nodes/worker-1/proxy/metrics/cadvisor",
          },
        ],
      },
      {
        name: "refused",
        events: [
          {
            verb: "get",
            resource: "nodes/proxy",
            name: "worker-1",
            uri: "/api/v1/nodes/worker-1/proxy/pods",
            code: 403,
          },
        ],
      },
      { name: "the node itself", events: [{ verb: "get", resource: "nodes", name: "worker-1" }] },
    ],
  },
  judge(event) {
    const path = pathOf(event.requestUri.slice(0, maxPathLength));
    if (event.verb === "get" && harmlessEnd.test(path)) return [];
    const what = describeAuditObject(event);
    const end = path.includes("/proxy") ? path.slice(path.indexOf("/proxy") + "/proxy".length) : path;
    return [
      {
        subject: what,
        message: {
          en: `Called the kubelet by ${what}: ${quote(end)}.`,
          ja: `${what} を通じて kubelet を呼び出しました（${quote(end)}）。`,
        },
        severity: /^\/(?:run|exec|attach|portForward|containerLogs|logs|runningpods|pods|cri)(?:\/|$)/.test(end)
          ? "high"
          : "medium",
      },
    ];
  },
});

const maxPathLength = 4_096;
