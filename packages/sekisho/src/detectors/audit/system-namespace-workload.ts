import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { describeCaller } from "../../semantics/audit/caller.ts";
import { isCreation } from "../../semantics/audit/creation.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { findSentPod, podResources } from "../../semantics/audit/sent-pod.ts";
import { defineEventDetector } from "../define.ts";

export const systemNamespaceWorkload = defineEventDetector({
  id: "audit/system-namespace-workload",
  aliases: ["falco:Pod Created in Kube Namespace", "sigma:a80d927d-ac6e-443f-a867-e8d6e3897318"],
  title: {
    en: "Workload made in a namespace of the system",
    ja: "システムの名前空間へのワークロードの作成",
  },
  severity: "medium",
  why: {
    en: "Among the parts of the cluster a foreign pod is not noticed, and policies for applications often leave these namespaces out.",
    ja: "クラスターの構成要素に紛れた Pod は気付かれにくく、アプリケーション向けのポリシーの対象外になっていることも多くあります。",
  },
  remediation: {
    en: "Let nobody but the pipeline of the cluster itself make workloads in these namespaces.",
    ja: "これらの名前空間でのワークロードの作成は、クラスター構築用のパイプラインだけに許可してください。",
  },
  response: [
    {
      en: "Compare name and image with the parts of your Kubernetes distribution.",
      ja: "名前とイメージを、使用中の Kubernetes ディストリビューションの構成要素と比較します。",
    },
    {
      en: "Ask the caller; without an answer, delete the workload and keep the image.",
      ja: "作成した主体に確認します。確認できない場合はワークロードを削除し、イメージを保全します。",
    },
    {
      en: "Look for what came with it: service accounts, bindings, webhooks.",
      ja: "同時に作成されたサービスアカウント、バインディング、Webhook がないか調べます。",
    },
  ],
  falsePositives: {
    en: "Add-ons are installed there: name the accounts that do it in `callers`.",
    ja: "アドオンの導入も該当します。導入に使う主体を `callers` に登録してください。",
  },
  techniques: ["attack@18#T1036.005", "attack@18#T1610"],
  sources: ["MITRE ATT&CK, T1036.005 Match Legitimate Resource Name or Location"],
  reads: { verbs: ["create", "update", "patch"], resources: podResources },
  parameters: {
    namespaces: {
      type: "string-list",
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: { en: "Namespaces of the system, with * and ?.", ja: "システムの名前空間（* と ? を使用可）。" },
    },
    callers: {
      type: "string-list",
      default: [],
      description: {
        en: "Who may, as `User:NAME` or `ServiceAccount:NAMESPACE/NAME` with * and ?.",
        ja: "許可する主体（`User:名前` または `ServiceAccount:名前空間/名前`、* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a pod with the name of a part of the cluster",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "kube-system",
            name: "kube-proxy-bv61v",
            request: { spec: { containers: [{ name: "main", image: "docker.io/someone/tool" }] } },
          },
        ],
      },
      {
        name: "a DaemonSet by apply, without a body in the log",
        events: [
          {
            verb: "patch",
            resource: "daemonsets.apps",
            namespace: "kube-system",
            name: "agent",
            code: 201,
            level: "Metadata",
          },
        ],
      },
    ],
    silent: [
      {
        name: "another namespace",
        events: [{ verb: "create", resource: "pods", namespace: "shop", name: "web", level: "Metadata" }],
      },
      {
        name: "a change of what is there",
        events: [{ verb: "patch", resource: "deployments.apps", namespace: "kube-system", name: "coredns" }],
      },
      {
        name: "a controller",
        events: [
          {
            user: "system:serviceaccount:kube-system:replicaset-controller",
            verb: "create",
            resource: "pods",
            namespace: "kube-system",
            name: "coredns-x",
          },
        ],
      },
      {
        name: "a caller who may",
        parameters: { callers: ["ServiceAccount:platform/*"] },
        events: [
          {
            user: "system:serviceaccount:platform:installer",
            verb: "create",
            resource: "deployments.apps",
            namespace: "kube-system",
            name: "metrics-server",
          },
        ],
      },
      {
        name: "not allowed",
        events: [{ verb: "create", resource: "pods", namespace: "kube-system", name: "helper", code: 403 }],
      },
    ],
  },
  judge(event, { parameters }) {
    const namespace = event.object?.namespace ?? "";
    if (!isCreation(event) || !parameters.namespaces.some((pattern) => matchesWildcard(pattern, namespace))) return [];
    const caller = describeCaller(event);
    if (parameters.callers.some((pattern) => matchesWildcard(pattern, caller))) return [];
    const what = describeAuditObject(event);
    const images = quoteNames((findSentPod(event)?.containers ?? []).flatMap(({ spec }) => spec.image ?? []));
    const more = images === "" ? { en: "", ja: "" } : { en: ` of ${images}`, ja: `（イメージ: ${images}）` };
    return [
      {
        subject: what,
        message: {
          en: `Made ${what}${more.en}, among the parts of the cluster.`,
          ja: `システムの名前空間に ${what}${more.ja}を作成しました。`,
        },
      },
    ];
  },
});
