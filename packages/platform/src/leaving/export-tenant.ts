import { Readable } from "node:stream";
import { sql } from "kysely";
import type { z } from "zod";
import { tenantExport } from "../contract/leaving.ts";
import { recordAudit } from "../identity/audit.ts";
import { makeInvitationToken, readInvitationToken } from "../identity/invitation-token.ts";
import type { AccountPrincipal, ApiKeyPrincipal } from "../identity/principal.ts";
import { enqueue } from "../jobs/job-queue.ts";
import type { Services } from "../services.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { writeArchive } from "./write-archive.ts";

/** Stored bytes that no report names are forgotten after a day: so long an archive can be fetched. */
const keptHours = 24;
const linkMinutes = 60;

type Exporter = AccountPrincipal | ApiKeyPrincipal;

/** Queues an archive of everything; gives its id. */
export async function requestExport(transaction: TenantTransaction, by: Exporter): Promise<string> {
  const { tenantId, accountId } = by;
  const exportId = newId();
  await transaction
    .insertInto("tenant_exports")
    .values({ tenant_id: tenantId, export_id: exportId, requested_by: accountId })
    .execute();
  const concurrencyKey = `export:${tenantId}`;
  await enqueue(transaction, {
    tenantId,
    kind: "export-tenant",
    lane: "scheduled",
    concurrencyKey,
    payload: { exportId },
  });
  await recordAudit(transaction, tenantId, by, { action: "tenant.export", subject: exportId });
  return exportId;
}

/** Writes an archive into the blob store. Done twice it is written twice, and the second one counts. */
export async function exportTenant(
  { store, blobs }: Services,
  tenantId: string,
  exportId: string,
  nowMs: number,
): Promise<void> {
  const { application } = store;
  const update = (set: Parameters<typeof setExport>[1]): Promise<void> =>
    application.inTenant({ tenantId }, (transaction) => setExport(transaction, set, exportId));
  await update({ state: "writing", rows_written: 0, blobs_written: 0 });
  const pieces = writeArchive({
    tenantId,
    database: application,
    blobs,
    nowMs,
    onProgress: ({ rows, blobs: written }) => update({ rows_written: rows, blobs_written: written }),
  });
  const { digest, sizeBytes } = await blobs.write(tenantId, Readable.from(pieces, { objectMode: false }));
  await application.inTenant({ tenantId }, async (transaction) => {
    await sql`
      INSERT INTO blobs (tenant_id, digest, size_bytes) VALUES (${tenantId}, ${digest}, ${sizeBytes})
      ON CONFLICT (tenant_id, digest) DO UPDATE SET created_at = now()`.execute(transaction);
    const expires = sql<string>`now() + make_interval(hours => ${keptHours})`;
    const set = { state: "ready", blob_digest: digest, size_bytes: sizeBytes, expires_at: expires };
    await transaction.updateTable("tenant_exports").set(set).where("export_id", "=", exportId).execute();
  });
}

/** Says that an archive could not be written. */
export async function failExport({ store }: Services, tenantId: string, exportId: string): Promise<void> {
  await store.application.inTenant({ tenantId }, (transaction) =>
    setExport(transaction, { state: "failed" }, exportId),
  );
}

async function setExport(
  transaction: TenantTransaction,
  set: { readonly state?: string; readonly rows_written?: number; readonly blobs_written?: number },
  exportId: string,
): Promise<void> {
  await transaction.updateTable("tenant_exports").set(set).where("export_id", "=", exportId).execute();
}

/** Gives the archives of the transaction's tenant, the newest first. */
export async function readExports(transaction: TenantTransaction): Promise<z.infer<typeof tenantExport>[]> {
  const { rows } = await sql<z.infer<typeof tenantExport>>`
    SELECT export_id AS id, CASE WHEN expires_at < now() THEN 'expired' ELSE state END AS state,
      created_at AS "createdAt", rows_written AS "rowsWritten", blobs_written AS "blobsWritten",
      size_bytes AS "sizeBytes", blob_digest AS digest, expires_at AS "expiresAt"
    FROM tenant_exports ORDER BY created_at DESC, export_id LIMIT 100`.execute(transaction);
  return rows.map((row) => tenantExport.parse(row));
}

/** Makes the link of an archive that is ready; `undefined` when there is none of that id. */
export async function makeExportLink(
  transaction: TenantTransaction,
  by: Exporter,
  exportId: string,
): Promise<{ readonly token: string; readonly expiresAt: string } | undefined> {
  const token = makeInvitationToken(by.tenantId);
  const { rows } = await sql<{ expiresAt: string }>`
    UPDATE tenant_exports SET token_hash = ${token.hash},
      token_expires_at = least(expires_at, now() + make_interval(mins => ${linkMinutes}))
    WHERE export_id = ${exportId} AND state = 'ready' AND expires_at > now()
    RETURNING token_expires_at AS "expiresAt"`.execute(transaction);
  const [made] = rows;
  if (made === undefined) return undefined;
  await recordAudit(transaction, by.tenantId, by, { action: "tenant.export-link", subject: exportId });
  return { token: token.text, expiresAt: made.expiresAt };
}

/** Gives the bytes of the archive that a link leads to, and writes down that they were fetched; `undefined` for any other. */
export async function openExport(
  { store, blobs }: Services,
  written: string,
  address: string,
): Promise<{ readonly bytes: Readable; readonly sizeBytes: number; readonly createdAt: string } | undefined> {
  const token = readInvitationToken(written);
  if (token === undefined) return undefined;
  const { tenantId, hash } = token;
  const found = await store.application.inTenant({ tenantId }, async (transaction) => {
    const row = await transaction
      .selectFrom("tenant_exports")
      .select(["export_id", "blob_digest", "size_bytes", "created_at"])
      .where("token_hash", "=", hash)
      .where("token_expires_at", ">", sql<string>`now()`)
      .where("state", "=", "ready")
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const event = { action: "tenant.export-fetch", subject: row.export_id };
    await recordAudit(transaction, tenantId, { kind: "nobody", address }, event);
    return row;
  });
  if (found?.blob_digest === undefined || found.blob_digest === null) return undefined;
  const bytes = blobs.read(tenantId, found.blob_digest);
  return { bytes, sizeBytes: found.size_bytes ?? 0, createdAt: found.created_at };
}
