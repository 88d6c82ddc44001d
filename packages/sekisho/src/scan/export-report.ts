import type { ExportContext } from "../exporters/context.ts";
import type { ReportDocument } from "../model/report.ts";
import { loadRules } from "./load-rules.ts";
import { loadReportWriter, type ReportFormat } from "./report-formats.ts";

/** What an export obeys; everything has its default: English, 80 columns, no colour. */
export type ExportOptions = Partial<Omit<ExportContext, "rules">>;

/**
 * Writes a report in one format.
 *
 * Source lines are taken from `sourceOf` where it is given, but never of a file in which a secret was found: there the
 * masked excerpts of the report are all that is shown.
 */
export async function exportReport(
  document: ReportDocument,
  format: ReportFormat,
  options: ExportOptions = {},
): Promise<string> {
  const write = await loadReportWriter(format);
  const sourceOf = options.sourceOf ?? (() => undefined);
  const secretive = findSecretivePaths(document);
  const context: ExportContext = {
    language: "en",
    columns: 80,
    hasColour: false,
    hasUnicode: true,
    isVerbose: false,
    now: document.reports[0]?.finishedAt ?? new Date().toISOString(),
    elapsedMs: 0,
    commands: {},
    ...options,
    sourceOf: (path) => (secretive.has(path) ? undefined : sourceOf(path)),
    rules: await loadRules(document),
  };
  return [...write(document, context)].join("");
}

function findSecretivePaths(document: ReportDocument): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const report of document.reports) {
    for (const finding of report.findings) {
      if (finding.kind !== "secret") continue;
      for (const { location } of finding.evidence) paths.add(location.path);
    }
  }
  return paths;
}
