import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { describeExec } from "../../semantics/audit/describe-exec.ts";
import { findExecRequest } from "../../semantics/audit/exec-request.ts";
import { defineEventDetector } from "../define.ts";

export const execInPod = defineEventDetector({
  id: "audit/exec-in-pod",
  aliases: [
    "falco:Attach/Exec Pod",
    "guardduty:Execution:Kubernetes/AnomalousBehavior.ExecInPod",
    "sigma:a1b0ca4e-7835-413e-8471-3ff2b8a66be6",
  ],
  title: { en: "Command run in a pod", ja: "Pod 内でのコマンド実行" },
  severity: "low",
  why: {
    en: "Whoever runs commands in a container sees its credentials, reaches what its network reaches, and can change what runs there without a trace in any manifest.",
    ja: "コンテナ内でコマンドを実行すると、認証情報の閲覧、コンテナから到達できるネットワークへの接続、マニフェストに残らない変更が可能になります。",
  },
  remediation: {
    en: "Take `create` and `get` of pods/exec and pods/attach from everybody who does not need them, and debug with copies of pods (`kubectl debug --copy-to`).",
    ja: "pods/exec と pods/attach の create および get を、不要な主体から外してください。調査には Pod の複製（`kubectl debug --copy-to`）を使用してください。",
  },
  response: [
    {
      en: "Ask the caller whether it was them, and what for; look at where they called from.",
      ja: "実行した本人に目的を確認し、接続元アドレスを調べます。",
    },
    {
      en: "Read the command in the evidence. Without one (a shell), look at what the pod's service account did afterwards.",
      ja: "根拠のコマンドを確認します。シェルの場合は、その後の Pod のサービスアカウントの操作を調べます。",
    },
    {
      en: "If it was nobody you know: isolate the pod by a network policy, replace it, and renew every secret that it mounts.",
      ja: "心当たりがない場合は、ネットワークポリシーで Pod を隔離して作り直し、マウントしているシークレットをすべて更新します。",
    },
  ],
  falsePositives: {
    en: "Developers debug, and some operators (databases, CI runners) run commands in their own pods. Accept those by caller and namespace.",
    ja: "開発者による調査や、データベースの Operator、CI ランナーが自分の Pod で行うコマンド実行も該当します。主体と名前空間を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1609"],
  sources: ["MITRE ATT&CK, T1609 Container Administration Command", "Kubernetes API reference, Pod v1, connect exec"],
  reads: { verbs: ["create", "get"], resources: ["pods/exec", "pods/attach"] },
  examples: {
    fires: [
      {
        name: "a shell",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "shop",
            name: "web-0",
            uri: "?command=sh&stdin=true&tty=true&container=web",
          },
        ],
      },
      {
        name: "by websocket, which the API server calls get",
        events: [{ verb: "get", resource: "pods/exec", namespace: "shop", name: "web-0", uri: "?command=ls" }],
      },
      {
        name: "attached to the running program",
        events: [{ verb: "create", resource: "pods/attach", namespace: "shop", name: "web-0", level: "Metadata" }],
      },
    ],
    silent: [
      {
        name: "not allowed",
        events: [{ verb: "create", resource: "pods/exec", namespace: "shop", name: "web-0", code: 403 }],
      },
      { name: "logs", events: [{ verb: "get", resource: "pods/log", namespace: "shop", name: "web-0" }] },
    ],
  },
  judge(event) {
    const request = findExecRequest(event);
    const container = request === undefined || request.container === "" ? "" : request.container;
    const place = describeAuditObject(event);
    // What programs in the pod do next belongs to the same story.
    const empowers = event.object === undefined ? [] : [`Pod:${event.object.namespace}/${event.object.name}`];
    if (request === undefined) {
      const message = { en: `Attached to ${place}.`, ja: `${place} に接続しました。` };
      return [{ subject: place, message, empowers }];
    }
    const where = container === "" ? place : `${place} (${container})`;
    return [{ subject: place, message: describeExec(request, where), empowers }];
  },
});
