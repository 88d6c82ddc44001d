import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import {
  findTextAt,
  isManifestMap,
  listAt,
  type ManifestMap,
  type ManifestValue,
} from "../../semantics/kubernetes/manifest-value.ts";
import { defineEventDetector } from "../define.ts";

const policies = "networkpolicies.networking.k8s.io";

export const networkPolicyWeakened = defineEventDetector({
  id: "audit/network-policy-weakened",
  aliases: [],
  title: { en: "Network policy deleted or opened to everybody", ja: "ネットワークポリシーの削除または全開放" },
  severity: "medium",
  why: {
    en: "Pods that no policy selects talk to everybody: an intruder who is in one reaches databases, the metadata service and the internet from there.",
    ja: "ポリシーの対象外となった Pod は、すべての相手と通信できます。侵入された Pod から、データベース、メタデータサービス、インターネットに到達できるようになります。",
  },
  remediation: {
    en: "Put the policy back, and let only the pipeline of the cluster change policies; give every namespace one that denies by default.",
    ja: "ポリシーを元に戻し、変更はクラスター構築用のパイプラインだけに許可してください。すべての名前空間に、既定で拒否するポリシーを設定してください。",
  },
  response: [
    { en: "Put the policy back from version control.", ja: "バージョン管理からポリシーを復元します。" },
    { en: "Look for connections that it would have stopped.", ja: "ポリシーがあれば遮断されたはずの通信を調べます。" },
    {
      en: "Ask the caller, and look at what else they did in the namespace.",
      ja: "変更した主体に確認し、同じ名前空間でのほかの操作を調べます。",
    },
  ],
  falsePositives: {
    en: "Policies go with the application that is deleted, and are replaced by releases. Accept the pipeline.",
    ja: "アプリケーションの削除やリリースに伴う入れ替えも該当します。使用するパイプラインを例外に登録してください。",
  },
  techniques: ["attack@18#T1562.007"],
  sources: [
    "Kubernetes documentation, Network Policies: Default policies, Behavior of to and from selectors",
    "MITRE ATT&CK, T1562.007 Disable or Modify Cloud Firewall",
  ],
  reads: {
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    resources: [
      policies,
      "adminnetworkpolicies.policy.networking.k8s.io",
      "baselineadminnetworkpolicies.policy.networking.k8s.io",
      "ciliumclusterwidenetworkpolicies.cilium.io",
      "ciliumnetworkpolicies.cilium.io",
      "globalnetworkpolicies.crd.projectcalico.org",
      "globalnetworkpolicies.projectcalico.org",
      "networkpolicies.crd.projectcalico.org",
      "networkpolicies.projectcalico.org",
    ],
  },
  examples: {
    fires: [
      {
        name: "deleted",
        events: [{ verb: "delete", resource: policies, namespace: "shop", name: "default-deny", level: "Metadata" }],
      },
      {
        name: "all of a namespace",
        events: [{ verb: "deletecollection", resource: policies, namespace: "shop" }],
      },
      {
        name: "one of Cilium",
        events: [{ verb: "delete", resource: "ciliumnetworkpolicies.cilium.io", namespace: "shop", name: "deny" }],
      },
      {
        name: "everybody let in",
        events: [
          {
            verb: "patch",
            resource: policies,
            namespace: "shop",
            name: "default-deny",
            request: { spec: { ingress: [{}] } },
          },
        ],
      },
      {
        name: "to every address",
        events: [
          {
            verb: "update",
            resource: policies,
            namespace: "shop",
            name: "default-deny",
            request: {
              spec: {
                podSelector: {},
                policyTypes: ["Egress"],
                egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }],
              },
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: "a policy of selectors",
        events: [
          {
            verb: "create",
            resource: policies,
            namespace: "shop",
            name: "web",
            request: {
              spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: "proxy" } } }] }] },
            },
          },
        ],
      },
      {
        name: "one that denies",
        events: [
          {
            verb: "create",
            resource: policies,
            namespace: "shop",
            name: "default-deny",
            request: { spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] } },
          },
        ],
      },
      {
        name: "one port for everybody, as web servers have",
        events: [
          {
            verb: "create",
            resource: policies,
            namespace: "shop",
            name: "web",
            request: { spec: { podSelector: {}, ingress: [{ ports: [{ port: 443 }] }] } },
          },
        ],
      },
      {
        name: "a label of one that is open",
        events: [
          {
            verb: "patch",
            resource: policies,
            namespace: "shop",
            name: "open",
            request: { metadata: { labels: { team: "shop" } } },
            response: { kind: "NetworkPolicy", spec: { podSelector: {}, ingress: [{}] } },
          },
        ],
      },
      {
        name: "refused",
        events: [{ verb: "delete", resource: policies, namespace: "shop", name: "default-deny", code: 403 }],
      },
      {
        name: "with its namespace, by the controller",
        events: [
          {
            user: "system:serviceaccount:kube-system:namespace-controller",
            verb: "deletecollection",
            resource: policies,
            namespace: "old",
          },
        ],
      },
    ],
  },
  judge(event) {
    const what = describeAuditObject(event);
    if (event.verb.startsWith("delete")) {
      return [{ subject: what, message: { en: `Deleted ${what}.`, ja: `${what} を削除しました。` } }];
    }
    // The forms of others have other words.
    if (event.object?.apiGroup !== "networking.k8s.io") return [];
    const content = findChangedObject(event)?.content;
    const opened = (["ingress", "egress"] as const).filter((direction) => isOpen(content, direction));
    if (opened.length === 0) return [];
    const shown = opened.join(", ");
    return [
      {
        subject: what,
        message: {
          en: `Opened ${what} to everybody: ${shown}.`,
          ja: `${what} ですべての相手との通信を許可しました（${shown}）。`,
        },
      },
    ];
  },
});

/** Whether a rule holds for every peer and every port. */
function isOpen(content: ManifestMap | undefined, direction: "ingress" | "egress"): boolean {
  const peers = direction === "ingress" ? "from" : "to";
  return listAt(content, "spec", direction).some((rule) => {
    if (!isManifestMap(rule) || listAt(rule, "ports").length > 0) return false;
    const named = listAt(rule, peers);
    return named.length === 0 || named.some(isEverybody);
  });
}

function isEverybody(peer: ManifestValue): boolean {
  const network = findTextAt(peer, "ipBlock", "cidr");
  const isWhole = network === "0.0.0.0/0" || network === "::/0";
  return isWhole && listAt(peer, "ipBlock", "except").length === 0;
}
