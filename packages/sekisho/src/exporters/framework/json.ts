import type { Assessment, ControlAssessment } from "../../model/assessment.ts";
import type { ExportContext } from "../context.ts";
import { printJson } from "../escape/print-json.ts";

/**
 * Writes an assessment as JSON in the report's language:
 * `{ schemaVersion: 1, framework: { id, title, version, source }, counts, controls: [{ id, title, ended, … }] }`.
 */
export function exportFrameworkJson(assessment: Assessment, { language }: ExportContext): string {
  const { framework, controls } = assessment;
  const count = (ended: ControlAssessment["outcome"]["ended"]): number =>
    controls.filter(({ outcome }) => outcome.ended === ended).length;
  return printJson({
    schemaVersion: 1,
    framework: {
      id: framework.id,
      title: framework.title[language],
      version: framework.version,
      source: framework.source,
    },
    counts: { failed: count("failed"), passed: count("passed"), notAssessed: count("not-assessed") },
    controls: controls.map(({ id, title, checks, note, outcome }) => ({
      id,
      title: title[language],
      ...(outcome.ended === "not-assessed" ? { ended: outcome.ended, reason: outcome.reason[language] } : outcome),
      checks,
      ...(note === undefined ? {} : { note: note[language] }),
    })),
  });
}
