import { templatesIn } from "../kubernetes/selected-templates.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer } from "./demand.ts";
import type { PlacedService, ServiceIndex } from "./service-index.ts";

/** The namespace holds nothing but the service. */
export const ownNamespace: Demand = {
  id: "own-namespace",
  title: { en: "The service has a namespace of its own", ja: "専用の名前空間" },
  judge: (placed, index) => representatives(placed).map((template) => judgeNamespace(template, placed, index)),
};

/** The cluster holds nothing but the service: files alone never show that. */
export const ownCluster: Demand = {
  id: "own-cluster",
  title: { en: "The service has a cluster of its own", ja: "専用のクラスター" },
  judge(placed, { set }) {
    const own = new Set(placed.templates);
    const foreign = set.templates.find((template) => !own.has(template) && !isOfSystem(template));
    return placed.templates.slice(0, 1).map(({ workload }): DemandAnswer => {
      const place = { object: workload, pointer: "/metadata/name" };
      if (foreign !== undefined && set.isWhole) {
        const { name, namespace } = foreign.workload;
        const message = {
          en: `${namespace}/${name} runs in the same cluster.`,
          ja: `同じクラスターで ${namespace}/${name} も動作しています。`,
        };
        return { ended: "missing", ...place, message };
      }
      if (set.isWhole) {
        const message = {
          en: "No other workload runs in the cluster.",
          ja: "クラスターにほかのワークロードはありません。",
        };
        return { ended: "met", ...place, message };
      }
      const message = {
        en: "Which cluster these files are applied to is not in them.",
        ja: "どのクラスターに適用されるかは、検査したファイルからは判定できません。",
      };
      return { ended: "undecided", ...place, message };
    });
  },
};

/** Gives one workload of each namespace of a service. */
export function representatives({ templates }: PlacedService): readonly PodTemplate[] {
  const byNamespace = new Map<string, PodTemplate>();
  for (const template of templates) {
    const { namespace } = template.workload;
    const known = byNamespace.get(namespace);
    if (known === undefined || (!known.workload.hasNamespace && template.workload.hasNamespace)) {
      byNamespace.set(namespace, template);
    }
  }
  return [...byNamespace.values()];
}

function judgeNamespace({ workload }: PodTemplate, placed: PlacedService, { set }: ServiceIndex): DemandAnswer {
  const own = new Set(placed.templates);
  const foreign = templatesIn(set, workload.namespace).find((template) => !own.has(template));
  const place = { object: workload, pointer: workload.hasNamespace ? "/metadata/namespace" : "/metadata/name" };
  if (!workload.hasNamespace) {
    const message = {
      en: `${workload.name} names no namespace: whoever applies it chooses one.`,
      ja: `${workload.name} に名前空間の指定がなく、適用時に決まるため判定できません。`,
    };
    return { ended: "undecided", ...place, message };
  }
  if (foreign !== undefined) {
    const message = {
      en: `The namespace ${workload.namespace} holds ${foreign.workload.name} too, which is not of the service.`,
      ja: `名前空間 ${workload.namespace} に、このサービスに属さない ${foreign.workload.name} が含まれています。`,
    };
    return { ended: "missing", ...place, message };
  }
  const message = {
    en: `In these files the namespace ${workload.namespace} holds this service alone.`,
    ja: `検査したファイルでは、名前空間 ${workload.namespace} にあるのはこのサービスだけです。`,
  };
  return { ended: "met", ...place, message };
}

function isOfSystem({ workload }: PodTemplate): boolean {
  return workload.namespace === "kube-system" || workload.namespace === "kube-node-lease";
}
