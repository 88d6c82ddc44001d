import type { ManifestCheck, ManifestViolation } from "../../checks/manifest/define.ts";
import type { ParameterSchema, ParametersOf } from "../../model/check.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Coverage } from "../../model/report.ts";
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

type Reported = Pick<JudgedManifest, "object" | "base" | "container"> & {
  /** Object and container. */
  readonly about: string;
  readonly violation: ManifestViolation;
};

/** Asks every check about a set. A check that fails is reported; the others are asked all the same. */
export function judgeManifests(set: ManifestSet, plan: readonly PlannedCheck<ManifestCheck>[]): ManifestJudgement {
  const violations: JudgedManifest[] = [];
  const coverage: Coverage[] = [];
  const diagnostics: Diagnostic[] = [];
  const names = new Map<ManifestObject, string>();
  for (const planned of plan) {
    const { check, skipped } = planned;
    if (skipped !== undefined) {
      coverage.push({ plugin: check.id, ended: "skipped", reason: skipped });
      continue;
    }
    try {
      for (const reported of ask(check, set, planned.parameters, names)) {
        violations.push(toJudged(reported, planned));
      }
      coverage.push(planned.done);
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      coverage.push({ plugin: check.id, ended: "failed", reason: failure });
      diagnostics.push(checkFailed(check.id, failure));
    }
  }
  return { violations, coverage, diagnostics };
}

function toJudged({ about, violation, ...place }: Reported, planned: PlannedCheck<ManifestCheck>): JudgedManifest {
  const { check } = planned;
  return {
    check,
    severity: planned.severity ?? violation.severity ?? check.severity,
    subject: violation.detail === undefined ? about : `${about}/${violation.detail}`,
    violation,
    ...place,
  };
}

function* ask(
  check: ManifestCheck,
  set: ManifestSet,
  parameters: ParametersOf<ParameterSchema>,
  names: Map<ManifestObject, string>,
): Generator<Reported> {
  const surroundings = { set, parameters };
  const nameOf = (object: ManifestObject): string => {
    const known = names.get(object);
    if (known !== undefined) return known;
    const name = describeObject(object);
    names.set(object, name);
    return name;
  };
  switch (check.subject) {
    case "set":
      for (const { object, ...violation } of check.evaluate(set, surroundings)) {
        yield { object, about: nameOf(object), base: "", container: undefined, violation };
      }
      break;
    case "object":
      for (const object of set.objects) {
        if (check.kinds !== undefined && !check.kinds.includes(describeGroupKind(object))) continue;
        for (const violation of check.evaluate(object, surroundings)) {
          yield { object, about: nameOf(object), base: "", container: undefined, violation };
        }
      }
      break;
    case "pod-template":
      for (const template of set.templates) {
        const { workload: object, pointer: base } = template;
        for (const { container, ...violation } of check.evaluate(template, surroundings)) {
          const about = container === undefined ? nameOf(object) : `${nameOf(object)}/${describeContainer(container)}`;
          yield { object, about, base, container: container?.name, violation };
        }
      }
      break;
    case "container":
      for (const container of set.templates.flatMap(({ containers }) => containers)) {
        const { workload: object, pointer } = container.template;
        for (const violation of check.evaluate(container, surroundings)) {
          const about = `${nameOf(object)}/${describeContainer(container)}`;
          yield { object, about, base: pointer + container.pointer, container: container.name, violation };
        }
      }
      break;
  }
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
