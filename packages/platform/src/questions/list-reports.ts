import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { report } from "../contract/report.ts";
import type { reportList } from "../contract/report-list.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { allOf, type Condition } from "./topic-conditions.ts";

type ReportPage = z.infer<typeof reportList>;
type ListedReport = ReportPage["reports"][number];

/** Which page of which reports. */
export interface ReportFilter {
  readonly projectId: string | undefined;
  readonly status?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const listed = report.omit({ gate: true });
const order = "reports";
const keys = z.tuple([z.int()]);

/** SQL of the columns that lists show of reports `r`, with their projects `p` and blobs `b`. */
const shownColumns: RawBuilder<unknown> = sql`r.report_id AS id, p.name AS project, r.status, r.format,
  r.blob_digest AS digest, b.size_bytes AS "sizeBytes", r.scope, r.labels, r.received_at AS "receivedAt",
  r.finished_at AS "finishedAt", r.failure, r.outcome,
  jsonb_build_object('self', '/api/v1/reports/' || r.report_id) AS links`;
const shownTables: RawBuilder<unknown> = sql`
  JOIN projects p ON p.tenant_id = r.tenant_id AND p.project_id = r.project_id
  JOIN blobs b ON b.tenant_id = r.tenant_id AND b.digest = r.blob_digest`;

/** SQL of the rows of one page, with the order of arrival. */
export function reportPageStatement({
  projectId,
  status,
  limit,
  cursor,
}: ReportFilter): RawBuilder<{ arrival: number }> {
  const conditions: Condition[] = [];
  if (projectId !== undefined) conditions.push(sql<boolean>`r.project_id = ${projectId}`);
  if (status !== undefined) conditions.push(sql<boolean>`r.status = ${status}`);
  if (cursor !== undefined) conditions.push(sql<boolean>`r.arrival < ${readCursor(cursor, order, keys)[0]}`);
  return sql<{ arrival: number }>`
    SELECT ${shownColumns}, r.arrival FROM (
      SELECT * FROM reports r WHERE ${allOf(conditions)} ORDER BY r.arrival DESC LIMIT ${limit + 1}
    ) AS r ${shownTables} ORDER BY r.arrival DESC`;
}

/** Gives a page of reports, the newest first. */
export async function listReports(transaction: TenantTransaction, filter: ReportFilter): Promise<ReportPage> {
  const { rows } = await reportPageStatement(filter).execute(transaction);
  const shown = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? shown.at(-1) : undefined;
  return {
    reports: z.array(listed).parse(shown),
    next: last === undefined ? null : writeCursor({ order, keys: [last.arrival] }),
  };
}

/** A report with what is needed to read its document again. */
export interface KnownReport {
  readonly report: ListedReport;
  readonly projectId: string;
  /** Id of the tool that wrote the document, found or named. */
  readonly format: string | undefined;
  readonly targetName: string | undefined;
  readonly previous: string | null;
  readonly next: string | null;
}

interface KnownRow {
  readonly projectId: string;
  readonly namedFormat: string | null;
  readonly targetName: string | null;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Gives one report; `undefined` when there is none that the caller may see. */
export async function findReport(transaction: TenantTransaction, reportId: string): Promise<KnownReport | undefined> {
  const { rows } = await sql<KnownRow>`
    SELECT ${shownColumns}, r.project_id AS "projectId", r.named_format AS "namedFormat", r.target_name AS "targetName", (
        SELECT o.report_id FROM reports o WHERE o.project_id = r.project_id AND o.arrival < r.arrival AND o.status = 'imported'
        ORDER BY o.arrival DESC LIMIT 1
      ) AS previous, (
        SELECT o.report_id FROM reports o WHERE o.project_id = r.project_id AND o.arrival > r.arrival AND o.status = 'imported'
        ORDER BY o.arrival LIMIT 1
      ) AS next
    FROM reports r ${shownTables} WHERE r.report_id = ${reportId}`.execute(transaction);
  const [row] = rows;
  if (row === undefined) return undefined;
  const shown = listed.parse(row);
  const { projectId, targetName, previous, next, namedFormat } = row;
  return {
    report: shown,
    projectId,
    format: namedFormat ?? shown.format ?? undefined,
    targetName: targetName ?? undefined,
    previous,
    next,
  };
}
