import { sql } from "kysely";
import type { TenantTransaction } from "../store/database.ts";

/**
 * Notes what the transaction's tenant has this month: images and nodes that a report named, workloads that one described,
 * members who may sign in. Uploads and events are noted where they come in. What is known already stays one.
 *
 * @param firstDay Of the month: `2026-11-01`.
 */
export async function measureUsage(transaction: TenantTransaction, tenantId: string, firstDay: string): Promise<void> {
  await sql`
    INSERT INTO usage_events (tenant_id, month, meter, cause, quantity)
    SELECT DISTINCT a.tenant_id, ${firstDay}::date, CASE a.kind WHEN 'image' THEN 'images' ELSE 'nodes' END,
      a.asset_id::text, 1
    FROM witnesses w
    JOIN asset_sightings s ON s.tenant_id = w.tenant_id AND s.witness_id = w.witness_id
    JOIN assets a ON a.tenant_id = s.tenant_id AND a.asset_id = s.asset_id AND a.kind IN ('image', 'host')
    WHERE w.last_seen_at >= ${firstDay}::date::timestamp AT TIME ZONE 'UTC'
      AND (s.last_seen_at IS NULL OR s.last_seen_at >= ${firstDay}::date::timestamp AT TIME ZONE 'UTC')
    ON CONFLICT DO NOTHING`.execute(transaction);
  await sql`
    INSERT INTO usage_events (tenant_id, month, meter, cause, quantity)
    SELECT DISTINCT a.tenant_id, ${firstDay}::date, 'workloads', a.asset_id::text, 1
    FROM witnesses w
    JOIN asset_edges e ON e.tenant_id = w.tenant_id AND e.witness_id = w.witness_id AND e.gone_at IS NULL
    JOIN assets a ON a.tenant_id = e.tenant_id AND a.asset_id = e.from_asset_id AND a.kind = 'workload'
    WHERE w.last_seen_at >= ${firstDay}::date::timestamp AT TIME ZONE 'UTC'
    ON CONFLICT DO NOTHING`.execute(transaction);
  await sql`
    INSERT INTO usage_events (tenant_id, month, meter, cause, quantity)
    SELECT tenant_id, ${firstDay}::date, 'seats', account_id::text, 1 FROM accounts
    WHERE tenant_id = ${tenantId} AND disabled_at IS NULL ON CONFLICT DO NOTHING`.execute(transaction);
}

/** Adds what is not in the sums yet. Whoever reads meanwhile sees it in one place or the other, never in both. */
export async function countUsage(transaction: TenantTransaction): Promise<void> {
  await sql`
    WITH counted AS (
      UPDATE usage_events SET is_counted = true WHERE NOT is_counted RETURNING tenant_id, month, meter, quantity)
    INSERT INTO usage_totals AS total (tenant_id, month, meter, quantity)
    SELECT tenant_id, month, meter, sum(quantity) FROM counted GROUP BY tenant_id, month, meter
    ON CONFLICT (tenant_id, month, meter) DO UPDATE SET quantity = total.quantity + excluded.quantity`.execute(
    transaction,
  );
}
