import type { AuditEvent } from "../../model/audit-event.ts";
import { quote } from "../../model/quote.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import { backendsOf } from "../../semantics/audit/sent-backends.ts";
import { exposuresOf } from "../../semantics/kubernetes/service-exposure.ts";
import { defineEventDetector } from "../define.ts";

const dashboard = { resource: "services", namespace: "kubernetes-dashboard", name: "kubernetes-dashboard" } as const;
const ingresses = "ingresses.networking.k8s.io";

export const dashboardExposed = defineEventDetector({
  id: "audit/dashboard-exposed",
  aliases: ["guardduty:Policy:Kubernetes/ExposedDashboard", "guardduty:Policy:Kubernetes/KubeflowDashboardExposed"],
  title: { en: "Console of the cluster opened to outside", ja: "クラスターの管理画面の外部公開" },
  severity: "high",
  why: {
    en: "These consoles start workloads and show secrets, some of them for whoever finds the address: many clusters were taken over to mine coins that way.",
    ja: "管理画面ではワークロードの起動やシークレットの参照が可能で、認証なしで操作できるものもあります。ここから侵入され、暗号資産の採掘に悪用された事例が多数あります。",
  },
  remediation: {
    en: "Reach the console by `kubectl port-forward` or behind a proxy that asks who is there, and delete the way from outside.",
    ja: "管理画面へは `kubectl port-forward` または認証付きのプロキシを経由して接続し、外部からの経路を削除してください。",
  },
  response: [
    { en: "Close the way from outside at once.", ja: "直ちに外部からの経路を閉じます。" },
    {
      en: "Look at everything that the console's service account did since.",
      ja: "公開後に、管理画面のサービスアカウントが行った操作をすべて調べます。",
    },
    { en: "Look for workloads that nobody knows.", ja: "把握していないワークロードがないか調べます。" },
  ],
  falsePositives: {
    en: "A console behind a proxy that asks for sign-in may be opened. Accept it by namespace and name.",
    ja: "認証付きのプロキシの背後で公開する場合もあります。名前空間と名前を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1133"],
  sources: [
    "Kubernetes documentation, Deploy and Access the Kubernetes Dashboard",
    "Microsoft, Threat Matrix for Kubernetes: Exposed sensitive interfaces",
  ],
  reads: {
    verbs: ["create", "update", "patch"],
    resources: ["services", ingresses, "httproutes.gateway.networking.k8s.io", "tlsroutes.gateway.networking.k8s.io"],
    needs: "request",
  },
  parameters: {
    consoles: {
      type: "string-list",
      default: [
        "*/*kubernetes-dashboard*",
        "*/argo-server",
        "*/argo-workflows-server",
        "*/centraldashboard",
        "*/headlamp*",
        "*/kubeview*",
        "*/octant*",
        "*/weave-scope*",
        "kubeflow/*",
        "kubernetes-dashboard/*",
        "weave/*",
      ],
      description: {
        en: "Services of consoles as NAMESPACE/NAME, with * and ?.",
        ja: "管理画面の Service（名前空間/名前、* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "a load balancer",
        events: [{ ...dashboard, verb: "patch", request: { spec: { type: "LoadBalancer" } } }],
      },
      {
        name: "an ingress in front of it",
        events: [
          {
            verb: "create",
            resource: ingresses,
            namespace: "kubernetes-dashboard",
            name: "way-in",
            request: {
              spec: {
                rules: [
                  {
                    http: { paths: [{ path: "/", backend: { service: { name: "kubernetes-dashboard-kong-proxy" } } }] },
                  },
                ],
              },
            },
          },
        ],
      },
      {
        name: "a route of a gateway to a service in another namespace",
        events: [
          {
            verb: "create",
            resource: "httproutes.gateway.networking.k8s.io",
            namespace: "shop",
            name: "way-in",
            request: {
              spec: { rules: [{ backendRefs: [{ name: "centraldashboard", namespace: "kubeflow", port: 80 }] }] },
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: "an inner service",
        events: [{ ...dashboard, verb: "create", request: { spec: { type: "ClusterIP" } } }],
      },
      {
        name: "an application",
        events: [
          {
            verb: "create",
            resource: "services",
            namespace: "shop",
            name: "web",
            request: { spec: { type: "LoadBalancer" } },
          },
        ],
      },
      {
        name: "an ingress in front of an application",
        events: [
          {
            verb: "create",
            resource: ingresses,
            namespace: "shop",
            name: "web",
            request: { spec: { defaultBackend: { service: { name: "web" } } } },
          },
        ],
      },
      {
        name: "refused",
        events: [{ ...dashboard, verb: "patch", code: 403, request: { spec: { type: "LoadBalancer" } } }],
      },
    ],
  },
  judge(event, { parameters }) {
    const console = findOpened(event, parameters.consoles);
    if (console === undefined) return [];
    const what = describeAuditObject(event);
    const shown = quote(console);
    return [
      {
        subject: what,
        message: {
          en: `Opened the console ${shown} to outside of the cluster by ${what}.`,
          ja: `${what} により、管理画面 ${shown} をクラスター外に公開しました。`,
        },
      },
    ];
  },
});

/** Finds the console that a request opens, as `NAMESPACE/NAME`. */
function findOpened(event: AuditEvent, consoles: readonly string[]): string | undefined {
  const object = findChangedObject(event);
  if (object === undefined) return undefined;
  const isService = event.object?.resource === "services";
  const opened = isService && exposuresOf(object.content).length > 0 ? [`${object.namespace}/${object.name}`] : [];
  const services = isService ? opened : backendsOf(object);
  return services.find((service) => consoles.some((pattern) => matchesWildcard(pattern, service)));
}
