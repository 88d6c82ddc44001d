import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { importOutcome, type ReportState, report, reportQuery, uploadQuery } from "../contract/report.ts";
import { reportScope } from "../contract/scope.ts";
import { id, severity as severityName } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import type { StoredBlob } from "../ingest/blob-store.ts";
import { decodeUpload } from "../ingest/decode-upload.ts";
import { queueReport } from "../ingest/queue-report.ts";
import type { TenantTransaction } from "../store/database.ts";
import { getProjectId } from "./projects.ts";
import { defineRoute, isByteStream, type Route, type RouteContext } from "./route.ts";

const finalStates: ReadonlySet<string> = new Set(["imported", "superseded", "failed"]);
const firstLookMs = 100;
/** Without a word from the database somebody who waits looks so often. */
const longestLookMs = 5000;

/** Reports in, and what becomes of them. */
export const reportRoutes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/v1/reports",
    summary: "Takes a report, plain or compressed with gzip or zstd; it is imported in the background.",
    permission: "reports:upload",
    input: { query: uploadQuery },
    takesStream: true,
    answer: report,
    handle: async (context) => {
      const { input, principal, request, services, inTenant } = context;
      if (!isByteStream(request.body)) throw noBody();
      const projectId = await inTenant((transaction) => getProjectId(transaction, input.query.project));
      const encoding = request.headers["content-encoding"];
      const limits = { maxBytes: services.settings.maxReportBytes };
      const bytes = decodeUpload(request.body, typeof encoding === "string" ? encoding : undefined, limits);
      const blob = await services.blobs.write(principal.tenantId, bytes);
      const reportId = await inTenant((transaction) => storeReport(transaction, context, { projectId, blob }));
      const state = await waitFor(context, reportId, input.query);
      return { status: 202, headers: { location: state.links.self }, body: state };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/reports/:report",
    summary: "Says what became of a report.",
    permission: "reports:read",
    input: { parameters: z.object({ report: id }), query: reportQuery },
    answer: report,
    handle: async (context) => ({
      body: await waitFor(context, context.input.parameters.report, context.input.query),
    }),
  }),
];

type UploadContext = RouteContext<{ readonly query: z.output<typeof uploadQuery> }>;

async function storeReport(
  transaction: TenantTransaction,
  { input, principal }: UploadContext,
  { projectId, blob }: { readonly projectId: string; readonly blob: StoredBlob },
): Promise<string> {
  const { scope, format, target, label = [], lane } = input.query;
  const reportId = await queueReport(transaction, {
    tenantId: principal.tenantId,
    projectId,
    blob,
    scope,
    format,
    targetName: target,
    labels: readLabels(label),
    lane,
    uploadedBy: principal.kind === "api-key" ? principal.keyId : principal.accountId,
  });
  const details = { project: input.query.project, digest: blob.digest };
  await recordAudit(transaction, principal.tenantId, principal, {
    action: "report.upload",
    subject: reportId,
    details,
    after: { project: input.query.project, scope, format, target, labels: readLabels(label), digest: blob.digest },
  });
  return reportId;
}

function readLabels(labels: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    labels.map((label): [string, string] => {
      const equals = label.indexOf("=");
      return [label.slice(0, equals), label.slice(equals + 1)];
    }),
  );
}

interface Waiting {
  readonly wait: number;
  readonly failOn?: z.infer<typeof severityName> | undefined;
}

/** Gives the state of a report, once it is final or the time is over. */
async function waitFor<Input>(context: RouteContext<Input>, reportId: string, waiting: Waiting): Promise<ReportState> {
  const { request, services } = context;
  const endMs = performance.now() + waiting.wait * 1000;
  let lookMs = firstLookMs;
  while (true) {
    const state = await context.inTenant((transaction) => readReport(transaction, reportId));
    const isOver = finalStates.has(state.status) || performance.now() >= endMs || services.state.isStopping;
    if (isOver || request.signal.aborted) return await addGate(context, state, waiting.failOn);
    const leftMs = Math.max(1, endMs - performance.now());
    await services.waitingRoom.wait(reportId, Math.min(lookMs, leftMs), request.signal);
    lookMs = Math.min(longestLookMs, lookMs * 2);
  }
}

async function readReport(transaction: TenantTransaction, reportId: string): Promise<ReportState> {
  const row = await transaction
    .selectFrom("reports")
    .innerJoin("projects", (join) =>
      join
        .onRef("projects.tenant_id", "=", "reports.tenant_id")
        .onRef("projects.project_id", "=", "reports.project_id"),
    )
    .innerJoin("blobs", (join) =>
      join.onRef("blobs.tenant_id", "=", "reports.tenant_id").onRef("blobs.digest", "=", "reports.blob_digest"),
    )
    .select([
      "report_id",
      "projects.name as project",
      "status",
      "format",
      "blob_digest",
      "size_bytes",
      "scope",
      "labels",
    ])
    .select(["received_at", "finished_at", "failure", "outcome"])
    .where("report_id", "=", reportId)
    .executeTakeFirst();
  if (row === undefined) {
    throw new SekishoError("record-not-found", { en: "there is no such report", ja: "該当するレポートはありません。" });
  }
  return {
    id: row.report_id,
    project: row.project,
    status: report.shape.status.parse(row.status),
    format: row.format,
    digest: row.blob_digest,
    sizeBytes: row.size_bytes,
    scope: reportScope.nullable().parse(row.scope),
    labels: report.shape.labels.parse(row.labels),
    receivedAt: row.received_at,
    finishedAt: row.finished_at,
    failure: report.shape.failure.parse(row.failure),
    outcome: importOutcome.nullable().parse(row.outcome),
    links: { self: `/api/v1/reports/${row.report_id}` },
  };
}

/** Counts what the report's witnesses see and nobody has decided about, at a severity or worse. */
async function addGate<Input>(
  { inTenant }: RouteContext<Input>,
  state: ReportState,
  failOn: Waiting["failOn"],
): Promise<ReportState> {
  if (failOn === undefined || state.status !== "imported") return state;
  const worst = severityName.options.indexOf(failOn);
  const findings = await inTenant(async (transaction) => {
    const { rows } = await sql<{ findings: number }>`
      SELECT count(DISTINCT f.finding_id)::int AS findings
      FROM witnesses w
      JOIN observations o ON o.tenant_id = w.tenant_id AND o.witness_id = w.witness_id AND o.gone_at IS NULL
      JOIN findings f ON f.tenant_id = o.tenant_id AND f.finding_id = o.finding_id
      WHERE w.last_report_id = ${state.id} AND f.severity <= ${worst} AND f.status IN ('open', 'reopened')`.execute(
      transaction,
    );
    return rows[0]?.findings ?? 0;
  });
  return { ...state, gate: { failOn, passed: findings === 0, findings } };
}

function noBody(): SekishoError {
  return new SekishoError("request-invalid", {
    en: "expected a report as the body, got nothing",
    ja: "リクエストの本文にレポートがありません。",
  });
}
