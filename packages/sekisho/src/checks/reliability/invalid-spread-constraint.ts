import { definePodCheck } from "../manifest/define.ts";

export const invalidSpreadConstraint = definePodCheck({
  id: "reliability/invalid-spread-constraint",
  aliases: ["kube-score:pod-topology-spread-constraints"],
  title: { en: "Spread constraint that has no effect or is refused", ja: "効果がない、または拒否される分散配置の制約" },
  severity: "low",
  why: {
    en: "The replicas are not spread as its author believes, or the workload cannot be created.",
    ja: "意図したとおりにレプリカが分散されないか、ワークロードを作成できません。",
  },
  remediation: {
    en: "Give topologyKey, a labelSelector that selects the pods themselves, maxSkew of at least 1, and whenUnsatisfiable.",
    ja: "topologyKey、その Pod 自身を選択する labelSelector、1 以上の maxSkew、whenUnsatisfiable を指定してください。",
  },
  sources: ["Kubernetes API reference, TopologySpreadConstraint v1"],
  examples: {
    fail: [
      "spec: { containers: [], topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule }] }",
      "spec: { containers: [], topologySpreadConstraints: [{ maxSkew: 0, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } } }] }",
      "spec: { containers: [], topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, minDomains: 2, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: web } } }] }",
      "spec: { containers: [], topologySpreadConstraints: [{ maxSkew: 1, whenUnsatisfiable: Sometimes, labelSelector: {} }] }",
    ],
    pass: [
      "spec: { containers: [], topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, minDomains: 2, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } } }] }",
      "spec: { containers: [] }",
    ],
  },
  evaluate({ spec }) {
    return (spec.topologySpreadConstraints ?? []).flatMap(({ value, pointer }, index) => {
      const { maxSkew, topologyKey = "", whenUnsatisfiable = "", minDomains, labelSelector } = value;
      const problems: (readonly [field: string, en: string, ja: string])[] = [];
      if (maxSkew === undefined || maxSkew < 1)
        problems.push(["maxSkew", "maxSkew is below 1", "maxSkew が 1 未満です"]);
      if (topologyKey === "") problems.push(["topologyKey", "topologyKey is missing", "topologyKey がありません"]);
      if (whenUnsatisfiable !== "DoNotSchedule" && whenUnsatisfiable !== "ScheduleAnyway") {
        problems.push([
          "whenUnsatisfiable",
          "whenUnsatisfiable is neither DoNotSchedule nor ScheduleAnyway",
          "whenUnsatisfiable が DoNotSchedule でも ScheduleAnyway でもありません",
        ]);
      }
      if (minDomains !== undefined && (minDomains < 1 || whenUnsatisfiable !== "DoNotSchedule")) {
        problems.push([
          "minDomains",
          "minDomains needs DoNotSchedule and a number above 0",
          "minDomains には DoNotSchedule と 1 以上の値が必要です",
        ]);
      }
      if (labelSelector === undefined)
        problems.push([
          "labelSelector",
          "without labelSelector no pods are counted",
          "labelSelector がないため Pod が数えられません",
        ]);
      return problems.map(([field, en, ja]) => ({
        message: { en: `Constraint ${index + 1}: ${en}.`, ja: `${index + 1} 番目の制約: ${ja}。` },
        pointer: `${pointer}/${field}`,
        detail: `constraint:${index}`,
      }));
    });
  },
});
