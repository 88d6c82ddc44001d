import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { type Demand, type DemandAnswer, type DemandEnding, endingOf } from "./demand.ts";
import { knownDemands } from "./known-demands.ts";
import { knownStandards } from "./known-standards.ts";
import { type DemandId, demandIds, type ServiceRules } from "./security-policy.ts";
import { type PlacedService, type ServiceIndex, serviceIndexOf } from "./service-index.ts";

/** One demand on a service, and how it is answered. */
export interface JudgedDemand {
  readonly demand: Demand;
  /** Names of the classes, and standards with the place that demands it. */
  readonly because: readonly string[];
  readonly ended: DemandEnding;
  readonly answers: readonly DemandAnswer[];
}

/** A service with its demands. */
export interface JudgedService extends PlacedService {
  readonly demands: readonly JudgedDemand[];
}

/** Answers every demand on every service of a set, in the order of the policy. */
export function judgeServices(set: ManifestSet): readonly JudgedService[] {
  const index = serviceIndexOf(set);
  return index.services.map((placed) => ({
    ...placed,
    demands: [...demandsOf(placed.service)].map(([id, because]) => judgeDemand(id, because, placed, index)),
  }));
}

/** Gives what a service is asked for, each demand with who asks, in the order of all demands. */
export function demandsOf({ holds, standards }: ServiceRules): ReadonlyMap<DemandId, readonly string[]> {
  const demands = new Map<DemandId, readonly string[]>();
  for (const id of demandIds) {
    const classes = holds.filter((held) => held.demands.includes(id)).map(({ name }) => name);
    const written = standards.flatMap((standard) => {
      const { title, demands: demanded } = knownStandards[standard];
      const section = demanded.get(id);
      return section === undefined ? [] : [`${title.en} ${section}`];
    });
    if (classes.length + written.length > 0) demands.set(id, [...classes, ...written]);
  }
  return demands;
}

/** Gives the places where a demand is not met, service by service. */
export function missingAnswers(
  set: ManifestSet,
  id: DemandId,
): readonly { readonly placed: PlacedService; readonly answer: DemandAnswer }[] {
  const index = serviceIndexOf(set);
  return index.services.flatMap((placed) =>
    demandsOf(placed.service).has(id)
      ? answersTo(id, placed, index)
          .filter(({ ended }) => ended === "missing")
          .map((answer) => ({ placed, answer }))
      : [],
  );
}

function judgeDemand(
  id: DemandId,
  because: readonly string[],
  placed: PlacedService,
  index: ServiceIndex,
): JudgedDemand {
  const answers = answersTo(id, placed, index);
  return { demand: knownDemands[id], because, ended: endingOf(answers), answers };
}

function answersTo(id: DemandId, placed: PlacedService, index: ServiceIndex): readonly DemandAnswer[] {
  return placed.templates.length === 0 ? [] : knownDemands[id].judge(placed, index);
}
