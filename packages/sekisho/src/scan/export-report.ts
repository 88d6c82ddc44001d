import type { ExportContext } from "../exporters/context.ts";
import type { ReportDocument } from "../model/report.ts";
import { catalogue } from "./catalogue.ts";

/** A function that writes a document in one format. */
type Exporter = (document: ReportDocument, context: ExportContext) => string;

/** Each format with its exporter, loaded on first use. */
const exporters = {
  table: async () => (await import("../exporters/table/table.ts")).exportTable,
  json: async () => (await import("../exporters/json/json.ts")).exportJson,
  sarif: async () => (await import("../exporters/sarif/sarif.ts")).exportSarif,
  junit: async () => (await import("../exporters/junit/junit.ts")).exportJunit,
  html: async () => (await import("../exporters/html/html.ts")).exportHtml,
  markdown: async () => (await import("../exporters/markdown/markdown.ts")).exportMarkdown,
} as const satisfies Readonly<Record<string, () => Promise<Exporter>>>;

/** A format that reports can be written in. */
export type ReportFormat = keyof typeof exporters;

/** Tells whether a word names a format. */
export function isReportFormat(word: string): word is ReportFormat {
  return Object.hasOwn(exporters, word);
}

/** Every format, sorted. */
export const reportFormats: readonly ReportFormat[] = Object.keys(exporters).filter(isReportFormat).toSorted();

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
  const exporter = await exporters[format]();
  const sourceOf = options.sourceOf ?? (() => undefined);
  const secretive = findSecretivePaths(document);
  return exporter(document, {
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
    rules: new Map(catalogue.map((check) => [check.id, check])),
  });
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
