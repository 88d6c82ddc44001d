import type { ExportContext } from "../exporters/context.ts";
import type { Assessment } from "../model/assessment.ts";
import type { FormatName } from "./command-table.ts";

/** Renders the answers to a framework's controls; the form is `table` or `json`. */
export async function renderAssessment(
  assessment: Assessment,
  format: FormatName,
  context: ExportContext,
): Promise<string> {
  if (format === "json")
    return (await import("../exporters/framework/json.ts")).exportFrameworkJson(assessment, context);
  return (await import("../exporters/framework/table.ts")).exportFrameworkTable(assessment, context);
}
