import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { isNode } from "../../semantics/audit/caller.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { findSentPod } from "../../semantics/audit/sent-pod.ts";
import { defineEventDetector } from "../define.ts";

const node = "system:node:worker-1";

export const staticPod = defineEventDetector({
  id: "audit/static-pod",
  aliases: [],
  title: { en: "Pod that comes from a file of its node", ja: "ノード上のファイルによる静的 Pod の実行" },
  severity: "medium",
  why: {
    en: "A kubelet announces a pod when it finds its manifest in a directory of the node. Admission does not hold for it, and deleting it changes nothing: who can write that directory stays on the node.",
    ja: "静的 Pod は、ノードのディレクトリに置かれたマニフェストから kubelet が起動します。アドミッション制御の対象外で、API から削除しても再び起動するため、ノードに侵入した主体の永続化に悪用されます。",
  },
  remediation: {
    en: "Clear `staticPodPath` of kubelets on workers, and let no workload mount the directory of static pods.",
    ja: "ワーカーノードの kubelet の `staticPodPath` を空にし、静的 Pod のディレクトリをワークロードにマウントさせないでください。",
  },
  response: [
    {
      en: "Read the manifest in /etc/kubernetes/manifests of the node, and find out when and by what it was written.",
      ja: "ノードの /etc/kubernetes/manifests にあるマニフェストと、その作成日時、作成した処理を調べます。",
    },
    {
      en: "Look for workloads on the node that mounted its files, and for sessions on the machine.",
      ja: "ノードのファイルをマウントしていたワークロードや、マシンへのログインを調べます。",
    },
    { en: "Drain the node and make it anew.", ja: "ノードを退避し、作り直します。" },
  ],
  falsePositives: {
    en: "Parts of the control plane run this way, and load balancers beside them: name them in `expected`.",
    ja: "コントロールプレーンの構成要素や、併用するロードバランサーも静的 Pod として動作します。`expected` に登録してください。",
  },
  techniques: ["attack@18#T1543.005", "attack@18#T1610"],
  sources: ["Kubernetes documentation, Create static Pods; Using Node Authorization"],
  reads: { verbs: ["create"], resources: ["pods"], callers: "all" },
  parameters: {
    expected: {
      type: "string-list",
      default: [
        "kube-system/etcd-*",
        "kube-system/haproxy-*",
        "kube-system/keepalived-*",
        "kube-system/kube-apiserver-*",
        "kube-system/kube-controller-manager-*",
        "kube-system/kube-proxy-*",
        "kube-system/kube-scheduler-*",
        "kube-system/kube-vip-*",
        "openshift-*/*",
      ],
      description: {
        en: "Static pods that are known, as `NAMESPACE/NAME` with * and ?.",
        ja: "既知の静的 Pod（`名前空間/名前` の形式、* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "announced by a kubelet",
        events: [
          {
            user: node,
            verb: "create",
            resource: "pods",
            namespace: "default",
            name: "helper-worker-1",
            request: { spec: { containers: [{ name: "main", image: "docker.io/someone/tool" }] } },
          },
        ],
      },
      {
        name: "with the name of a part of the cluster in another namespace",
        events: [
          {
            user: node,
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "etcd-worker-1",
            level: "Metadata",
          },
        ],
      },
    ],
    silent: [
      {
        name: "the API server's own",
        events: [
          {
            user: "system:node:control-1",
            verb: "create",
            resource: "pods",
            namespace: "kube-system",
            name: "kube-apiserver-control-1",
          },
        ],
      },
      {
        name: "a controller's pod",
        events: [
          {
            user: "system:serviceaccount:kube-system:replicaset-controller",
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web-x",
          },
        ],
      },
      { name: "a person's pod", events: [{ verb: "create", resource: "pods", namespace: "shop", name: "web" }] },
      {
        name: "refused, as kubelets may make no other pods",
        events: [{ user: node, verb: "create", resource: "pods", namespace: "shop", name: "helper", code: 403 }],
      },
    ],
  },
  judge(event, { parameters }) {
    // Kubelets may make no pods but those that mirror their files.
    if (!isNode(event.user) || event.object === undefined) return [];
    const place = `${event.object.namespace}/${event.object.name}`;
    if (parameters.expected.some((pattern) => matchesWildcard(pattern, place))) return [];
    const what = describeAuditObject(event);
    const images = quoteNames((findSentPod(event)?.containers ?? []).flatMap(({ spec }) => spec.image ?? []));
    const more = images === "" ? { en: "", ja: "" } : { en: ` of ${images}`, ja: `（イメージ: ${images}）` };
    return [
      {
        subject: what,
        message: {
          en: `Runs ${what}${more.en} from a file of the node.`,
          ja: `ノード上のファイルから ${what}${more.ja}を起動しました。`,
        },
      },
    ];
  },
});
