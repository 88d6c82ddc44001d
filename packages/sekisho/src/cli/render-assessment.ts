import type { ExportContext } from "../exporters/context.ts";
import type { Assessment } from "../model/assessment.ts";
import type { FormatName } from "./command-table.ts";

/** Renders the answers to a framework's controls; the form is `table`, `json`, `html` or `markdown`. */
export async function renderAssessment(
  assessment: Assessment,
  format: FormatName,
  context: ExportContext,
): Promise<string> {
  if (format === "json")
    return (await import("../exporters/framework/json.ts")).exportFrameworkJson(assessment, context);
  if (format === "html")
    return (await import("../exporters/framework/html.ts")).exportFrameworkHtml(assessment, context);
  if (format === "markdown")
    return (await import("../exporters/framework/markdown.ts")).exportFrameworkMarkdown(assessment, context);
  return (await import("../exporters/framework/table.ts")).exportFrameworkTable(assessment, context);
}
