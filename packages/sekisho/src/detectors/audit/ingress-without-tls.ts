import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changesField } from "../../semantics/audit/changed-object.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { findSentObject } from "../../semantics/audit/sent-object.ts";
import { findTextAt, findValue, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineEventDetector } from "../define.ts";

const ingresses = "ingresses.networking.k8s.io";
const rules = [{ host: "shop.example.com" }];

export const ingressWithoutTls = defineEventDetector({
  id: "audit/ingress-without-tls",
  aliases: ["falco:Ingress Object without TLS Certificate Created"],
  title: { en: "Ingress without TLS", ja: "TLS のない Ingress の作成" },
  severity: "low",
  why: {
    en: "Whoever is on the way between a visitor and the cluster reads passwords and cookies, and puts their own pages in.",
    ja: "利用者とクラスターの間の経路上にいる第三者が、パスワードや Cookie を盗み見たり、ページを改ざんしたりできます。",
  },
  remediation: {
    en: "Write `spec.tls` with every host, and let cert-manager keep the certificates.",
    ja: "すべてのホストを `spec.tls` に指定し、cert-manager などで証明書を管理してください。",
  },
  response: [
    { en: "Add TLS, or take the Ingress away.", ja: "TLS を追加するか、Ingress を削除します。" },
    {
      en: "See whether people signed in through it meanwhile; renew their passwords and sessions.",
      ja: "その間にサインインした利用者がいる場合は、パスワードとセッションを更新します。",
    },
  ],
  falsePositives: {
    en: "A load balancer before the cluster may end TLS, or the ingress controller have a certificate for all: name the classes in `classes`.",
    ja: "前段のロードバランサーで TLS を終端する場合や、Ingress コントローラーに共通の証明書がある場合は、そのクラスを `classes` に登録してください。",
  },
  techniques: ["attack@18#T1557"],
  sources: ["Kubernetes documentation, Ingress: TLS", "MITRE ATT&CK, T1557 Adversary-in-the-Middle"],
  reads: { verbs: ["create", "update", "patch"], resources: [ingresses, "ingresses.extensions"], needs: "request" },
  parameters: {
    classes: {
      type: "string-list",
      default: [],
      description: {
        en: "Ingress classes that have TLS by themselves, with * and ?.",
        ja: "TLS を共通で提供する Ingress クラス（* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "made",
        events: [{ verb: "create", resource: ingresses, namespace: "shop", name: "web", request: { spec: { rules } } }],
      },
      {
        name: "taken out by a patch",
        events: [
          {
            verb: "patch",
            resource: ingresses,
            namespace: "shop",
            name: "web",
            request: { spec: { tls: null } },
            response: { kind: "Ingress", spec: { rules } },
          },
        ],
      },
    ],
    silent: [
      {
        name: "with TLS",
        events: [
          {
            verb: "create",
            resource: ingresses,
            namespace: "shop",
            name: "web",
            request: { spec: { rules, tls: [{ hosts: ["shop.example.com"], secretName: "tls" }] } },
          },
        ],
      },
      {
        name: "a class that has TLS",
        parameters: { classes: ["alb*"] },
        events: [
          {
            verb: "create",
            resource: ingresses,
            namespace: "shop",
            name: "web",
            request: { spec: { ingressClassName: "alb-public", rules } },
          },
        ],
      },
      {
        name: "a part of it patched, and what else it has is not in the log",
        events: [
          {
            verb: "patch",
            resource: ingresses,
            namespace: "shop",
            name: "web",
            level: "Request",
            request: { spec: { rules } },
          },
        ],
      },
      {
        name: "a label of one that has none",
        events: [
          {
            verb: "patch",
            resource: ingresses,
            namespace: "shop",
            name: "web",
            request: { metadata: { labels: { team: "shop" } } },
            response: { kind: "Ingress", spec: { rules } },
          },
        ],
      },
      {
        name: "refused",
        events: [
          {
            verb: "create",
            resource: ingresses,
            namespace: "shop",
            name: "web",
            code: 403,
            request: { spec: { rules } },
          },
        ],
      },
    ],
  },
  judge(event, { parameters }) {
    const sent = changesField(event, "spec") ? findSentObject(event) : undefined;
    // Of a patch without its answer it is not known what was there before.
    if (sent === undefined || (event.verb === "patch" && event.responseBody !== "given")) return [];
    if (findValue(sent.content, "spec") === undefined || listAt(sent.content, "spec", "tls").length > 0) return [];
    const ingressClass =
      findTextAt(sent.content, "spec", "ingressClassName") ?? sent.annotations[classAnnotation] ?? "";
    if (parameters.classes.some((pattern) => matchesWildcard(pattern, ingressClass))) return [];
    const what = describeAuditObject(event);
    const hosts = quoteNames(listAt(sent.content, "spec", "rules").flatMap((rule) => findTextAt(rule, "host") ?? []));
    const more = hosts === "" ? { en: "", ja: "" } : { en: `: ${hosts}`, ja: `（${hosts}）` };
    return [
      {
        subject: what,
        message: {
          en: `Wrote ${what} without TLS${more.en}.`,
          ja: `TLS のない ${what}${more.ja}を作成または変更しました。`,
        },
      },
    ];
  },
});

/** The way to say the class before Kubernetes 1.18. */
const classAnnotation = "kubernetes.io/ingress.class";
