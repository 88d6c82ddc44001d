import { sql } from "kysely";
import { z } from "zod";
import type { AuditVerification } from "../contract/audit.ts";
import type { Database, TenantTransaction } from "../store/database.ts";
import { type Anchor, type StoredEntry, verifyTrail } from "./verify-trail.ts";

const batchRows = 2000;
const anchorKind = z.enum(["daily", "retention"]);

/**
 * Proves the trail of one tenant. What is written meanwhile comes at its end, link by link; no month is forgotten until the
 * walk is over.
 */
export async function verifyStoredTrail(database: Database, tenantId: string): Promise<AuditVerification> {
  return await database.inTenant({ tenantId }, async (transaction) => {
    await sql`SELECT pg_advisory_xact_lock_shared(hashtextextended('sekisho:audit-months', 0))`.execute(transaction);
    const rows = await transaction.selectFrom("audit_anchors").select(["kind", "sequence", "hash"]).execute();
    const anchors = rows.map((row): Anchor => ({ ...row, kind: anchorKind.parse(row.kind) }));
    return await verifyTrail(readTrail(transaction), anchors);
  });
}

/** Reads every entry in the order of the chain, a batch at a time. */
async function* readTrail(transaction: TenantTransaction): AsyncGenerator<StoredEntry> {
  let after: { readonly sequence: number; readonly at: string } | undefined;
  for (;;) {
    const from = after === undefined ? sql`true` : sql`(sequence, at) > (${after.sequence}, ${after.at}::timestamptz)`;
    const rows = await transaction
      .selectFrom("audit_entries")
      .selectAll()
      .where(sql<boolean>`${from}`)
      .orderBy("sequence")
      .orderBy("at")
      .limit(batchRows)
      .execute();
    for (const row of rows) {
      const { format, sequence, at, action, subject, details, address, hash } = row;
      const before = row.value_before;
      const known = { format, tenantId: row.tenant_id, sequence, at, action, subject, details, address, before };
      const record = { ...known, actorKind: row.actor_kind, actorId: row.actor_id, after: row.value_after };
      yield { record, previousHash: row.previous_hash, hash };
    }
    after = rows.at(-1);
    if (rows.length < batchRows) return;
  }
}
