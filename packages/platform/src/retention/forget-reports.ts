import { sql } from "kysely";
import type { Database } from "../store/database.ts";

/**
 * Forgets the reports of a tenant that are older than some days and that say nothing any more: later ones of the same scope
 * came since. Findings, their histories and decisions stay. Gives how many it were.
 *
 * @param days Left out where reports are kept for good; blobs that neither a report nor a stream of events names are forgotten all the same.
 */
export async function forgetReports(database: Database, tenantId: string, days: number | undefined): Promise<number> {
  return await database.inTenant({ tenantId }, async (transaction) => {
    let forgotten = 0;
    if (days !== undefined) {
      const { numAffectedRows } = await sql`
        DELETE FROM reports r
        WHERE r.received_at < now() - make_interval(days => ${days}) AND r.status IN ('imported', 'superseded', 'failed')
          AND NOT EXISTS (SELECT FROM witnesses w WHERE w.tenant_id = r.tenant_id AND w.last_report_id = r.report_id)`.execute(
        transaction,
      );
      forgotten = Number(numAffectedRows ?? 0n);
    }
    await sql`
      DELETE FROM blobs b
      WHERE b.created_at < now() - interval '1 day' AND NOT EXISTS (
        SELECT FROM reports r WHERE r.tenant_id = b.tenant_id AND r.blob_digest = b.digest)
        AND NOT EXISTS (
        SELECT FROM event_segments s WHERE s.tenant_id = b.tenant_id AND s.blob_digest = b.digest)`.execute(
      transaction,
    );
    return forgotten;
  });
}
