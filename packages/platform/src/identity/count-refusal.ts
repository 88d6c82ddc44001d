import { sql } from "kysely";
import type { TenantTransaction } from "../store/database.ts";

/** What was refused. Both come from lists of ours: nobody outside makes rows by other words. */
export interface CountedRefusal {
  readonly tenantId: string;
  readonly credential: string;
  readonly reason: string;
}

/**
 * Counts a refusal; gives how many there were within the minute where that belongs on the trail: the first, and each that
 * doubles their number. Of tenants that are none nothing is counted.
 */
export async function countRefusal(
  transaction: TenantTransaction,
  { tenantId, credential, reason }: CountedRefusal,
): Promise<number | undefined> {
  const { rows } = await sql<{ refused: number }>`
    INSERT INTO refused_credentials AS r (tenant_id, credential, reason, since, refused)
    SELECT tenant_id, ${credential}, ${reason}, now(), 1 FROM tenants WHERE tenant_id = ${tenantId}
    ON CONFLICT (tenant_id, credential, reason) DO UPDATE SET
      refused = CASE WHEN r.since > now() - interval '1 minute' THEN r.refused + 1 ELSE 1 END,
      since = CASE WHEN r.since > now() - interval '1 minute' THEN r.since ELSE now() END
    RETURNING refused`.execute(transaction);
  const refused = rows[0]?.refused;
  if (refused === undefined || !Number.isInteger(Math.log2(refused))) return undefined;
  if (refused === 1) {
    await transaction
      .deleteFrom("refused_credentials")
      .where("since", "<", sql<string>`now() - interval '1 day'`)
      .execute();
  }
  return refused;
}
