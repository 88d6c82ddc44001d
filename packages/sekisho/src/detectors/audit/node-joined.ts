import { quote } from "../../model/quote.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { isNode } from "../../semantics/audit/caller.ts";
import { isRefused, isSucceeded } from "../../semantics/audit/outcome.ts";
import { findSentObject } from "../../semantics/audit/sent-object.ts";
import { isSystemCaller } from "../../semantics/audit/system-caller.ts";
import { defineEventDetector } from "../define.ts";

const stranger = "system:node:laptop";

export const nodeJoined = defineEventDetector({
  id: "audit/node-joined",
  aliases: [
    "falco:Untrusted Node Successfully Joined the Cluster",
    "falco:Untrusted Node Unsuccessfully Tried to Join the Cluster",
  ],
  title: { en: "Unknown node joins the cluster", ja: "未知のノードのクラスターへの参加" },
  severity: "high",
  severityReason: {
    en: "Medium when it was refused.",
    ja: "拒否された場合は「中」とします。",
  },
  why: {
    en: "A machine that joins gets pods to run, with their secrets and tokens. An intruder who holds a bootstrap token or a node's certificate brings one along.",
    ja: "クラスターに参加したマシンには、シークレットやトークンを持つ Pod が割り当てられます。ブートストラップトークンやノードの証明書を入手した侵入者は、自分のマシンを参加させることができます。",
  },
  remediation: {
    en: "Let bootstrap tokens end soon, approve certificates of nodes by who they are, and keep the API server's address from strangers.",
    ja: "ブートストラップトークンの有効期間を短くし、ノードの証明書は身元を確認して承認してください。API サーバーには外部から到達できないようにしてください。",
  },
  response: [
    {
      en: "Cordon the node, delete it, and delete its pods.",
      ja: "ノードをスケジュール対象外にし、Pod とともに削除します。",
    },
    {
      en: "Find the token or certificate that it joined with, and withdraw it.",
      ja: "参加に使われたトークンまたは証明書を特定し、無効にします。",
    },
    {
      en: "Renew the secrets of the pods that ran there.",
      ja: "そのノードで動いていた Pod のシークレットを更新します。",
    },
  ],
  falsePositives: {
    en: "Autoscalers make nodes all day: write the pattern of their names into `trusted`. Without it only nodes that somebody else than a kubelet or the control plane makes are told.",
    ja: "自動スケーリングでは頻繁にノードが追加されるため、名前のパターンを `trusted` に登録してください。空の場合は、kubelet とコントロールプレーン以外の主体が作成したノードだけを検知します。",
  },
  techniques: ["attack@18#T1610", "attack@18#T1078.001"],
  sources: ["Kubernetes documentation, TLS bootstrapping; Using Node Authorization"],
  reads: { verbs: ["create"], resources: ["nodes"], outcome: "any", callers: "all" },
  parameters: {
    trusted: {
      type: "string-list",
      default: [],
      description: {
        en: "Names of nodes that may join, with * and ?.",
        ja: "参加を許可するノードの名前（* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a name that is not listed",
        parameters: { trusted: ["worker-*"] },
        events: [{ user: stranger, verb: "create", resource: "nodes", name: "laptop" }],
      },
      {
        name: "refused",
        parameters: { trusted: ["worker-*"] },
        events: [{ user: "system:anonymous", verb: "create", resource: "nodes", name: "laptop", code: 401 }],
      },
      {
        name: "a person makes one",
        events: [{ verb: "create", resource: "nodes", name: "laptop" }],
      },
      {
        name: "the name stands in the body alone, as kubelets send it",
        parameters: { trusted: ["worker-*"] },
        events: [{ user: stranger, verb: "create", resource: "nodes", request: { metadata: { name: "laptop" } } }],
      },
    ],
    silent: [
      {
        name: "a name that is listed",
        parameters: { trusted: ["worker-*"] },
        events: [{ user: "system:node:worker-7", verb: "create", resource: "nodes", name: "worker-7" }],
      },
      {
        name: "nothing is listed",
        events: [{ user: "system:node:ip-10-0-0-7", verb: "create", resource: "nodes", name: "ip-10-0-0-7" }],
      },
      {
        name: "there already",
        parameters: { trusted: ["worker-*"] },
        events: [{ user: stranger, verb: "create", resource: "nodes", name: "laptop", code: 409 }],
      },
      {
        name: "a dry run",
        events: [{ verb: "create", resource: "nodes", name: "laptop", uri: "?dryRun=All" }],
      },
    ],
  },
  judge(event, { parameters }) {
    const wasRefused = isRefused(event);
    if (!wasRefused && !isSucceeded(event)) return [];
    const { trusted } = parameters;
    const name = event.object?.name || findSentObject(event)?.name || event.user.name.replace(/^system:node:/, "");
    if (trusted.some((pattern) => matchesWildcard(pattern, name))) return [];
    const isUsual = isNode(event.user) || isSystemCaller(event);
    if (trusted.length === 0 && (isUsual || wasRefused)) return [];
    const shown = quote(name);
    const message = wasRefused
      ? {
          en: `Tried to join as the node ${shown}, and was refused.`,
          ja: `ノード ${shown} としての参加を試み、拒否されました。`,
        }
      : { en: `Joined as the node ${shown}.`, ja: `ノード ${shown} をクラスターに参加させました。` };
    return [{ subject: `${describeAuditObject(event)} ${shown}`, message, severity: wasRefused ? "medium" : "high" }];
  },
});
