import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer } from "./demand.ts";
import { hasAntiAffinity, isReserved, mayShareNode, placementOf } from "./node-placement.ts";
import type { PlacedService, ServiceIndex } from "./service-index.ts";

/** The nodes of the service run nothing else. */
export const ownNodePool: Demand = {
  id: "own-node-pool",
  title: { en: "The service has a node pool of its own", ja: "専用のノードプール" },
  judge: (placed, index) => distinctPlacements(placed.templates, index.set).map((one) => judgePool(one, placed, index)),
};

/** No less sensitive service runs on the nodes of the service. */
export const noLowerClassBeside: Demand = {
  id: "no-lower-class-beside",
  title: { en: "Nothing less sensitive runs on the same nodes", ja: "機微性レベルの低いサービスとのノードの分離" },
  judge: (placed, index) =>
    distinctPlacements(placed.templates, index.set).map((one) => judgeNeighbours(one, placed, index)),
};

/** Finds a workload of a lower level that may run beside one; workloads that the policy does not name have no level. */
export function findLowerNeighbour(
  template: PodTemplate,
  level: number,
  index: ServiceIndex,
): { readonly neighbour: PodTemplate; readonly level: number } | undefined {
  for (const other of distinctPlacements(index.set.templates, index.set, index)) {
    const otherLevel = index.levelOf(other);
    if (otherLevel !== undefined && otherLevel < level && mayShareNode(template, other)) {
      return { neighbour: other, level: otherLevel };
    }
  }
  return undefined;
}

const pointerOfNodes = "/spec/nodeSelector";

function judgePool(template: PodTemplate, placed: PlacedService, index: ServiceIndex): DemandAnswer {
  const { workload } = template;
  const place = { object: workload, pointer: template.pointer + pointerOfNodes };
  const placement = placementOf(template);
  if (placement.poolLabels.length === 0) {
    const message = {
      en: `${workload.name} chooses no node pool: it runs wherever there is room.`,
      ja: `${workload.name} にノードプールの指定がなく、空いている任意のノードで実行されます。`,
    };
    return { ended: "missing", ...place, message };
  }
  const own = new Set(placed.templates);
  const foreign = distinctPlacements(index.set.templates, index.set, index).find(
    (other) => !own.has(other) && mayShareNode(template, other),
  );
  const pool = placement.poolLabels.join(", ");
  if (foreign !== undefined) {
    const message = {
      en: `${foreign.workload.name}, which is not of the service, may run on the nodes that ${workload.name} chooses by ${pool}.`,
      ja: `${workload.name} が ${pool} で選択するノードでは、このサービスに属さない ${foreign.workload.name} も実行される可能性があります。`,
    };
    return { ended: "missing", ...place, message };
  }
  const message = isReserved(placement)
    ? {
        en: `${workload.name} chooses its nodes by ${pool}, and tolerates their taint.`,
        ja: `${workload.name} は ${pool} でノードを選択し、そのノードの taint を許容しています。`,
      }
    : {
        en: `${workload.name} chooses its nodes by ${pool}; without a toleration nothing shows that a taint keeps others out.`,
        ja: `${workload.name} は ${pool} でノードを選択していますが、toleration がないため、ほかの Pod を排除する taint の有無を判定できません。`,
      };
  return { ended: isReserved(placement) ? "met" : "undecided", ...place, message };
}

function judgeNeighbours(template: PodTemplate, placed: PlacedService, index: ServiceIndex): DemandAnswer {
  const { workload } = template;
  const place = { object: workload, pointer: template.pointer + pointerOfNodes };
  const lower = findLowerNeighbour(template, placed.level, index);
  if (lower !== undefined) {
    const { name } = lower.neighbour.workload;
    const message = {
      en: `${name} (level ${lower.level}) may run on one node with ${workload.name} (level ${placed.level}).`,
      ja: `${name}（機微性レベル ${lower.level}）が、${workload.name}（機微性レベル ${placed.level}）と同じノードで実行される可能性があります。`,
    };
    return { ended: "missing", ...place, message };
  }
  const own = new Set(placed.templates);
  const unnamed = distinctPlacements(index.set.templates, index.set, index).find(
    (other) => !own.has(other) && index.levelOf(other) === undefined && mayShareNode(template, other),
  );
  if (unnamed !== undefined) {
    const message = {
      en: `${unnamed.workload.name} may run on one node with ${workload.name}, and the policy does not say what it holds.`,
      ja: `${unnamed.workload.name} が ${workload.name} と同じノードで実行される可能性がありますが、そのデータ区分がポリシーに定義されていません。`,
    };
    return { ended: "undecided", ...place, message };
  }
  if (isReserved(placementOf(template))) {
    const message = {
      en: `${workload.name} runs on nodes that a taint reserves.`,
      ja: `${workload.name} は taint で専用化されたノードで実行されます。`,
    };
    return { ended: "met", ...place, message };
  }
  const message = {
    en: `Nothing in these files is less sensitive than ${workload.name}, but nothing keeps other workloads from its nodes either.`,
    ja: `検査したファイルに ${workload.name} より機微性レベルの低いワークロードはありませんが、ほかのワークロードが同じノードで実行されることを防ぐ設定もありません。`,
  };
  return { ended: "undecided", ...place, message };
}

const distinctBySet = new WeakMap<ManifestSet, readonly PodTemplate[]>();

/**
 * Leaves out workloads that may run where an earlier one may: of 20,000 workloads few choose their nodes in another way.
 * With an index, workloads of different services stay apart.
 */
function distinctPlacements(
  templates: readonly PodTemplate[],
  set: ManifestSet,
  index?: ServiceIndex,
): readonly PodTemplate[] {
  const isAll = index !== undefined && templates === set.templates;
  const known = isAll ? distinctBySet.get(set) : undefined;
  if (known !== undefined) return known;
  const isByLabels = hasAnyAntiAffinity(set);
  const seen = new Map<string, PodTemplate>();
  for (const template of templates) {
    const { nodeSelector, affinity, tolerations } = template.spec;
    const services = index?.servicesOf(template).map(({ service }) => service.name) ?? [];
    const labels = isByLabels ? [template.workload.namespace, template.labels] : [];
    const key = JSON.stringify([services, nodeSelector, affinity, tolerations, labels]);
    if (!seen.has(key)) seen.set(key, template);
  }
  const distinct = [...seen.values()];
  if (isAll) distinctBySet.set(set, distinct);
  return distinct;
}

const antiAffinityBySet = new WeakMap<ManifestSet, boolean>();

function hasAnyAntiAffinity(set: ManifestSet): boolean {
  let known = antiAffinityBySet.get(set);
  if (known === undefined) {
    known = set.templates.some(hasAntiAffinity);
    antiAffinityBySet.set(set, known);
  }
  return known;
}
