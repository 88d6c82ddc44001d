import { sql } from "kysely";
import { z } from "zod";
import { explainedAnomaly, type incidentList, type incidentSummary, type wholeIncident } from "../contract/incident.ts";
import { text } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import { idOf } from "../store/uuid.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { findEventStream } from "./list-event-streams.ts";
import { severityNameOf } from "./severity-names.ts";

/** Which incidents are asked for. */
export interface IncidentQuestion {
  readonly projectId: string | undefined;
  readonly cluster: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

type Summary = z.infer<typeof incidentSummary>;

interface IncidentRow {
  readonly id: string;
  readonly project_id: string;
  readonly project: string;
  readonly cluster: string;
  readonly severity: number;
  readonly actors: string[];
  readonly first_at: string;
  readonly last_at: string;
  readonly title: unknown;
  readonly activities: number;
  readonly is_accepted: boolean;
}

const order = "last";
const keysOfPage = z.tuple([z.string(), z.uuid()]);

/** Gives incidents, those that went on last first. */
export async function listIncidents(
  transaction: TenantTransaction,
  { projectId, cluster, limit, cursor }: IncidentQuestion,
): Promise<z.infer<typeof incidentList>> {
  const conditions = [
    ...(projectId === undefined ? [] : [sql`i.project_id = ${projectId}`]),
    ...(cluster === undefined ? [] : [sql`i.cluster = ${cluster}`]),
  ];
  if (cursor !== undefined) {
    const [lastAt, id] = readCursor(cursor, order, keysOfPage);
    conditions.push(sql`(i.last_at < ${lastAt} OR (i.last_at = ${lastAt} AND i.incident_id > ${id}))`);
  }
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
  const { rows } = await sql<IncidentRow>`
    ${selectIncidents} WHERE ${where} ORDER BY i.last_at DESC, i.incident_id LIMIT ${limit + 1}`.execute(transaction);
  const shown = rows.slice(0, limit);
  const end = rows.length > limit ? shown.at(-1) : undefined;
  return {
    incidents: shown.map(toSummary),
    next: end === undefined ? null : writeCursor({ order, keys: [end.last_at, end.id] }),
  };
}

const selectIncidents = sql`
  SELECT i.incident_id AS id, i.project_id, p.name AS project, i.cluster, i.severity, i.actors, i.first_at, i.last_at,
    a.title, a.activities, a.is_accepted
  FROM incidents i
  JOIN projects p ON p.tenant_id = i.tenant_id AND p.project_id = i.project_id
  CROSS JOIN LATERAL (
    SELECT (array_agg(title ORDER BY severity, first_at))[1] AS title, count(*)::int AS activities,
      bool_and(is_accepted) AS is_accepted
    FROM incident_activities a WHERE a.tenant_id = i.tenant_id AND a.incident_id = i.incident_id) AS a`;

function toSummary(row: IncidentRow): Summary {
  return {
    id: row.id,
    project: row.project,
    cluster: row.cluster,
    severity: severityNameOf(row.severity),
    actors: row.actors,
    firstAt: row.first_at,
    lastAt: row.last_at,
    title: text.parse(row.title),
    activities: row.activities,
    isAccepted: row.is_accepted,
  };
}

/** Gives an incident with everything that happened in it; `undefined` where there is none that the caller may see. */
export async function readIncident(
  transaction: TenantTransaction,
  incidentId: string,
): Promise<z.infer<typeof wholeIncident> | undefined> {
  const { rows } = await sql<IncidentRow>`${selectIncidents} WHERE i.incident_id = ${incidentId}`.execute(transaction);
  const [row] = rows;
  if (row === undefined) return undefined;
  const activities = await transaction
    .selectFrom("incident_activities")
    .selectAll()
    .where("incident_id", "=", incidentId)
    .orderBy("first_at")
    .orderBy("activity_id")
    .execute();
  const assetId = idOf("asset", row.project_id, "cluster", row.cluster);
  const findingIds = activities.map(({ rule_id: rule, subject }) =>
    idOf("finding", assetId, "activity", rule, subject),
  );
  const known = await findKnown(transaction, findingIds);
  const timeline = activities.map((activity, index) => ({
    id: activity.activity_id,
    rule: activity.rule_id,
    title: text.parse(activity.title),
    message: text.parse(activity.message),
    severity: severityNameOf(activity.severity),
    subject: activity.subject,
    caller: activity.caller,
    sources: activity.sources,
    firstAt: activity.first_at,
    lastAt: activity.last_at,
    count: activity.count,
    isAccepted: activity.is_accepted,
    anomaly: explainedAnomaly.nullable().parse(activity.anomaly),
    finding: findingIds.slice(index, index + 1).find((id) => known.has(id)) ?? null,
  }));
  const stream = await findEventStream(transaction, { projectId: row.project_id, cluster: row.cluster });
  return { ...toSummary(row), timeline, stream: stream ?? null };
}

async function findKnown(transaction: TenantTransaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await transaction.selectFrom("findings").select("finding_id").where("finding_id", "in", ids).execute();
  return new Set(rows.map(({ finding_id: id }) => id));
}
