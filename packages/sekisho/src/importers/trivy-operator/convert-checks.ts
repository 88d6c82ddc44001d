import * as z from "zod/mini";
import type { Conversion, ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { misconfigurationOutcome } from "../parts/misconfiguration-outcome.ts";
import { findContainerIn, objectSubject, type ToldContainer, type ToldObject } from "../parts/object-subject.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { trivyRule } from "../parts/trivy-rule.ts";
import { containerOfReport, objectOfReport } from "./place.ts";
import { readOperatorHeader } from "./read-header.ts";
import { type OperatorCheck, operatorCheck } from "./schema.ts";

/** What the checks of a report are about. */
export interface CheckedObject {
  readonly object: ToldObject;
  readonly container: string | undefined;
  /** Tools whose ids the checks carry. */
  readonly tool: string;
}

/** Starts to convert a report of checks of an object. */
export function beginChecks(header: unknown, context: ImportContext): Conversion {
  const { checked, conversion } = open(header, context);
  return {
    ...conversion,
    convert: ({ value, pointer }) => {
      const read = context.read(operatorCheck, value, pointer);
      return read === undefined ? [] : checkOutcomes(read, checked);
    },
  };
}

/** Starts to convert a report of Starboard that parts checks of the pod from those of its containers. */
export function beginOldChecks(header: unknown, context: ImportContext): Conversion {
  const { checked, conversion } = open(header, context);
  const byContainer = z.record(z.string(), z.array(operatorCheck));
  return {
    ...conversion,
    convert: function* ({ value, pointer, pattern }: ImportedRecord): Iterable<Outcome> {
      if (pattern === "/report/podChecks/*") {
        const read = context.read(operatorCheck, value, pointer);
        if (read !== undefined) yield* checkOutcomes(read, checked);
        return;
      }
      for (const [container, checks] of Object.entries(context.read(byContainer, value, pointer) ?? {})) {
        for (const check of checks) yield* checkOutcomes(check, { ...checked, container });
      }
    },
  };
}

function open(
  header: unknown,
  context: ImportContext,
): { readonly checked: CheckedObject; readonly conversion: Omit<Conversion, "convert"> } {
  const read = readOperatorHeader(header, context);
  const { scanner, updateTimestamp } = read.report ?? {};
  const tool = (scanner?.name ?? "trivy").toLowerCase();
  return {
    checked: {
      object: objectOfReport(read),
      container: containerOfReport(read),
      tool: tool === "polaris" || tool === "conftest" ? tool : "trivy",
    },
    conversion: {
      target: { kind: "cluster", name: context.targetName },
      ...present({ toolVersion: scanner?.version, scannedAt: toTime(updateTimestamp) }),
    },
  };
}

/** Gives the findings of a check that failed: one for each container that its messages name, or one of the object. */
export function* checkOutcomes(check: OperatorCheck, { object, container, tool }: CheckedObject): Iterable<Outcome> {
  const id = check.checkID ?? check.id ?? "";
  const rule = tool === "trivy" ? trivyRule(id) : id;
  if (check.success === true) {
    yield { kind: "passed", rule };
    return;
  }
  const given = (check.messages ?? []).filter((message) => message !== "");
  const messages = given.length > 0 ? given : [check.message ?? check.description ?? check.title ?? rule];
  const scope = check.scope?.type === "Container" ? (check.scope.value ?? undefined) : undefined;
  const known = scope ?? container;
  const byContainer = Map.groupBy(messages, (message) => subjectOf(object, known, message));
  for (const [subject, same] of byContainer) {
    yield misconfigurationOutcome({
      rule,
      aliases: [`${tool}:${rule}`],
      rating: check.severity,
      title: check.title,
      message: same.join("\n"),
      remediation: check.remediation ?? (check.description === same[0] ? undefined : check.description),
      subject,
      status: check.category,
    });
  }
}

function subjectOf(object: ToldObject, known: string | undefined, message: string): string {
  const container: ToldContainer | undefined = known === undefined ? findContainerIn(message) : { name: known };
  return objectSubject(object, container);
}
