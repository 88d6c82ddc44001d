import { sql } from "kysely";
import type { z } from "zod";
import type { tenantDeletion } from "../contract/leaving.ts";
import { recordAudit } from "../identity/audit.ts";
import { makeInvitationToken } from "../identity/invitation-token.ts";
import type { AccountPrincipal, Principal } from "../identity/principal.ts";
import { enqueue } from "../jobs/job-queue.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";

/** Days in which an owner can take it back. */
const waitingDays = 7;

type Deletion = NonNullable<z.infer<typeof tenantDeletion>["deletion"]>;

/** Gives the deletion that the transaction's tenant waits for. */
export async function findDeletion(transaction: TenantTransaction): Promise<Deletion | undefined> {
  const found = await transaction
    .selectFrom("tenant_deletions")
    .innerJoin("accounts", (join) =>
      join
        .onRef("accounts.tenant_id", "=", "tenant_deletions.tenant_id")
        .onRef("accounts.account_id", "=", "tenant_deletions.requested_by"),
    )
    .select(["email as requestedBy", "requested_at as requestedAt", "due_at as dueAt"])
    .executeTakeFirst();
  return found;
}

/**
 * Writes down that a tenant is to go, with the job that does it when the days are over, and tells every owner at once.
 * Gives the receipt; `undefined` when it is to go already.
 */
export async function requestDeletion(
  transaction: TenantTransaction,
  owner: AccountPrincipal,
): Promise<string | undefined> {
  const { tenantId, accountId } = owner;
  const receipt = makeInvitationToken(tenantId);
  const made = await transaction
    .insertInto("tenant_deletions")
    .values({
      tenant_id: tenantId,
      requested_by: accountId,
      due_at: sql<string>`now() + make_interval(days => ${waitingDays})`,
      receipt_hash: receipt.hash,
    })
    .onConflict((conflict) => conflict.column("tenant_id").doNothing())
    .returning("due_at")
    .executeTakeFirst();
  if (made === undefined) return undefined;
  const { due_at: dueAt } = made;
  const queued = { tenantId, lane: "scheduled", concurrencyKey: `erase:${tenantId}` } as const;
  await enqueue(transaction, { ...queued, kind: "erase-tenant", payload: {}, runAt: dueAt });
  const messageId = newId();
  await enqueue(transaction, {
    ...queued,
    concurrencyKey: messageId,
    kind: "announce-deletion",
    payload: { messageId },
  });
  const event = { action: "tenant.delete", subject: tenantId, before: { dueAt: null }, after: { dueAt } };
  await recordAudit(transaction, tenantId, owner, event);
  return receipt.text;
}

/** Lets what begins a deletion and what takes it back happen one after the other, until the transaction ends. */
export async function lockDeletion(transaction: TenantTransaction, tenantId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`deletion:${tenantId}`}, 0))`.execute(transaction);
}

/** Takes a deletion back; gives whether there was one that has not begun. */
export async function cancelDeletion(transaction: TenantTransaction, owner: Principal): Promise<boolean> {
  const { tenantId, accountId } = owner;
  await lockDeletion(transaction, tenantId);
  const gone = await transaction
    .deleteFrom("tenant_deletions")
    .where("tenant_id", "=", tenantId)
    // It begins by shutting everybody out: a request that was let in just before comes too late.
    .where((where) =>
      where.exists(
        where
          .selectFrom("accounts")
          .select("account_id")
          .where("account_id", "=", accountId)
          .where("disabled_at", "is", null),
      ),
    )
    .returning("due_at as dueAt")
    .executeTakeFirst();
  if (gone === undefined) return false;
  const event = { action: "tenant.keep", subject: tenantId, before: gone, after: { dueAt: null } };
  await recordAudit(transaction, tenantId, owner, event);
  return true;
}
