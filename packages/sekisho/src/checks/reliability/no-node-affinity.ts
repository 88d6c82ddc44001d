import { definePodCheck } from "../manifest/define.ts";

export const noNodeAffinity = definePodCheck({
  id: "reliability/no-node-affinity",
  aliases: ["kube-linter:no-node-affinity"],
  isOptional: true,
  title: { en: "Pod that may run on any node", ja: "配置先のノードを限定していない Pod" },
  severity: "info",
  why: {
    en: "Workloads of different sensitivity meet on one node, or land where the hardware does not fit.",
    ja: "機微性レベルの異なるワークロードが同じノードに混在したり、適さないノードに配置されたりします。",
  },
  remediation: {
    en: "Name the nodes with nodeAffinity or nodeSelector.",
    ja: "nodeAffinity または nodeSelector で配置先を指定してください。",
  },
  sources: ["Kubernetes documentation, Assigning Pods to Nodes", "NIST SP 800-190, 4.3.4"],
  examples: {
    fail: ["spec: { containers: [] }", "spec: { containers: [], affinity: { podAffinity: {} } }"],
    pass: [
      "spec: { containers: [], nodeSelector: { pool: web } }",
      "spec: { containers: [], affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: pool, operator: Exists }] }] } } } }",
    ],
  },
  evaluate({ spec }) {
    const hasSelector = Object.keys(spec.nodeSelector ?? {}).length > 0 || (spec.nodeName ?? "") !== "";
    if (hasSelector || spec.affinity?.nodeAffinity !== undefined) return [];
    return [
      {
        message: {
          en: "Neither nodeAffinity nor nodeSelector is set.",
          ja: "nodeAffinity も nodeSelector も設定されていません。",
        },
        pointer: "/spec/affinity/nodeAffinity",
      },
    ];
  },
});
