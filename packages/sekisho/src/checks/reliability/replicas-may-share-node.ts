import { hasLabels } from "../../semantics/kubernetes/label-selector.ts";
import { fewestReplicas, isScaled } from "../../semantics/kubernetes/workload-scale.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { definePodCheck } from "../manifest/define.ts";

export const replicasMayShareNode = definePodCheck({
  id: "reliability/replicas-may-share-node",
  aliases: [
    "kube-linter:no-anti-affinity",
    "kube-score:deployment-has-host-podantiaffinity",
    "kube-score:statefulset-has-host-podantiaffinity",
    "polaris:topologySpreadConstraint",
  ],
  isOptional: true,
  title: { en: "Nothing keeps replicas apart", ja: "レプリカが分散配置されない" },
  severity: "low",
  why: {
    en: "All replicas may run on one node or in one zone, and fail with it.",
    ja: "すべてのレプリカが同じノードやゾーンに配置され、その障害で一斉に停止することがあります。",
  },
  remediation: {
    en: "Add topologySpreadConstraints over kubernetes.io/hostname or topology.kubernetes.io/zone, or a podAntiAffinity.",
    ja: "kubernetes.io/hostname や topology.kubernetes.io/zone に対する topologySpreadConstraints、または podAntiAffinity を追加してください。",
  },
  sources: ["Kubernetes documentation, Pod Topology Spread Constraints"],
  examples: {
    fail: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 2, template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }",
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 3
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: []
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: other } } }`,
    ],
    pass: [
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: []
      topologySpreadConstraints:
        - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: web } } }`,
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 3
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: []
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - { weight: 1, podAffinityTerm: { topologyKey: topology.kubernetes.io/zone, labelSelector: { matchExpressions: [{ key: app, operator: In, values: [db] }] } } }`,
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 1, template: { spec: { containers: [] } } }",
    ],
  },
  evaluate(template, { set }) {
    const { workload } = template;
    const replicas = isScaled(workload) ? fewestReplicas(set, workload) : undefined;
    if (replicas === undefined || replicas < 2 || isSpread(template)) return [];
    return [
      {
        message: {
          en: `Neither topologySpreadConstraints nor podAntiAffinity keep these ${replicas} pods apart.`,
          ja: `この ${replicas} 個の Pod を分散させる topologySpreadConstraints も podAntiAffinity もありません。`,
        },
        pointer: "/spec/topologySpreadConstraints",
        ...(Object.keys(template.labels).length === 0 ? {} : { fix: spreadOverNodes(template) }),
      },
    ];
  },
});

type Term = NonNullable<
  NonNullable<
    NonNullable<PodTemplate["spec"]["affinity"]>["podAntiAffinity"]
  >["requiredDuringSchedulingIgnoredDuringExecution"]
>[number]["value"];

function isSpread({ spec, labels }: PodTemplate): boolean {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = spec.affinity?.podAntiAffinity ?? {};
  const terms = [
    ...(required ?? []).map(({ value }) => value),
    ...(preferred ?? []).flatMap(({ value }) => value.podAffinityTerm ?? []),
    ...(spec.topologySpreadConstraints ?? []).map(({ value }) => value),
  ];
  return terms.some((term) => meetsSelf(term, labels));
}

function meetsSelf(
  { topologyKey, labelSelector }: Pick<Term, "topologyKey" | "labelSelector">,
  labels: PodTemplate["labels"],
): boolean {
  if (topologyKey === undefined || labelSelector === undefined) return false;
  const hasExpressions = (labelSelector.matchExpressions ?? []).every(
    ({ value: { key = "", operator, values = [] } }) => {
      if (operator === "In") return values.includes(labels[key] ?? "");
      if (operator === "NotIn") return !values.includes(labels[key] ?? "");
      return (operator === "Exists") === Object.hasOwn(labels, key);
    },
  );
  return hasExpressions && hasLabels(labelSelector.matchLabels ?? {}, labels);
}

/** Safe: with `ScheduleAnyway` it is a wish, and keeps no pod from any node. */
function spreadOverNodes({ labels }: PodTemplate) {
  const constraint = {
    maxSkew: 1,
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
  };
  return { safety: "safe", changes: [{ set: "/spec/topologySpreadConstraints", value: [constraint] }] } as const;
}
