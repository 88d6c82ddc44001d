import type { Database } from "../store/database.ts";
import { withTenantClient } from "../store/database.ts";

/** A day more than a watch remembers: what it told last was not told again meanwhile. */
const quietDays = 31;
/** So many at a time: nobody waits long for the rows. */
const batchSize = 5_000;

/** What happened and did not go on. An activity that goes on has another count, and so other words. $1 tenant. */
const endQuiet = `
WITH quiet AS (
  SELECT finding_id FROM findings
  WHERE tenant_id = $1 AND kind = 'activity' AND status <> 'fixed'
    AND first_seen_at < now() - make_interval(days => $2) AND changed_at < now() - make_interval(days => $2)
  ORDER BY finding_id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
), gone AS (
  UPDATE observations o SET gone_at = now(), last_seen_at = w.last_seen_at
  FROM quiet q, witnesses w
  WHERE o.tenant_id = $1 AND o.finding_id = q.finding_id AND o.gone_at IS NULL
    AND w.tenant_id = $1 AND w.witness_id = o.witness_id
), ended AS (
  UPDATE findings f SET status = 'fixed', fixed_at = now(), changed_at = now(), due_at = NULL
  FROM quiet q WHERE f.tenant_id = $1 AND f.finding_id = q.finding_id
  RETURNING f.finding_id, f.project_id, f.severity
), told AS (
  INSERT INTO finding_history (tenant_id, finding_id, entry_id, at, change, actor_kind, actor_id, details)
  SELECT $1, finding_id, gen_random_uuid(), now(), 'fixed', 'platform', NULL, jsonb_build_object('quietDays', $2::int)
  FROM ended
), counted AS (
  INSERT INTO daily_counts AS day (tenant_id, project_id, day, severity, opened, reopened, fixed)
  SELECT $1, project_id, (now() AT TIME ZONE 'UTC')::date, severity, 0, 0, count(*) FROM ended
  GROUP BY project_id, severity
  ON CONFLICT (tenant_id, project_id, day, severity) DO UPDATE SET fixed = day.fixed + excluded.fixed
)
SELECT count(*)::int AS ended FROM ended`;

/**
 * Ends the activities of a tenant that did not go on for a month. That a later report does not name them ends none: what
 * happened, happened. Done twice at once each is ended once. Gives how many it were.
 */
export async function endActivities(worker: Database, tenantId: string): Promise<number> {
  let sum = 0;
  for (;;) {
    const ended = await withTenantClient(worker, tenantId, async (client) => {
      const { rows } = await client.query<{ ended: number }>(endQuiet, [tenantId, quietDays, batchSize]);
      return rows[0]?.ended ?? 0;
    });
    sum += ended;
    if (ended < batchSize) return sum;
  }
}
