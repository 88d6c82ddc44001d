import { sql } from "kysely";
import { severities, type WatchedActivity } from "sekisho";
import type { Notice, NoticeCounts } from "../contract/notice.ts";
import { noteIncident } from "../notifications/look-by-clock.ts";
import { writeJson } from "../store/copy-rows.ts";
import type { TenantTransaction } from "../store/database.ts";
import { idOf } from "../store/uuid.ts";
import { type EventStream, momentOf } from "./event-store.ts";
import { tellLive } from "./live-room.ts";

/** So many events of an activity are kept; the first ones tell how it began. */
const maxKeptEvents = 50;
const maxActors = 20;

/** Writes down what began or went on: incidents, what happened in them, the events that show it; tells those who asked. */
export async function writeIncidents(
  transaction: TenantTransaction,
  stream: EventStream,
  changes: readonly WatchedActivity[],
): Promise<void> {
  const stories = Map.groupBy(changes, ({ incident }) => incident);
  for (const [story, activities] of stories) {
    const incidentId = idOf("incident", stream.projectId, stream.cluster, story);
    const known = await knownSeverity(transaction, incidentId);
    await writeIncident(transaction, stream, { incidentId, activities });
    for (const activity of activities) await writeActivity(transaction, stream.tenantId, { incidentId, activity });
    const open = activities.filter(({ isAccepted }) => !isAccepted);
    await tellLive(transaction, {
      tenant: stream.tenantId,
      project: stream.projectId,
      kind: "incident",
      id: incidentId,
    });
    // Told when it begins, and when it gets worse.
    const worst = Math.min(...open.map(({ severity }) => severities.indexOf(severity)));
    if (open.length > 0 && (known === undefined || worst < known)) {
      await noteIncident(transaction, stream.tenantId, noticeOf(stream, incidentId, open));
    }
  }
}

async function knownSeverity(transaction: TenantTransaction, incidentId: string): Promise<number | undefined> {
  const row = await transaction
    .selectFrom("incidents")
    .select("severity")
    .where("incident_id", "=", incidentId)
    .executeTakeFirst();
  return row?.severity;
}

interface Story {
  readonly incidentId: string;
  readonly activities: readonly WatchedActivity[];
}

async function writeIncident(
  transaction: TenantTransaction,
  { tenantId, projectId, cluster }: EventStream,
  { incidentId, activities }: Story,
): Promise<void> {
  const worst = Math.min(...activities.map(({ severity }) => severities.indexOf(severity)));
  const actors = [...new Set(activities.map(({ caller }) => clean(caller)))].slice(0, maxActors).toSorted(compareText);
  const first = momentOrStart(Math.min(...activities.map(({ firstMs }) => firstMs)));
  const last = momentOrStart(Math.max(...activities.map(({ lastMs }) => lastMs)));
  await sql`
    INSERT INTO incidents (tenant_id, incident_id, project_id, cluster, severity, actors, first_at, last_at)
    VALUES (${tenantId}, ${incidentId}, ${projectId}, ${cluster}, ${worst}, ${sql.val(actors)}, ${first}, ${last})
    ON CONFLICT (tenant_id, incident_id) DO UPDATE SET
      severity = least(incidents.severity, excluded.severity),
      actors = (SELECT array_agg(DISTINCT actor COLLATE "C") FROM unnest(incidents.actors || excluded.actors) AS actor),
      first_at = least(incidents.first_at, excluded.first_at),
      last_at = greatest(incidents.last_at, excluded.last_at)`.execute(transaction);
}

function momentOrStart(ms: number): string {
  return momentOf(ms) ?? new Date(0).toISOString();
}

async function writeActivity(
  transaction: TenantTransaction,
  tenantId: string,
  { incidentId, activity }: { readonly incidentId: string; readonly activity: WatchedActivity },
): Promise<void> {
  const { rule, title, message, severity, subject, caller, sources, firstMs, lastMs, count, isAccepted, anomaly } =
    activity;
  const activityId = idOf("activity", rule, subject);
  const told = {
    title: writeJson(title),
    message: writeJson(message),
    severity: severities.indexOf(severity),
    sources: sources.map(clean),
    first_at: momentOrStart(firstMs),
    last_at: momentOrStart(lastMs),
    count,
    is_accepted: isAccepted,
    anomaly: anomaly === undefined ? null : writeJson(anomaly),
  };
  const names = { tenant_id: tenantId, incident_id: incidentId, activity_id: activityId };
  await transaction
    .insertInto("incident_activities")
    .values({ ...names, rule_id: rule, subject: clean(subject), caller: clean(caller), ...told })
    .onConflict((conflict) => conflict.columns(["tenant_id", "incident_id", "activity_id"]).doUpdateSet(told))
    .execute();
  const events = activity.evidence.slice(0, maxKeptEvents).map(({ id, ms, raw }) => ({
    ...names,
    event_id: clean(id),
    happened_at: momentOrStart(ms),
    event: writeJson(raw),
  }));
  if (events.length === 0) return;
  await transaction
    .insertInto("incident_events")
    .values(events)
    .onConflict((conflict) => conflict.columns(["tenant_id", "incident_id", "activity_id", "event_id"]).doNothing())
    .execute();
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** PostgreSQL keeps no U+0000, and no halves of characters. */
function clean(text: string): string {
  return text.replaceAll("\0", "\uFFFD").toWellFormed();
}

const maxLines = 20;

function noticeOf({ cluster }: EventStream, incidentId: string, activities: readonly WatchedActivity[]): Notice {
  const actors = [...new Set(activities.map(({ caller }) => caller))].join(", ").slice(0, 200);
  const counts: NoticeCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of activities) counts[severity] += 1;
  return {
    cause: `incident:${incidentId}`,
    title: { en: `Incident in ${cluster}: ${actors}`, ja: `${cluster} のインシデント: ${actors}` },
    rules: [],
    at: new Date(Math.max(...activities.map(({ lastMs }) => lastMs), 0)).toISOString(),
    counts,
    findings: [],
    lines: activities.slice(0, maxLines).map(({ message, caller }) => ({
      en: `${caller}: ${message.en}`,
      ja: `${caller}: ${message.ja}`,
    })),
    path: `/incidents/${incidentId}`,
  };
}
