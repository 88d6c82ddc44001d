import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../store/database.ts";
import { allowedTime, decisionInForce, seenStatus } from "./finding-state.ts";

/** Who changed what findings are, and by what. */
export interface SettleCause {
  readonly tenantId: string;
  readonly actorKind: "account" | "api-key" | "platform";
  readonly actorId: string | null;
  /** Written into the history of each finding that changes. */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Gives findings the status that decisions and observations say now, and writes down each that changes. What becomes open
 * again has its time from now on.
 *
 * @param which SQL of a condition on findings `f`.
 * @returns How many changed.
 */
export async function settle(
  transaction: TenantTransaction,
  which: RawBuilder<unknown>,
  { tenantId, actorKind, actorId, details }: SettleCause,
): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    WITH settled AS (
      SELECT f.finding_id, f.status AS old, ${sql.raw(seenStatus)} AS new, d.decision_id
      FROM findings f LEFT JOIN LATERAL (${sql.raw(decisionInForce)}) d ON true
      WHERE f.tenant_id = ${tenantId} AND f.status <> 'fixed' AND (${which})
    ), changed AS (
      UPDATE findings f SET decision_id = s.decision_id, changed_at = now(),
        opened_at = CASE WHEN ${isReturn} THEN now() ELSE f.opened_at END,
        reopened_count = f.reopened_count + CASE WHEN ${isReturn} THEN 1 ELSE 0 END,
        status = CASE WHEN ${isReturn} THEN 'reopened' ELSE s.new END,
        due_at = CASE WHEN ${isReturn} THEN now() + ${sql.raw(allowedTime)}
          WHEN s.new IN ('open', 'reopened') THEN f.due_at END
      FROM settled s
      WHERE f.tenant_id = ${tenantId} AND f.finding_id = s.finding_id
        AND (s.old <> s.new OR f.decision_id IS DISTINCT FROM s.decision_id)
      RETURNING f.finding_id, f.project_id, f.severity, f.status, s.old
    ), written AS (
      INSERT INTO finding_history (tenant_id, finding_id, entry_id, at, change, actor_kind, actor_id, details)
      SELECT ${tenantId}, finding_id, gen_random_uuid(), now(), status, ${actorKind}, ${actorId}, ${JSON.stringify(details)}
      FROM changed
    ), counted AS (
      INSERT INTO daily_counts AS day (tenant_id, project_id, day, severity, reopened, decided)
      SELECT ${tenantId}, project_id, (now() AT TIME ZONE 'UTC')::date, severity,
        count(*) FILTER (WHERE status = 'reopened'),
        count(*) FILTER (WHERE status <> 'reopened' AND old IN ('open', 'reopened'))
      FROM changed GROUP BY project_id, severity
      ON CONFLICT (tenant_id, project_id, day, severity) DO UPDATE SET
        reopened = day.reopened + excluded.reopened, decided = day.decided + excluded.decided
    )
    SELECT count(*)::int AS changed FROM changed`.execute(transaction);
  return rows[0]?.changed ?? 0;
}

/** What was decided and is open again. */
const isReturn = sql`s.new IN ('open', 'reopened') AND s.old NOT IN ('open', 'reopened')`;

/** Computes anew when open findings are due. */
export async function setDueMoments(
  transaction: TenantTransaction,
  tenantId: string,
  which: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    UPDATE findings SET due_at = settled.due_at
    FROM (
      SELECT f.finding_id, f.opened_at + ${sql.raw(allowedTime)} AS due_at FROM findings f
      WHERE f.tenant_id = ${tenantId} AND f.status IN ('open', 'reopened') AND (${which})
    ) settled
    WHERE findings.tenant_id = ${tenantId} AND findings.finding_id = settled.finding_id
      AND findings.due_at IS DISTINCT FROM settled.due_at`.execute(transaction);
}
