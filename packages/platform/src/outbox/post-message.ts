import { sql } from "kysely";
import type { Notice } from "../contract/notice.ts";
import { writeJson } from "../store/copy-rows.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";

/** A message that is to go out. */
export interface NewMessage {
  readonly tenantId: string;
  readonly destinationId: string;
  /** One message a destination for each cause: what was posted before is not posted again. */
  readonly causeKey: string;
  readonly notice: Notice;
  /** Not before this moment; at once when left out. */
  readonly notBefore?: string | undefined;
}

/** Name of the notification that wakes those who send. */
export const outboxChannel = "sekisho_outbox";

/** Puts a message into the outbox, in the transaction that makes it necessary; gives whether it is a new one. */
export async function postMessage(transaction: TenantTransaction, message: NewMessage): Promise<boolean> {
  const { tenantId, destinationId, causeKey, notice, notBefore } = message;
  const posted = await transaction
    .insertInto("outbox_messages")
    .values({
      tenant_id: tenantId,
      destination_id: destinationId,
      message_id: newId(),
      cause_key: causeKey,
      notice: writeJson(notice),
      ...(notBefore === undefined ? {} : { not_before: notBefore }),
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "destination_id", "cause_key"]).doNothing())
    .returning("message_id")
    .executeTakeFirst();
  if (posted === undefined) return false;
  await wakeLane(transaction, tenantId, destinationId);
  return true;
}

/** Says that a destination has something to be sent. */
export async function wakeLane(transaction: TenantTransaction, tenantId: string, destinationId: string): Promise<void> {
  await sql`
    INSERT INTO outbox_lanes AS lane (tenant_id, destination_id, has_waiting) VALUES (${tenantId}, ${destinationId}, true)
    ON CONFLICT (tenant_id, destination_id) DO UPDATE SET has_waiting = true,
      -- What fails is not tried earlier because more has come.
      next_attempt_at = CASE WHEN lane.failures = 0 THEN least(lane.next_attempt_at, now()) ELSE lane.next_attempt_at END`.execute(
    transaction,
  );
  await sql`SELECT pg_notify(${outboxChannel}, '')`.execute(transaction);
}
