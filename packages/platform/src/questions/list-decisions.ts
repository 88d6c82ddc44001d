import { sql } from "kysely";
import { z } from "zod";
import { type decisionQuery, listedDecision } from "../contract/decision.ts";
import type { TenantTransaction } from "../store/database.ts";

type DecisionQuery = z.infer<typeof decisionQuery>;
type DecisionState = NonNullable<DecisionQuery["state"]>;

const maxListed = 1000;
const isInState = {
  waiting: sql<boolean>`d.is_waiting AND d.ended_at IS NULL`,
  "in-force": sql<boolean>`NOT d.is_waiting AND d.ended_at IS NULL`,
  over: sql<boolean>`d.ended_at IS NOT NULL`,
} as const satisfies Record<DecisionState, unknown>;

/** Lists the newest decisions with the names of what they are about and of who decided. */
export async function listDecisions(
  transaction: TenantTransaction,
  { state }: DecisionQuery,
): Promise<z.infer<typeof listedDecision>[]> {
  const condition = state === undefined ? sql<boolean>`true` : isInState[state];
  const { rows } = await sql`
    SELECT d.decision_id AS id, d.verdict, d.reason, d.scope, d.finding_id AS finding, d.asset_id AS asset,
      d.project_id AS project, d.rule_id AS rule, d.flaws, d.package, d.author_id AS author, d.created_at AS "createdAt",
      d.expires_at AS "expiresAt", d.revoked_at AS "revokedAt", d.ended_at AS "endedAt", d.is_waiting AS "isWaiting",
      d.approved_by AS "approvedBy",
      jsonb_build_object('finding', f.title, 'asset', coalesce(a.name, af.name), 'project', p.name,
        'author', author.name, 'approver', approver.name) AS names
    FROM decisions d
    LEFT JOIN findings f ON f.tenant_id = d.tenant_id AND f.finding_id = d.finding_id
    LEFT JOIN assets a ON a.tenant_id = d.tenant_id AND a.asset_id = d.asset_id
    LEFT JOIN assets af ON af.tenant_id = f.tenant_id AND af.asset_id = f.asset_id
    LEFT JOIN projects p ON p.tenant_id = d.tenant_id
      AND p.project_id = coalesce(d.project_id, a.project_id, f.project_id)
    LEFT JOIN accounts author ON author.tenant_id = d.tenant_id AND author.account_id = d.author_id
    LEFT JOIN accounts approver ON approver.tenant_id = d.tenant_id AND approver.account_id = d.approved_by
    WHERE ${condition} ORDER BY d.decision_id DESC LIMIT ${maxListed}`.execute(transaction);
  return z.array(listedDecision).parse(rows);
}
