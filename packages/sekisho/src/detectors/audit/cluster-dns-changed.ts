import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changedWhat } from "../../semantics/audit/changed-what.ts";
import { defineEventDetector } from "../define.ts";

const dns = { resource: "configmaps", namespace: "kube-system", name: "coredns" } as const;

export const clusterDnsChanged = defineEventDetector({
  id: "audit/cluster-dns-changed",
  aliases: [],
  title: { en: "Name service of the cluster changed", ja: "クラスターの名前解決の設定変更" },
  severity: "high",
  why: {
    en: "Whoever writes the settings of the name service sends the connections of all pods to where they like: databases, registries, sign-in pages.",
    ja: "名前解決の設定を書き換えると、データベース、レジストリ、認証サーバーなど、すべての Pod の接続先を任意の場所に変更できます。",
  },
  remediation: {
    en: "Let only the cluster's set-up write ConfigMaps in kube-system, and require TLS with checked names between services.",
    ja: "kube-system の ConfigMap の変更はクラスターの構築だけに許可し、サービス間の通信には名前を検証する TLS を必須としてください。",
  },
  response: [
    {
      en: "Compare the ConfigMap with the one that you installed, and put it back.",
      ja: "導入時の ConfigMap と照合し、元に戻します。",
    },
    { en: "Restart the name service's pods.", ja: "名前解決の Pod を再起動します。" },
    {
      en: "Find out which names were answered otherwise, and renew what went there: passwords and tokens.",
      ja: "異なる応答をした名前を特定し、その接続先に送られたパスワードやトークンを更新します。",
    },
  ],
  falsePositives: {
    en: "Upgrades of the cluster and stub domains that are added by hand. Accept the pipeline that does it.",
    ja: "クラスターのアップグレードや、手動でのスタブドメインの追加も該当します。使用するパイプラインを例外に登録してください。",
  },
  techniques: ["attack@18#T1565.001", "attack@18#T1557"],
  sources: [
    "Kubernetes documentation, Customizing DNS Service",
    "Microsoft, Threat Matrix for Kubernetes: CoreDNS poisoning",
  ],
  reads: { verbs: ["create", "update", "patch", "delete", "deletecollection"], resources: ["configmaps"] },
  parameters: {
    configMaps: {
      type: "string-list",
      default: [
        "kube-system/coredns",
        "kube-system/coredns-custom",
        "kube-system/kube-dns",
        "kube-system/node-local-dns",
        "openshift-dns/dns-default",
      ],
      description: {
        en: "ConfigMaps of the name service as NAMESPACE/NAME, with * and ?.",
        ja: "名前解決に使用する ConfigMap（名前空間/名前、* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a patch",
        events: [{ ...dns, verb: "patch", request: { data: { Corefile: ".:53 { hosts { 203.0.113.9 db } }" } } }],
      },
      { name: "changed, the body left out", events: [{ ...dns, verb: "update", level: "Metadata" }] },
      { name: "deleted", events: [{ ...dns, verb: "delete", name: "node-local-dns", level: "Metadata" }] },
    ],
    silent: [
      { name: "read", events: [{ ...dns, verb: "get" }] },
      { name: "one of an application", events: [{ ...dns, verb: "patch", namespace: "shop", request: { data: {} } }] },
      { name: "refused", events: [{ ...dns, verb: "patch", code: 403, request: { data: {} } }] },
      { name: "a dry run", events: [{ ...dns, verb: "patch", uri: "?dryRun=All", request: { data: {} } }] },
    ],
  },
  judge(event, { parameters }) {
    const { namespace = "", name = "" } = event.object ?? {};
    if (!parameters.configMaps.some((pattern) => matchesWildcard(pattern, `${namespace}/${name}`))) return [];
    const message = changedWhat(event);
    return message === undefined ? [] : [{ subject: describeAuditObject(event), message }];
  },
});
