import type { Database } from "../store/database.ts";
import { withTenantClient } from "../store/database.ts";

/** Of days that are over no more rows come: those of one day and kind become their sum. $1 tenant. */
const compactChanges = `
WITH many AS (
  SELECT project_id, day, rule, asset_kind, severity FROM finding_changes
  WHERE tenant_id = $1 AND day < (now() AT TIME ZONE 'UTC')::date
  GROUP BY project_id, day, rule, asset_kind, severity
  HAVING count(*) > 1
), gone AS (
  DELETE FROM finding_changes c USING many m
  WHERE c.tenant_id = $1 AND c.project_id = m.project_id AND c.day = m.day AND c.rule = m.rule
    AND c.asset_kind = m.asset_kind AND c.severity = m.severity
  RETURNING c.project_id, c.day, c.rule, c.asset_kind, c.severity, c.open, c.accepted
), summed AS (
  INSERT INTO finding_changes (tenant_id, project_id, change_id, day, rule, asset_kind, severity, open, accepted)
  SELECT $1, project_id, gen_random_uuid(), day, rule, asset_kind, severity, sum(open), sum(accepted) FROM gone
  GROUP BY project_id, day, rule, asset_kind, severity
  HAVING sum(open) <> 0 OR sum(accepted) <> 0
  RETURNING 1
)
SELECT (SELECT count(*) FROM gone)::int - (SELECT count(*) FROM summed)::int AS fewer`;

/**
 * Sums up the changes of days that are over: trends say the same afterwards. Done twice at once each row is summed once.
 * Gives how many rows fewer there are.
 */
export async function compactFindingChanges(worker: Database, tenantId: string): Promise<number> {
  return await withTenantClient(worker, tenantId, async (client) => {
    const { rows } = await client.query<{ fewer: number }>(compactChanges, [tenantId]);
    return rows[0]?.fewer ?? 0;
  });
}
