import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { describeExec } from "../../semantics/audit/describe-exec.ts";
import { findExecRequest } from "../../semantics/audit/exec-request.ts";
import { defineEventDetector } from "../define.ts";

export const execInSystemPod = defineEventDetector({
  id: "audit/exec-in-system-pod",
  aliases: [
    "falco:Attach/Exec Pod",
    "guardduty:Execution:Kubernetes/ExecInKubeSystemPod",
    "sigma:a1b0ca4e-7835-413e-8471-3ff2b8a66be6",
  ],
  title: { en: "Command run in a pod of the system", ja: "システムの名前空間の Pod 内でのコマンド実行" },
  severity: "medium",
  why: {
    en: "Pods of kube-system belong to the cluster itself: many are privileged, share their node's network, or hold tokens with which all namespaces can be changed.",
    ja: "kube-system の Pod はクラスター自体を構成し、特権や、ノードのネットワーク、すべての名前空間を変更できるトークンを持つものが多くあります。",
  },
  remediation: {
    en: "Take pods/exec and pods/attach in these namespaces from everybody but a role for emergencies.",
    ja: "これらの名前空間の pods/exec と pods/attach は、緊急時用のロール以外から外してください。",
  },
  response: [
    {
      en: "Read the command in the evidence, and ask the caller what it was for.",
      ja: "根拠のコマンドを確認し、実行した本人に目的を確認します。",
    },
    {
      en: "Look at what the pod's service account did afterwards.",
      ja: "その後の Pod のサービスアカウントの操作を調べます。",
    },
    {
      en: "Replace the pod; if it is privileged, count its node as taken over.",
      ja: "Pod を作り直します。特権を持つ Pod の場合は、ノードが侵害されたものとして扱います。",
    },
  ],
  falsePositives: {
    en: "Operators look into CoreDNS, CNI and etcd pods when something is broken. Accept a caller for the time of the work.",
    ja: "障害対応で CoreDNS、CNI、etcd の Pod を調査することがあります。作業期間を区切って、主体を例外に登録してください。",
  },
  techniques: ["attack@18#T1609"],
  sources: ["Amazon GuardDuty, EKS audit log finding types", "MITRE ATT&CK, T1609 Container Administration Command"],
  reads: { verbs: ["create", "get"], resources: ["pods/exec", "pods/attach"] },
  parameters: {
    namespaces: {
      type: "string-list",
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: { en: "Namespaces of the system, with * and ?.", ja: "システムの名前空間（* と ? を使用可）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "a shell in CoreDNS",
        events: [
          {
            verb: "create",
            resource: "pods/exec",
            namespace: "kube-system",
            name: "coredns-1",
            uri: "?command=sh&stdin=true&tty=true",
          },
        ],
      },
      {
        name: "attached, by websocket",
        events: [
          { verb: "get", resource: "pods/attach", namespace: "kube-system", name: "cilium-x", level: "Metadata" },
        ],
      },
      {
        name: "a namespace that the user counts as the system's",
        parameters: { namespaces: ["platform-*"] },
        events: [
          { verb: "create", resource: "pods/exec", namespace: "platform-dns", name: "dns-0", uri: "?command=sh" },
        ],
      },
    ],
    silent: [
      {
        name: "an application",
        events: [{ verb: "create", resource: "pods/exec", namespace: "shop", name: "web-0", uri: "?command=sh" }],
      },
      {
        name: "not allowed",
        events: [{ verb: "create", resource: "pods/exec", namespace: "kube-system", name: "coredns-1", code: 403 }],
      },
      { name: "logs", events: [{ verb: "get", resource: "pods/log", namespace: "kube-system", name: "coredns-1" }] },
    ],
  },
  judge(event, { parameters }) {
    const namespace = event.object?.namespace ?? "";
    if (!parameters.namespaces.some((pattern) => matchesWildcard(pattern, namespace))) return [];
    const request = findExecRequest(event);
    const where = describeAuditObject(event);
    if (request === undefined) {
      return [{ subject: where, message: { en: `Attached to ${where}.`, ja: `${where} に接続しました。` } }];
    }
    return [{ subject: where, message: describeExec(request, where) }];
  },
});
