import type { AuditEvent } from "../../model/audit-event.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import { exposuresOf, type ServiceExposure } from "../../semantics/kubernetes/service-exposure.ts";
import { defineEventDetector } from "../define.ts";

const shown: Readonly<Record<ServiceExposure, string>> = {
  "node-port": "NodePort",
  "load-balancer": "LoadBalancer",
  "external-address": "externalIPs",
};

const web = { resource: "services", namespace: "shop", name: "web" } as const;

export const serviceExposed = defineEventDetector({
  id: "audit/service-exposed",
  aliases: ["falco:Create NodePort Service"],
  title: { en: "Service opened to outside of the cluster", ja: "クラスター外への Service の公開" },
  severity: "low",
  severityReason: {
    en: "Medium for external addresses: they take over connections of others.",
    ja: "externalIPs の場合は、ほかの通信を横取りできるため「中」とします。",
  },
  why: {
    en: "The port is open on every node or in front of the cluster, past the ingress where TLS, sign-in and limits are.",
    ja: "すべてのノードまたはクラスターの外側でポートが開き、TLS、認証、流量制限を担う Ingress を経由せずに到達できます。",
  },
  remediation: {
    en: "Publish by Ingress or Gateway; where a load balancer is needed, name who may connect (`loadBalancerSourceRanges`).",
    ja: "Ingress または Gateway で公開してください。ロードバランサーが必要な場合は、接続元を限定（`loadBalancerSourceRanges`）してください。",
  },
  response: [
    {
      en: "See what listens behind it, and who may connect.",
      ja: "公開されたサービスの内容と、接続できる範囲を確認します。",
    },
    {
      en: "Ask the caller; without an answer, make it a ClusterIP again.",
      ja: "主体に確認し、確認できない場合は ClusterIP に戻します。",
    },
    { en: "Look for connections from outside since.", ja: "公開後の外部からの接続を調べます。" },
  ],
  falsePositives: {
    en: "Ingress controllers and gateways are opened by design. Accept them by namespace and name.",
    ja: "Ingress コントローラーや Gateway は設計上公開されます。名前空間と名前を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1133"],
  sources: ["Kubernetes documentation, Service: Publishing Services", "CVE-2020-8554", "MITRE ATT&CK, T1133"],
  reads: { verbs: ["create", "update", "patch"], resources: ["services"], needs: "request" },
  examples: {
    fires: [
      { name: "a port of every node", events: [{ ...web, verb: "create", request: { spec: { type: "NodePort" } } }] },
      { name: "a patch", events: [{ ...web, verb: "patch", request: { spec: { type: "LoadBalancer" } } }] },
      {
        name: "addresses of others",
        events: [{ ...web, verb: "patch", request: [{ op: "add", path: "/spec/externalIPs", value: ["192.0.2.1"] }] }],
      },
    ],
    silent: [
      { name: "an inner one", events: [{ ...web, verb: "create", request: { spec: { type: "ClusterIP" } } }] },
      {
        name: "a load balancer inside of the cloud's network",
        events: [
          {
            ...web,
            verb: "create",
            request: {
              metadata: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } },
              spec: { type: "LoadBalancer" },
            },
          },
        ],
      },
      {
        name: "a label of one that is open",
        events: [
          {
            ...web,
            verb: "patch",
            request: { metadata: { labels: { team: "shop" } } },
            response: { kind: "Service", spec: { type: "LoadBalancer" } },
          },
        ],
      },
      { name: "refused", events: [{ ...web, verb: "create", code: 403, request: { spec: { type: "NodePort" } } }] },
    ],
  },
  judge(event) {
    const ways = waysOf(event);
    if (ways.length === 0) return [];
    const what = describeAuditObject(event);
    const names = ways.map((way) => shown[way]).join(", ");
    return [
      {
        subject: what,
        message: {
          en: `Opened ${what} to outside of the cluster: ${names}.`,
          ja: `${what} をクラスター外に公開しました（${names}）。`,
        },
        severity: ways.includes("external-address") ? "medium" : "low",
      },
    ];
  },
});

function waysOf(event: AuditEvent): readonly ServiceExposure[] {
  const content = findChangedObject(event)?.content;
  return content === undefined ? [] : exposuresOf(content);
}
