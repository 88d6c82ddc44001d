import { resourceOf } from "../../semantics/audit/audit-object.ts";
import { effectiveUser, isAnonymous, isServiceAccount } from "../../semantics/audit/caller.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { isInformer } from "../../semantics/audit/request-query.ts";
import { defineWindowDetector } from "../define.ts";

const web = "system:serviceaccount:shop:web";

export const resourceDiscovery = defineWindowDetector({
  id: "audit/resource-discovery",
  aliases: ["sigma:597a7e84-187d-458b-9e4f-2f5a0e676711"],
  title: { en: "Many kinds of objects listed in a short time", ja: "短時間での多種のリソースの一覧取得" },
  severity: "low",
  severityReason: {
    en: "Medium for service accounts and callers without credentials.",
    ja: "サービスアカウントと認証なしの主体の場合は「中」とします。",
  },
  why: {
    en: "Who comes into a strange cluster first lists what is there. Applications list what they work with: a few kinds, always the same.",
    ja: "侵入者は最初に、クラスターに何があるかを一覧します。通常のアプリケーションが一覧するのは、使用する数種類の決まったリソースだけです。",
  },
  remediation: {
    en: "Find out why the caller may list so much: give service accounts the kinds and the namespace that they need, and no `view` role of the whole cluster.",
    ja: "広い範囲を一覧できる理由を調べ、サービスアカウントには必要なリソースと名前空間だけを許可してください。クラスター全体の view ロールは避けてください。",
  },
  response: [
    {
      en: "Compare client and address with what is usual for the caller.",
      ja: "クライアントと接続元アドレスを、その主体の普段の利用と比べます。",
    },
    { en: "Look at what the caller did next.", ja: "その後の操作を調べます。" },
    {
      en: "If it is a service account, look at the pods that run with it.",
      ja: "サービスアカウントの場合は、それを使用している Pod を調べます。",
    },
  ],
  falsePositives: {
    en: "Backup, inventory and scan tools list everything. Accept them by caller. Controllers that keep objects in memory are not counted.",
    ja: "バックアップ、インベントリ、スキャンの各ツールはすべてを一覧します。主体を指定して例外に登録してください。一覧を保持するコントローラーの読み取りは数えません。",
  },
  techniques: ["attack@18#T1613"],
  sources: ["MITRE ATT&CK, T1613 Container and Resource Discovery"],
  reads: { verbs: ["list"], resources: ["*"] },
  parameters: {
    kinds: {
      type: "integer",
      default: 11,
      description: {
        en: "So many different kinds; `kubectl get all` lists ten.",
        ja: "異なるリソースの種類の数。`kubectl get all` は 10 種類です。",
      },
    },
    seconds: { type: "integer", default: 120, description: { en: "Within so many seconds.", ja: "この秒数以内。" } },
  },
  examples: {
    fires: [
      {
        name: "a service account that looks around",
        parameters: { kinds: 4 },
        events: [
          { user: web, verb: "list", resource: "pods", uri: "?limit=500" },
          { user: web, verb: "list", resource: "services" },
          { user: web, verb: "list", resource: "nodes" },
          { user: web, verb: "list", resource: "roles.rbac.authorization.k8s.io" },
        ],
      },
    ],
    silent: [
      {
        name: "the same kind in every namespace",
        parameters: { kinds: 2 },
        events: [
          { verb: "list", resource: "pods", namespace: "shop" },
          { verb: "list", resource: "pods", namespace: "mail" },
        ],
      },
      {
        name: "a controller that starts",
        parameters: { kinds: 2 },
        events: [
          { user: web, verb: "list", resource: "pods", uri: "?limit=500&resourceVersion=0" },
          { user: web, verb: "list", resource: "services", uri: "?limit=500&resourceVersion=0" },
        ],
      },
      {
        name: "over a day",
        parameters: { kinds: 2 },
        events: [
          { verb: "list", resource: "pods" },
          { verb: "list", resource: "services", after: 3_600 },
        ],
      },
      {
        name: "refused, which is another question",
        parameters: { kinds: 2 },
        events: [
          { verb: "list", resource: "pods", code: 403 },
          { verb: "list", resource: "services", code: 403 },
        ],
      },
    ],
  },
  limits: ({ kinds, seconds }) => ({ items: kinds, seconds }),
  itemOf: (event) => (isInformer(event) ? undefined : resourceOf(event)),
  alert({ items, seconds, event }) {
    const names = quoteNames(items);
    const isPerson = !isServiceAccount(effectiveUser(event)) && !isAnonymous(event);
    return {
      subject: "",
      message: {
        en: `Listed ${items.length} different kinds of objects within ${seconds} seconds: ${names}.`,
        ja: `${seconds} 秒以内に ${items.length} 種類のリソースを一覧しました（${names}）。`,
      },
      severity: isPerson ? "low" : "medium",
    };
  },
});
