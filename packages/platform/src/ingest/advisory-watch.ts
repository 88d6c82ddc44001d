import { sql } from "kysely";
import { enqueue } from "../jobs/job-queue.ts";
import type { Services } from "../services.ts";
import type { TenantTransaction } from "../store/database.ts";
import { withAdvisories } from "./match-inventory.ts";

/** Reports of one tenant that are queued at once; the next look finds the rest. */
const maxReports = 1000;

/**
 * Queues the stored SBOMs that were held against other advisories than the server has now, and what is known of flaws. Each
 * job says that it is done, so that looking again queues nothing twice.
 *
 * @returns How many SBOMs were queued.
 */
export async function lookForAdvisories(services: Services): Promise<number> {
  const queued = await withAdvisories(services, async (_, version) => {
    let total = 0;
    const { rows } = await services.store.worker.pool.query<{ tenant_id: string }>("SELECT tenant_id FROM tenants");
    for (const { tenant_id: tenantId } of rows) total += await queueOf(services, tenantId, version);
    return total;
  });
  return queued ?? 0;
}

async function queueOf({ store }: Services, tenantId: string, version: string): Promise<number> {
  return await store.worker.inTenant({ tenantId }, async (transaction) => {
    const { rows } = await sql<{ id: string }>`
      SELECT r.report_id AS id FROM reports r
      WHERE r.matched_with <> ${version} AND r.status = 'imported'
        AND EXISTS (SELECT FROM witnesses w WHERE w.tenant_id = r.tenant_id AND w.last_report_id = r.report_id)
        AND NOT EXISTS (SELECT FROM jobs j WHERE j.tenant_id = r.tenant_id AND j.concurrency_key = 'match:' || r.report_id
          AND j.state IN ('waiting', 'running'))
      LIMIT ${maxReports}`.execute(transaction);
    for (const { id: reportId } of rows) {
      const concurrencyKey = `match:${reportId}`;
      await enqueue(transaction, {
        tenantId,
        kind: "match-sbom",
        lane: "scheduled",
        concurrencyKey,
        payload: { reportId },
      });
    }
    if (rows.length > 0) await queueRefresh(transaction, tenantId);
    return rows.length;
  });
}

/** Queues a look at what is known of flaws, unless one waits already. */
export async function queueFlaws({ store }: Services, tenantId: string): Promise<void> {
  await store.worker.inTenant({ tenantId }, (transaction) => queueRefresh(transaction, tenantId));
}

async function queueRefresh(transaction: TenantTransaction, tenantId: string): Promise<void> {
  const waiting = transaction
    .selectFrom("jobs")
    .select("job_id")
    .where("kind", "=", kind)
    .where("state", "=", "waiting");
  if ((await waiting.executeTakeFirst()) !== undefined) return;
  await enqueue(transaction, { tenantId, kind, lane: "scheduled", concurrencyKey: "flaws", payload: {} });
}

const kind = "refresh-flaws";
