import type { ManifestCheck, ManifestViolation } from "../../checks/manifest/define.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { noSubject } from "../../model/no-subject.ts";
import type { Coverage } from "../../model/report.ts";
import { settledText } from "../../model/settled-text.ts";
import type { Severity } from "../../model/severity.ts";
import { describeGroupKind } from "../../semantics/kubernetes/group-kind.ts";
import { describeObject, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import type { PodContainer } from "../../semantics/pod-settings/pod-template.ts";
import type { ReportedRule } from "../examine.ts";
import type { PlannedCheck } from "../plan.ts";

/** A violation with its object, its pointers being of the object. */
export interface JudgedManifest {
  readonly check: ReportedRule;
  readonly severity: Severity;
  readonly object: ManifestObject;
  /** Object, container and detail: `shop/web[Deployment]/container:app/volume:data`. */
  readonly subject: string;
  /** JSON pointer in the object of what the violation's own pointers are of. */
  readonly base: string;
  /** The container that it is about, for exceptions; `undefined` when it is about the pod or the object. */
  readonly container: string | undefined;
  readonly violation: ManifestViolation;
}

/** What asking the checks gave. */
export interface ManifestJudgement {
  /** By check, then in the order of the objects. */
  readonly violations: readonly JudgedManifest[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is asked about at a time: a whole set, or the objects of one file with the pods that they make. */
export type JudgedPart = Pick<ManifestSet, "objects" | "templates">;

/**
 * Asks checks about a set part by part, so that nobody has to hold the violations of all of them. A check that fails is
 * reported and not asked again; the others are asked all the same.
 */
export interface ManifestJudge {
  /**
   * Asks the checks that look at the set as a whole, and those for secrets about all of it: no excerpt of anything else may
   * show one.
   */
  readonly judgeWhole: () => readonly JudgedManifest[];
  /** Asks all other checks about a part of the set. */
  readonly judgePart: (part: JudgedPart) => readonly JudgedManifest[];
  /** Gives how each check ended, once everything was asked. */
  readonly finish: () => Pick<ManifestJudgement, "coverage" | "diagnostics">;
}

/** What the questions about one set share. */
interface Judging {
  readonly set: ManifestSet;
  /** Messages of the errors that ended checks, by check. */
  readonly failures: Map<string, string>;
  /** Tells whether the set holds anything that a check is about. */
  readonly hasSubject: (check: ManifestCheck) => boolean;
  readonly kindOf: (object: ManifestObject) => string;
  readonly nameOf: (object: ManifestObject) => string;
  readonly nameOfContainer: (container: PodContainer) => string;
}

type Planned = PlannedCheck<ManifestCheck>;

/** Takes a violation that a check has found. */
type Report = (
  place: Pick<JudgedManifest, "object" | "base" | "container">,
  about: string,
  violation: ManifestViolation,
) => void;

/** Asks every check about a set at once. */
export function judgeManifests(set: ManifestSet, plan: readonly Planned[]): ManifestJudgement {
  const judging = startJudging(set);
  return { violations: askAll(plan.filter(isAsked), set, judging), ...endingsOf(plan, judging) };
}

/** Makes a judge of a set. */
export function createManifestJudge(set: ManifestSet, plan: readonly Planned[]): ManifestJudge {
  const judging = startJudging(set);
  const asked = plan.filter(isAsked);
  const [ofWhole, ofParts] = [asked.filter(isOfWhole), asked.filter((planned) => !isOfWhole(planned))];
  return {
    judgeWhole: () => askAll(ofWhole, set, judging),
    judgePart: (part) => askAll(ofParts, part, judging),
    finish: () => endingsOf(plan, judging),
  };
}

function isOfWhole({ check }: Planned): boolean {
  return check.subject === "set" || check.findingKind === "secret";
}

function isAsked({ skipped }: Planned): boolean {
  return skipped === undefined;
}

function startJudging(set: ManifestSet): Judging {
  const nameOf = remembering((object: ManifestObject) => settledText(describeObject(object)));
  const nameOfContainer = remembering((container: PodContainer) =>
    settledText(`${nameOf(container.template.workload)}/${describeContainer(container)}`),
  );
  const kindOf = remembering(describeGroupKind);
  return { set, failures: new Map(), hasSubject: subjectFinder(set, kindOf), kindOf, nameOf, nameOfContainer };
}

function subjectFinder(set: ManifestSet, kindOf: Judging["kindOf"]): Judging["hasSubject"] {
  const kinds = new Set(set.objects.map(kindOf));
  const hasContainers = set.templates.some(({ containers }) => containers.length > 0);
  return remembering((check: ManifestCheck): boolean => {
    if (check.isAbout?.(set) === false) return false;
    if (check.subject === "pod-template") return set.templates.length > 0;
    if (check.subject === "container") return hasContainers;
    if (check.subject === "set" || check.kinds === undefined) return kinds.size > 0;
    return check.kinds.some((kind) => kinds.has(kind));
  });
}

/** Many findings have one subject: it is one text for all of them. */
function remembering<Thing extends object, Answer>(describe: (thing: Thing) => Answer): (thing: Thing) => Answer {
  const names = new WeakMap<Thing, Answer>();
  return (thing) => {
    const known = names.get(thing);
    if (known !== undefined) return known;
    const name = describe(thing);
    names.set(thing, name);
    return name;
  };
}

function askAll(plan: readonly Planned[], part: JudgedPart, judging: Judging): readonly JudgedManifest[] {
  const violations: JudgedManifest[] = [];
  for (const planned of plan) {
    const { check } = planned;
    if (judging.failures.has(check.id)) continue;
    try {
      ask(planned, part, judging, (place, about, violation) => {
        violations.push({
          check,
          severity: planned.severity ?? violation.severity ?? check.severity,
          subject: violation.detail === undefined ? about : `${about}/${violation.detail}`,
          violation,
          ...place,
        });
      });
    } catch (error) {
      judging.failures.set(check.id, error instanceof Error ? error.message : String(error));
    }
  }
  return violations;
}

function endingsOf(
  plan: readonly Planned[],
  { failures, hasSubject }: Judging,
): Pick<ManifestJudgement, "coverage" | "diagnostics"> {
  const coverage: Coverage[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { check, skipped, done } of plan) {
    const failure = failures.get(check.id);
    if (skipped !== undefined) coverage.push({ plugin: check.id, ended: "skipped", reason: skipped });
    else if (failure === undefined) coverage.push(hasSubject(check) ? done : withoutSubject(check));
    else {
      coverage.push({ plugin: check.id, ended: "failed", reason: failure });
      diagnostics.push(checkFailed(check.id, failure));
    }
  }
  return { coverage, diagnostics };
}

function ask({ check, parameters }: Planned, part: JudgedPart, judging: Judging, report: Report): void {
  const { set, nameOf, nameOfContainer } = judging;
  if (!judging.hasSubject(check)) return;
  const surroundings = { set, parameters };
  switch (check.subject) {
    case "set":
      for (const { object, ...violation } of check.evaluate(set, surroundings)) {
        report({ object, base: "", container: undefined }, nameOf(object), violation);
      }
      break;
    case "object":
      for (const object of part.objects) {
        if (check.kinds !== undefined && !check.kinds.includes(judging.kindOf(object))) continue;
        for (const violation of check.evaluate(object, surroundings)) {
          report({ object, base: "", container: undefined }, nameOf(object), violation);
        }
      }
      break;
    case "pod-template":
      for (const template of part.templates) {
        const { workload: object, pointer: base } = template;
        for (const { container, ...violation } of check.evaluate(template, surroundings)) {
          const about = container === undefined ? nameOf(object) : nameOfContainer(container);
          report({ object, base, container: container?.name }, about, violation);
        }
      }
      break;
    case "container":
      for (const container of part.templates.flatMap(({ containers }) => containers)) {
        const { workload: object, pointer } = container.template;
        for (const violation of check.evaluate(container, surroundings)) {
          const place = { object, base: pointer + container.pointer, container: container.name };
          report(place, nameOfContainer(container), violation);
        }
      }
      break;
  }
}

function withoutSubject({ id }: ManifestCheck): Coverage {
  return { plugin: id, ended: "skipped", reason: noSubject };
}

/** Names a container in its pod; one without a name by its place. */
function describeContainer({ name, role, pointer }: PodContainer): string {
  const kind = role === "main" ? "container" : `${role}-container`;
  return `${kind}:${name === "" ? pointer.slice(pointer.lastIndexOf("/") + 1) : name}`;
}

function checkFailed(id: string, failure: string): Diagnostic {
  return {
    code: "check/failed",
    level: "error",
    message: {
      en: `The check ${id} ended with an error and says nothing about these manifests: ${failure}. The other checks were asked.`,
      ja: `チェック項目 ${id} がエラーで終了したため、これらのマニフェストについては未検査です（${failure}）。ほかのチェック項目は検査しました。`,
    },
  };
}
