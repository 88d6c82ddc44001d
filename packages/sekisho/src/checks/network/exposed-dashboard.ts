import { reachabilityOfSet } from "../../semantics/reachability/reachability-of-set.ts";
import { findWaysIn } from "../../semantics/reachability/ways-in.ts";
import { defineSetCheck, type SetViolation } from "../manifest/define.ts";

const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: board, labels: { app: board } }\nspec: { containers: [{ name: board, image: "${image}" }] }\n`;
const service = (type: string) =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: board }\nspec: { type: ${type}, selector: { app: board }, ports: [{ port: 80, targetPort: 8080 }] }\n`;

/** Images of consoles that govern a cluster or show all of it, mostly without asking who is there. */
const consoles: readonly string[] = [
  "kubernetesui/dashboard",
  "kubernetes-dashboard",
  "weaveworks/scope",
  "octant",
  "kubeflow/centraldashboard",
  "kubeview",
  "k8s-dashboard",
  "argoproj/argocli",
  "prom/prometheus",
  "prometheus/prometheus",
  "prom/alertmanager",
  "jaegertracing/all-in-one",
  "kiali/kiali",
  "portainer/portainer",
  "redis-commander",
  "adminer",
  "phpmyadmin",
  "mongo-express",
];

export const exposedDashboard = defineSetCheck({
  id: "network/exposed-dashboard",
  aliases: ["kube-hunter:KHV029", "kubescape:C-0047"],
  title: {
    en: "Console of a cluster or database is open to the outside",
    ja: "クラスターやデータベースの管理画面が外部に公開されている",
  },
  severity: "high",
  why: {
    en: "Consoles of this kind run with wide permissions and often without a login of their own. Scanners of the whole internet look for them, to mine coins or take data.",
    ja: "この種の管理画面は広い権限で動作し、独自のログインがないことも多いため、インターネット全体の探索で見つけられ、不正採掘やデータの窃取に悪用されます。",
  },
  remediation: {
    en: "Keep it a ClusterIP Service and reach it with kubectl port-forward, or put a login in front of it.",
    ja: "ClusterIP の Service にして kubectl port-forward で利用するか、前段に認証を設けてください。",
  },
  sources: ["MITRE ATT&CK T1133", "Microsoft Threat Matrix for Kubernetes: Exposed sensitive interfaces"],
  examples: {
    fail: [
      `${pod("kubernetesui/dashboard:v2.7.0")}${service("LoadBalancer")}`,
      `${pod("docker.io/prom/prometheus:v3")}${service("NodePort")}`,
      `${pod("mongo-express:1")}${service("ClusterIP")}---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: board }\nspec: { defaultBackend: { service: { name: board, port: { number: 80 } } } }\n`,
    ],
    pass: [
      `${pod("kubernetesui/dashboard:v2.7.0")}${service("ClusterIP")}`,
      `${pod("example.com/web:1")}${service("LoadBalancer")}`,
    ],
  },
  isAbout: ({ templates }) => templates.length > 0,
  evaluate(set) {
    const { groups } = reachabilityOfSet(set);
    return findWaysIn(set, groups).flatMap(({ group, object }): SetViolation[] =>
      (groups[group]?.workloads ?? []).flatMap(({ name, template }) => {
        const image = template.containers.map(({ spec }) => spec.image ?? "").find(isConsole);
        if (image === undefined) return [];
        const message = {
          en: `It leads from outside of the cluster to ${name}, which runs ${image}.`,
          ja: `${image} を実行する ${name} に、クラスター外から接続できます。`,
        };
        return [{ object, pointer: "/spec", detail: `workload:${name}`, message }];
      }),
    );
  },
});

function isConsole(image: string): boolean {
  const name = image.replace(/[:@].*$/, "");
  return consoles.some((known) => name === known || name.endsWith(`/${known}`));
}
