import type { z } from "zod";
import type { reportComparison, reportPage } from "../contract/report-list.ts";
import type { SeverityCounts } from "../contract/severity-counts.ts";
import { type OpenedDocument, openDocument } from "../ingest/open-document.ts";
import { placeReport } from "../ingest/place-report.ts";
import type { ReportedFinding } from "../ingest/reported-finding.ts";
import { findingIdOf } from "../ingest/staged-finding.ts";
import type { KnownReport } from "../questions/list-reports.ts";
import type { Services } from "../services.ts";

type Contents = NonNullable<z.infer<typeof reportPage>["contents"]>;
type Comparison = z.infer<typeof reportComparison>;
type ComparedFinding = Comparison["appeared"][number];
/** The asset of a target is looked up later: here is its id, whether it is there or not. */
type ReadContents = Contents & { readonly targets: readonly { readonly asset: string | null }[] };

const maxTargets = 200;
const maxDiagnostics = 100;
const maxListed = 1000;

/** Whose documents are read. */
export type DocumentReader = Pick<Services, "blobs"> & { readonly tenantId: string };

/**
 * Reads what a report says from the document that was uploaded: the book keeps how findings are now, not what each report
 * said of them.
 */
export async function readReportContents(reader: DocumentReader, known: KnownReport): Promise<ReadContents> {
  return await withDocument(reader, known, async (opened, assetIds) => {
    const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 } satisfies SeverityCounts;
    const diagnostics = opened.problems.slice(0, maxDiagnostics).map(({ place, message }) => ({ place, message }));
    for await (const { findings, problems } of opened.findings()) {
      for (const { finding } of findings) counts[finding.severity]++;
      for (const { place, message } of problems) {
        if (diagnostics.length < maxDiagnostics) diagnostics.push({ place, message });
      }
    }
    const targets = opened.heads.slice(0, maxTargets).map(({ producer, target, coverage }, index) => ({
      producer,
      kind: target.kind,
      name: target.name,
      digest: target.digest ?? null,
      asset: assetIds[index] ?? null,
      isComplete: isComplete(coverage),
      coverage,
    }));
    return { targets, targetCount: opened.heads.length, findings: counts, diagnostics };
  });
}

/** Compares what two reports say, finding by finding: the same finding has the same id in both. */
export async function compareStoredReports(
  reader: DocumentReader,
  before: KnownReport,
  after: KnownReport,
): Promise<Comparison> {
  const earlier = (await readFindingsById(reader, before)).findings;
  const later = await readFindingsById(reader, after);
  const appeared: ComparedFinding[] = [];
  const changed: Comparison["changed"] = [];
  let same = 0;
  for (const [id, finding] of later.findings) {
    const was = earlier.get(id);
    if (was === undefined) appeared.push(finding);
    else if (was.severity === finding.severity) same++;
    else changed.push({ ...finding, before: was.severity });
  }
  const gone = [...earlier.values()].filter(({ id }) => !later.findings.has(id));
  return {
    before: before.report.id,
    after: after.report.id,
    counts: { appeared: appeared.length, gone: gone.length, changed: changed.length, same },
    appeared: appeared.slice(0, maxListed),
    gone: gone.slice(0, maxListed),
    changed: changed.slice(0, maxListed),
    isComplete: later.isComplete,
  };
}

interface FindingsById {
  readonly findings: ReadonlyMap<string, ComparedFinding>;
  readonly isComplete: boolean;
}

async function readFindingsById(reader: DocumentReader, known: KnownReport): Promise<FindingsById> {
  return await withDocument(reader, known, async (opened, assetIds) => {
    const found = new Map<string, ComparedFinding>();
    for await (const { findings } of opened.findings()) {
      for (const { report, finding } of findings) {
        const assetId = assetIds[report];
        if (assetId === undefined) continue;
        const id = findingIdOf(assetId, finding);
        // Of what stands twice in a report the first counts, as in imports.
        if (!found.has(id)) found.set(id, toCompared(id, finding));
      }
    }
    return { findings: found, isComplete: opened.heads.every(({ coverage }) => isComplete(coverage)) };
  });
}

function toCompared(id: string, { kind, rule, title, subject, severity }: ReportedFinding): ComparedFinding {
  return { id, kind, rule: rule.id, title, subject, severity };
}

function isComplete(coverage: readonly { readonly ended: string }[]): boolean {
  return coverage.every(({ ended }) => ended === "done" || ended === "skipped");
}

async function withDocument<Result>(
  { blobs, tenantId }: DocumentReader,
  { report, projectId, format, targetName }: KnownReport,
  work: (opened: OpenedDocument, assetIds: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const opened = await openDocument(() => blobs.read(tenantId, report.digest), { format, targetName });
  try {
    const { heads, isInventory } = opened;
    const context = { projectId, scope: report.scope, isInventory };
    return await work(
      opened,
      heads.map((head) => placeReport(head, context).assetId),
    );
  } finally {
    opened.close();
  }
}
