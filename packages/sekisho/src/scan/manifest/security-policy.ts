import { type Location, locationOf } from "../../model/location.ts";
import type { ReportedService } from "../../model/security-policy.ts";
import type { Language } from "../../model/text.ts";
import type { DemandAnswer, DemandEnding } from "../../semantics/data-classes/demand.ts";
import { type JudgedService, judgeServices } from "../../semantics/data-classes/judge-services.ts";
import { knownStandards } from "../../semantics/data-classes/known-standards.ts";
import { rangeToShow } from "../../semantics/kubernetes/locate.ts";
import { describeObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { PlacedManifest } from "./read-manifest.ts";

/** More places of one demand say nothing new. */
const maxAnswers = 5;
const maxWorkloads = 1000;

const endingOrder: readonly DemandEnding[] = ["missing", "undecided", "met"];

/** What turns answers into a part of the report. */
export interface SecurityPolicySettings {
  readonly language: Language;
  /** Gives a file again, with the places of its values; `undefined` when it is gone. */
  readonly parse: (path: string) => PlacedManifest | undefined;
}

/** Gives how the services of a set meet what their data demands; `undefined` without a security policy. */
export function reportServices(
  set: ManifestSet,
  settings: SecurityPolicySettings,
): readonly ReportedService[] | undefined {
  if (set.services.length === 0) return undefined;
  const judged = judgeServices(set);
  const shown = new Map(
    judged.flatMap(({ demands }) => demands.map((demand) => [demand, worstFirst(demand.answers)] as const)),
  );
  const locations = locate([...shown.values()].flat(), settings);
  const { language } = settings;
  return judged.map((service) => ({
    ...describeService(service, language),
    demands: service.demands.map((judgement) => ({
      id: judgement.demand.id,
      title: judgement.demand.title[language],
      ended: judgement.ended,
      because: judgement.because,
      answers: (shown.get(judgement) ?? []).map((answer) => ({
        ended: answer.ended,
        message: answer.message[language],
        location: locations.get(answer) ?? { path: answer.object.source.path },
      })),
    })),
  }));
}

function describeService(
  { service, level, templates }: JudgedService,
  language: Language,
): Omit<ReportedService, "demands"> {
  return {
    name: service.name,
    level,
    holds: service.holds.map(({ title }) => title[language]),
    standards: service.standards.map((id) => knownStandards[id].title[language]),
    workloads: templates.slice(0, maxWorkloads).map(({ workload }) => describeObject(workload)),
  };
}

function worstFirst(answers: readonly DemandAnswer[]): readonly DemandAnswer[] {
  return answers
    .toSorted((left, right) => endingOrder.indexOf(left.ended) - endingOrder.indexOf(right.ended))
    .slice(0, maxAnswers);
}

/** Finds the places file by file: each file is read again once. */
function locate(
  answers: readonly DemandAnswer[],
  { parse }: SecurityPolicySettings,
): ReadonlyMap<DemandAnswer, Location> {
  const locations = new Map<DemandAnswer, Location>();
  for (const [path, ofFile] of Map.groupBy(answers, ({ object }) => object.source.path)) {
    const isInFile = ofFile.some(({ object }) => object.source.rendering === undefined);
    const parsed = isInFile ? parse(path) : undefined;
    for (const answer of ofFile) locations.set(answer, locationOfAnswer(answer, parsed));
  }
  return locations;
}

function locationOfAnswer({ object, pointer }: DemandAnswer, parsed: PlacedManifest | undefined): Location {
  const { path, document, pointer: base, rendering } = object.source;
  const root = rendering === undefined ? parsed?.documents.at(document)?.root : undefined;
  if (parsed === undefined || root === undefined) return { path, pointer: base + pointer };
  return {
    ...locationOf(parsed.source, rangeToShow(parsed.source.text, root, base + pointer)),
    pointer: base + pointer,
  };
}
