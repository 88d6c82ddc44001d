import { type DocumentSource, openImport, recogniseReport } from "sekisho";
import {
  type DocumentBytes,
  type FindingBatch,
  type ReadingProblem,
  readFindings,
  readReportHeads,
} from "./report-reader.ts";
import { type ReportedFinding, type ReportHead, reportedFinding, reportHead } from "./reported-finding.ts";

/** A document that was uploaded, of any tool, as far as it is read before its findings. */
export interface OpenedDocument {
  /** Id of the tool that writes such documents; `sekisho` for reports of ours. */
  readonly format: string;
  /** One for each target. */
  readonly heads: readonly ReportHead[];
  /** What could not be read, beside findings. */
  readonly problems: readonly ReadingProblem[];
  /** Gives the findings, some at a time. */
  readonly findings: () => AsyncIterable<FindingBatch>;
  /** Deletes what was kept of the document. */
  readonly close: () => void;
}

/** What is known of a document before it is read. */
export interface DocumentReading {
  /** Id of the tool that wrote it, or `sekisho`; found out when left out. */
  readonly format?: string | undefined;
  /** Name of what a document is about that does not say it itself. */
  readonly targetName?: string | undefined;
}

/** The name of reports of ours among the formats. */
export const ownFormat = "sekisho";
/** Enough to tell what a document is. */
const startBytes = 4096;

/**
 * Opens a document: a report of ours, or one of any tool that is known. Whatever its size, a small part of it is in memory
 * at a time. What is opened has to be closed.
 *
 * @throws {SekishoError} `report-invalid` when it is a report of ours and wrong; `import-unknown-format` with the closest
 *   kinds when it is of no kind that is known.
 */
export async function openDocument(document: DocumentBytes, reading: DocumentReading): Promise<OpenedDocument> {
  const isOwn =
    reading.format === undefined ? recogniseReport(await readStart(document)) : reading.format === ownFormat;
  return isOwn ? await openOwn(document) : await openForeign(document, reading);
}

async function openOwn(document: DocumentBytes): Promise<OpenedDocument> {
  return {
    format: ownFormat,
    heads: await readReportHeads(document),
    problems: [],
    findings: () => readFindings(document),
    close: () => undefined,
  };
}

async function openForeign(document: DocumentBytes, { format, targetName }: DocumentReading): Promise<OpenedDocument> {
  const source: DocumentSource = { name: "document", open: document };
  const opened = await openImport([source], {
    ...(format === undefined ? {} : { from: format }),
    ...(targetName === undefined ? {} : { targetName }),
  });
  return {
    format: format ?? opened.heads[0]?.coverage[0]?.plugin.replace(/^import\//, "") ?? ownFormat,
    heads: opened.heads.map((head) => reportHead.parse(head)),
    problems: opened.heads.flatMap(({ diagnostics }) =>
      diagnostics
        .filter(({ level }) => level !== "info")
        .map(({ code, message, location }) => ({ place: location?.pointer ?? "", message: `${code}: ${message}` })),
    ),
    findings: () => readBatches(opened.findings()),
    close: opened.close,
  };
}

/** A finding that is larger than what is kept costs itself alone. */
async function* readBatches(
  batches: Iterable<{ readonly report: number; readonly findings: readonly unknown[] }>,
): AsyncGenerator<FindingBatch> {
  for (const { report, findings: found } of batches) {
    const findings: { readonly report: number; readonly finding: ReportedFinding }[] = [];
    const problems: ReadingProblem[] = [];
    for (const one of found) {
      const read = reportedFinding.safeParse(one);
      if (read.success) findings.push({ report, finding: read.data });
      else problems.push({ place: `/reports/${report}`, message: describe(read.error.issues[0]) });
    }
    yield await Promise.resolve({ findings, problems });
  }
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): string {
  return `${(issue?.path ?? []).map(String).join("/")}: ${issue?.message ?? "expected a finding"}`;
}

async function readStart(document: DocumentBytes): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of document()) {
    pieces.push(Buffer.from(piece));
    length += piece.length;
    if (length >= startBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, startBytes);
}
