import type { Conversion, ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { controlFindings, type FailedControl } from "./control-finding.ts";
import { resourceOf } from "./resource.ts";
import { type KubescapeControlReport, kubescapeControlReport, kubescapeResource } from "./schema.ts";

/** Starts to convert frameworks with their controls: format version v1. */
export function beginFrameworks(_: unknown, context: ImportContext): Conversion {
  const told = new Set<string>();
  return {
    target: { kind: "cluster", name: context.targetName },
    convert: (record) => convert(record, told, context),
  };
}

/** A control that several frameworks ask for says the same in each of them: the first counts. */
function* convert({ value, pointer }: ImportedRecord, told: Set<string>, context: ImportContext): Iterable<Outcome> {
  const control = context.read(kubescapeControlReport, value, pointer);
  if (control === undefined) return;
  const id = control.controlID ?? control.id ?? control.name ?? "";
  const byResource = new Map<string, FailedControl>();
  for (const failed of failuresOf(control, id, { pointer, context })) {
    const key = objectSubject(failed.resource.object);
    const known = byResource.get(key);
    byResource.set(key, known === undefined ? failed : join(known, failed));
  }
  if (byResource.size === 0) yield { kind: "passed", rule: id };
  for (const [subject, failed] of byResource) {
    const key = `${id}\n${subject}`;
    if (told.has(key)) yield leftOut("repeated", pointer, repeated);
    else yield* controlFindings(failed);
    told.add(key);
  }
}

const repeated = {
  en: "Another framework of the document asks the same of the same resource.",
  ja: "文書内の別のフレームワークが、同じリソースについて同じコントロールを報告しています。",
};

function* failuresOf(
  control: KubescapeControlReport,
  id: string,
  { pointer, context }: { readonly pointer: string; readonly context: ImportContext },
): Iterable<FailedControl> {
  const { name, description, remediation, baseScore } = control;
  for (const response of (control.ruleReports ?? []).flatMap(({ ruleResponses }) => ruleResponses ?? [])) {
    const { alertMessage, alertObject, exception, failedPaths, fixPaths, ruleStatus } = response;
    if (ruleStatus === "success") continue;
    const paths = [...(failedPaths ?? []), ...(fixPaths ?? []).map(({ path }) => path ?? "")].filter(
      (one) => one !== "",
    );
    for (const object of alertObject?.k8sApiObjects ?? [alertObject?.externalObjects]) {
      const read = context.read(kubescapeResource, { resourceID: "", object }, pointer);
      if (read === undefined) continue;
      yield {
        id,
        name: name ?? id,
        status: ruleStatus ?? "failed",
        described: { description, remediation, scoreFactor: baseScore },
        resource: resourceOf("", read.object),
        paths,
        messages: [alertMessage ?? ""],
        exceptions: exception === undefined || exception === null ? [] : [exception],
      };
    }
  }
}

/** What somebody accepted in part is not accepted. */
function join(one: FailedControl, other: FailedControl): FailedControl {
  const isExcepted = one.exceptions.length > 0 && other.exceptions.length > 0;
  return {
    ...one,
    paths: [...new Set([...one.paths, ...other.paths])],
    messages: [...new Set([...one.messages, ...other.messages])],
    exceptions: isExcepted ? one.exceptions : [],
  };
}
