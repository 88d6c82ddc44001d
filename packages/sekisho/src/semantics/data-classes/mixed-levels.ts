import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { templatesIn } from "../kubernetes/selected-templates.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { demandsOf } from "./judge-services.ts";
import { representatives } from "./namespace-isolation.ts";
import { findLowerNeighbour } from "./node-isolation.ts";
import { type PlacedService, serviceIndexOf } from "./service-index.ts";

/** A workload of a service beside one of a less sensitive service. */
export interface LevelMix {
  readonly placed: PlacedService;
  readonly template: PodTemplate;
  readonly neighbour: PodTemplate;
  readonly neighbourLevel: number;
  /** Whether a class or standard of the service demands that it stays apart. */
  readonly isForbidden: boolean;
}

/** Finds services of different levels in one namespace, told at the more sensitive one. */
export function mixedNamespaces(set: ManifestSet): readonly LevelMix[] {
  const index = serviceIndexOf(set);
  return index.services.flatMap((placed) =>
    representatives(placed).flatMap((template): LevelMix[] => {
      for (const neighbour of templatesIn(set, template.workload.namespace)) {
        const neighbourLevel = index.levelOf(neighbour);
        if (neighbourLevel === undefined || neighbourLevel >= placed.level) continue;
        // Without a namespace in the files both may still go into different ones.
        if (!template.workload.hasNamespace || !neighbour.workload.hasNamespace) continue;
        const isForbidden = demandsOf(placed.service).has("own-namespace");
        return [{ placed, template, neighbour, neighbourLevel, isForbidden }];
      }
      return [];
    }),
  );
}

/** Finds services of different levels that may come to run on one node, told once for each more sensitive one. */
export function mixedNodes(set: ManifestSet): readonly LevelMix[] {
  const index = serviceIndexOf(set);
  return index.services.flatMap((placed): LevelMix[] => {
    for (const template of placed.templates) {
      const lower = findLowerNeighbour(template, placed.level, index);
      if (lower === undefined) continue;
      const isForbidden = demandsOf(placed.service).has("no-lower-class-beside");
      return [{ placed, template, neighbour: lower.neighbour, neighbourLevel: lower.level, isForbidden }];
    }
    return [];
  });
}
