import type { ExportContext } from "../exporters/context.ts";
import type { ReportDocument } from "../model/report.ts";

/** Writes a document in one format, piece by piece: together the pieces are the text. */
export type ReportWriter = (document: ReportDocument, context: ExportContext) => Iterable<string>;

/** Each format with its writer, loaded on first use. */
const writers = {
  table: async () => (await import("../exporters/table/table.ts")).writeTable,
  json: async () => (await import("../exporters/json/json.ts")).writeJson,
  sarif: async () => (await import("../exporters/sarif/sarif.ts")).writeSarif,
  junit: async () => inOnePiece((await import("../exporters/junit/junit.ts")).exportJunit),
  html: async () => inOnePiece((await import("../exporters/html/html.ts")).exportHtml),
  openvex: async () => (await import("../exporters/openvex/write-openvex.ts")).writeOpenVex,
  "cyclonedx-vex": async () => (await import("../exporters/cyclonedx-vex/write-cyclonedx-vex.ts")).writeCycloneDxVex,
  "csaf-vex": async () => (await import("../exporters/csaf-vex/write-csaf-vex.ts")).writeCsafVex,
  markdown: async () => inOnePiece((await import("../exporters/markdown/markdown.ts")).exportMarkdown),
} as const satisfies Readonly<Record<string, () => Promise<ReportWriter>>>;

/** A format that reports can be written in. */
export type ReportFormat = keyof typeof writers;

/** Tells whether a word names a format. */
export function isReportFormat(word: string): word is ReportFormat {
  return Object.hasOwn(writers, word);
}

/** Every format, sorted. */
export const reportFormats: readonly ReportFormat[] = Object.keys(writers).filter(isReportFormat).toSorted();

/** Loads the writer of a format. */
export async function loadReportWriter(format: ReportFormat): Promise<ReportWriter> {
  return await writers[format]();
}

function inOnePiece(exporter: (document: ReportDocument, context: ExportContext) => string): ReportWriter {
  return (document, context) => [exporter(document, context)];
}
