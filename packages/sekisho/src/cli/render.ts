import type { ExportContext } from "../exporters/context.ts";
import type { Assessment } from "../model/assessment.ts";
import type { ReportDocument } from "../model/report.ts";
import type { FormatName } from "./command-table.ts";

/** Gives a document in one form. */
type Exporter = (document: ReportDocument, context: ExportContext) => string;

/** Each form is loaded when it is asked for. */
const loaders: Readonly<Record<FormatName, () => Promise<Exporter>>> = {
  table: async () => (await import("../exporters/table/table.ts")).exportTable,
  json: async () => (await import("../exporters/json/json.ts")).exportJson,
  sarif: async () => (await import("../exporters/sarif/sarif.ts")).exportSarif,
  junit: async () => (await import("../exporters/junit/junit.ts")).exportJunit,
  html: async () => (await import("../exporters/html/html.ts")).exportHtml,
  markdown: async () => (await import("../exporters/markdown/markdown.ts")).exportMarkdown,
};

/** Renders a document in one form. */
export async function renderReport(
  document: ReportDocument,
  format: FormatName,
  context: ExportContext,
): Promise<string> {
  const exportDocument = await loaders[format]();
  return exportDocument(document, context);
}

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
