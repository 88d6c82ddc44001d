import type { Assessment } from "../../model/assessment.ts";
import type { ExportContext } from "../context.ts";
import { printJson } from "../escape/print-json.ts";
import { countOutcomes, stateOf } from "./outcomes.ts";

/**
 * Writes an assessment as JSON in the report's language:
 * `{ schemaVersion: 1, framework: { id, title, version, source }, scope, counts, controls: [{ id, title, ended, …, evidence }],
 * findings }`; `evidence` names findings by their ids.
 */
export function exportFrameworkJson(assessment: Assessment, { language }: ExportContext): string {
  const { framework, controls, scope } = assessment;
  const findings = new Map(
    controls.flatMap(({ evidence }) => evidence.map((finding) => [finding.id, finding] as const)),
  );
  return printJson({
    schemaVersion: 1,
    framework: {
      id: framework.id,
      title: framework.title[language],
      version: framework.version,
      source: framework.source,
    },
    scope,
    counts: countOutcomes(assessment),
    controls: controls.map(({ id, title, checks, note, outcome, evidence }) => ({
      id,
      title: title[language],
      ...(outcome.ended === "not-assessed" ? { reason: outcome.reason[language] } : outcome),
      ended: stateOf(outcome),
      checks,
      ...(note === undefined ? {} : { note: note[language] }),
      evidence: evidence.map((finding) => finding.id),
    })),
    findings: [...findings.values()],
  });
}
