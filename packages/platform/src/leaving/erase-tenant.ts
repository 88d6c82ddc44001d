import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import { deletionCertificate, type signedCertificate } from "../contract/leaving.ts";
import { recordAudit } from "../identity/audit.ts";
import { readInvitationToken } from "../identity/invitation-token.ts";
import type { Services } from "../services.ts";
import { writeJson } from "../store/copy-rows.ts";
import type { Database, TenantTransaction } from "../store/database.ts";
import { lockDeletion } from "./request-deletion.ts";

/** Longer than an import may take; after that the job is tried again. */
const longestWaitSeconds = 600;
const rowCounts = z.record(z.string(), z.int());

interface Deletion {
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly receiptHash: Buffer;
}

/**
 * Takes a tenant out of everything, when its day has come, and leaves a certificate. Nobody signs in any more from its
 * first step on; what was done before a process died is done again without harm.
 */
export async function eraseTenant(services: Services, tenantId: string, nowMs: number): Promise<void> {
  const { store, blobs, plans } = services;
  const deletion = await shutOut(store.worker, tenantId);
  // Taken back, or done already.
  if (deletion === undefined) return;
  await endOtherWork(store.worker, tenantId);
  const subscription = await findSubscription(store.worker, tenantId);
  if (subscription !== undefined) await plans?.provider?.endSubscription(subscription);
  const erased = await blobs.erase(tenantId);
  await store.worker.inTenant({ tenantId }, async (transaction) => {
    await recordAudit(transaction, tenantId, { kind: "platform" }, { action: "tenant.erase", subject: tenantId });
    const certificate = await certify(transaction, { tenantId, deletion, blobs: erased, nowMs });
    await transaction
      .insertInto("deletion_certificates")
      .values({ tenant_id: tenantId, certificate: writeJson(certificate), receipt_hash: deletion.receiptHash })
      .execute();
  });
  // An upload that was under way when the doors were shut.
  await blobs.erase(tenantId);
}

/** Shuts the doors of a tenant whose day has come. */
async function shutOut(database: Database, tenantId: string): Promise<Deletion | undefined> {
  return await database.inTenant({ tenantId }, async (transaction) => {
    await lockDeletion(transaction, tenantId);
    const due = await transaction
      .selectFrom("tenant_deletions")
      .select(["requested_by as requestedBy", "requested_at as requestedAt", "receipt_hash as receiptHash"])
      .where("due_at", "<=", sql<string>`now()`)
      .executeTakeFirst();
    if (due === undefined) return undefined;
    await transaction.updateTable("accounts").set({ disabled_at: sql`coalesce(disabled_at, now())` }).execute();
    await transaction.updateTable("api_keys").set({ revoked_at: sql`coalesce(revoked_at, now())` }).execute();
    await transaction.deleteFrom("sessions").execute();
    return due;
  });
}

/** What waits is not begun any more, and what runs is waited for: an import would write behind the deletion. */
async function endOtherWork(database: Database, tenantId: string): Promise<void> {
  for (let look = 0; look < longestWaitSeconds; look++) {
    const running = await database.inTenant({ tenantId }, async (transaction) => {
      const others = sql<boolean>`tenant_id = ${tenantId} AND kind <> 'erase-tenant'`;
      await transaction.deleteFrom("jobs").where(others).where("state", "=", "waiting").execute();
      const found = await transaction
        .selectFrom("jobs")
        .select("job_id")
        .where(others)
        .where("state", "=", "running")
        .execute();
      return found.length;
    });
    if (running === 0) return;
    await sleep(1000);
  }
  throw new Error("jobs of the tenant still run");
}

async function findSubscription(database: Database, tenantId: string): Promise<string | undefined> {
  const held = await database.inTenant({ tenantId }, (transaction) =>
    transaction.selectFrom("tenant_plans").select("subscription").executeTakeFirst(),
  );
  return held?.subscription ?? undefined;
}

interface Erasure {
  readonly tenantId: string;
  readonly deletion: Deletion;
  readonly blobs: number;
  readonly nowMs: number;
}

async function certify(
  transaction: TenantTransaction,
  { tenantId, deletion, blobs, nowMs }: Erasure,
): Promise<z.infer<typeof deletionCertificate>> {
  const { name } = await transaction
    .selectFrom("tenants")
    .select("name")
    .where("tenant_id", "=", tenantId)
    .executeTakeFirstOrThrow();
  const end = await transaction
    .selectFrom("audit_entries")
    .select(["sequence", "hash"])
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ counts: unknown }>`SELECT erase_tenant(${tenantId}) AS counts`.execute(transaction);
  return {
    tenant: { id: tenantId, name },
    requestedBy: deletion.requestedBy,
    requestedAt: deletion.requestedAt,
    erasedAt: new Date(nowMs).toISOString(),
    rows: rowCounts.parse(rows[0]?.counts),
    blobs,
    auditTrail: { sequence: end.sequence, hash: end.hash.toString("hex") },
  };
}

/** Gives the certificate that a receipt belongs to; `undefined` for any other, and before the tenant is gone. */
export async function readCertificate(
  database: Database,
  receipt: string,
): Promise<z.infer<typeof signedCertificate> | undefined> {
  const token = readInvitationToken(receipt);
  if (token === undefined) return undefined;
  const found = await database.inTenant({ tenantId: token.tenantId }, (transaction) =>
    transaction
      .selectFrom("deletion_certificates")
      .select("certificate")
      .where("receipt_hash", "=", token.hash)
      .executeTakeFirst(),
  );
  if (found === undefined) return undefined;
  const certificate = JSON.stringify(deletionCertificate.parse(found.certificate));
  return { certificate, sha256: createHash("sha256").update(certificate).digest("hex") };
}
