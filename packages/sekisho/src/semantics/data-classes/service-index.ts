import { matchesWildcard } from "../../model/wildcard.ts";
import { hasLabels } from "../kubernetes/label-selector.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { levelOf, type ServiceRules, type WorkloadSelector } from "./security-policy.ts";

/** A service with the workloads of a set that make it up. */
export interface PlacedService {
  readonly service: ServiceRules;
  readonly level: number;
  /** In the order of the set. */
  readonly templates: readonly PodTemplate[];
}

/** Which workloads of a set belong to which services. */
export interface ServiceIndex {
  readonly set: ManifestSet;
  /** In the order of the policy; one that selects nothing has no templates. */
  readonly services: readonly PlacedService[];
  /** The services of a workload: none, one, or several. */
  readonly servicesOf: (template: PodTemplate) => readonly PlacedService[];
  /** The level of the most sensitive service of a workload; `undefined` for a workload that the policy does not name. */
  readonly levelOf: (template: PodTemplate) => number | undefined;
}

const indexes = new WeakMap<ManifestSet, ServiceIndex>();

/** Gives the services of a set; made once for a set. */
export function serviceIndexOf(set: ManifestSet): ServiceIndex {
  const known = indexes.get(set);
  if (known !== undefined) return known;
  const index = createIndex(set);
  indexes.set(set, index);
  return index;
}

function createIndex(set: ManifestSet): ServiceIndex {
  const byTemplate = new Map<PodTemplate, PlacedService[]>();
  const services = set.services.map((service): PlacedService => {
    const templates = set.templates.filter((template) => isSelected(template, service.select));
    const placed = { service, level: levelOf(service), templates };
    for (const template of templates) {
      const others = byTemplate.get(template);
      if (others === undefined) byTemplate.set(template, [placed]);
      else others.push(placed);
    }
    return placed;
  });
  const servicesOf = (template: PodTemplate) => byTemplate.get(template) ?? [];
  return {
    set,
    services,
    servicesOf,
    levelOf(template) {
      const levels = servicesOf(template).map(({ level }) => level);
      return levels.length === 0 ? undefined : Math.max(...levels);
    },
  };
}

function isSelected({ workload, labels }: PodTemplate, select: WorkloadSelector): boolean {
  if (select.namespace !== undefined && !matchesWildcard(select.namespace, workload.namespace)) return false;
  if (select.kinds !== undefined && !select.kinds.includes(workload.kind)) return false;
  if (select.names !== undefined && !select.names.some((name) => matchesWildcard(name, workload.name))) return false;
  return select.labels === undefined || hasLabels(select.labels, labels) || hasLabels(select.labels, workload.labels);
}
