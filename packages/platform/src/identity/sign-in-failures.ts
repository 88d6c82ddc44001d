import { createHash } from "node:crypto";
import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { Database, TenantTransaction } from "../store/database.ts";
import { recordAudit } from "./audit.ts";

/** Whose failures are counted. */
export interface Failing {
  readonly tenantId: string;
  readonly email: string;
  readonly address: string;
}

/** So many failures are free; each one more doubles the wait, up to the longest. */
const freeFailures = 5;
const longestWaitSeconds = 15 * 60;

/**
 * Refuses to look at a password or code so soon after others were wrong, whether the account exists or not. That is on
 * record, too.
 *
 * @throws {SekishoError} `too-many-requests`
 */
export async function refuseAfterFailures(database: Database, failing: Failing): Promise<void> {
  const { tenantId, email } = failing;
  const failed = await database.inTenant({ tenantId }, (transaction) =>
    transaction
      .selectFrom("sign_in_failures")
      .select(["failures", sql<number>`extract(epoch FROM now() - last_failure_at)::int`.as("seconds_ago")])
      .where("email_hash", "=", hashOf(email))
      .executeTakeFirst(),
  );
  if (failed === undefined || failed.failures < freeFailures) return;
  const wait = Math.min(longestWaitSeconds, 2 ** Math.min(20, failed.failures - freeFailures + 1));
  const left = wait - Math.max(0, failed.seconds_ago);
  if (left <= 0) return;
  await noteHeld(database, failing);
  throw tooManyAttempts(left);
}

/**
 * Counts an attempt that nobody looked at. The first after a failure is on record, and then each that doubles their
 * number: whoever sends thousands fills no trail, and how many there were is told.
 */
async function noteHeld(database: Database, { tenantId, email, address }: Failing): Promise<void> {
  await database.inTenant({ tenantId }, async (transaction) => {
    const counted = await transaction
      .updateTable("sign_in_failures")
      .set({ held: sql`held + 1` })
      .where("email_hash", "=", hashOf(email))
      .returning("held")
      .executeTakeFirst();
    const held = counted?.held ?? 1;
    if (!Number.isInteger(Math.log2(held))) return;
    const details = { reason: "too-many-requests", held };
    const event = { action: "session.refuse", subject: "account", details };
    await recordAudit(transaction, tenantId, { kind: "nobody", address }, event);
  });
}

/** Counts a failure, by a hash of the address: what somebody typed may be a password. */
export async function noteFailure(database: Database, { tenantId, email, address }: Failing): Promise<void> {
  await database.inTenant({ tenantId }, async (transaction) => {
    await transaction
      .deleteFrom("sign_in_failures")
      .where("last_failure_at", "<", sql<string>`now() - interval '1 day'`)
      .execute();
    await sql`
      INSERT INTO sign_in_failures (tenant_id, email_hash, failures, last_failure_at)
      VALUES (${tenantId}, ${hashOf(email)}, 1, now())
      ON CONFLICT (tenant_id, email_hash)
      DO UPDATE SET failures = sign_in_failures.failures + 1, held = 0, last_failure_at = now()`.execute(transaction);
    const actor = { kind: "nobody", address } as const;
    await recordAudit(transaction, tenantId, actor, { action: "session.refuse", subject: "account" });
  });
}

/** Forgets the failures of somebody who showed who they are. */
export async function forgetFailures(transaction: TenantTransaction, email: string): Promise<void> {
  await transaction.deleteFrom("sign_in_failures").where("email_hash", "=", hashOf(email)).execute();
}

/** Says when the next attempt is heard. */
export function tooManyAttempts(seconds: number): SekishoError {
  return new SekishoError("too-many-requests", {
    en: `too many attempts: try again in ${seconds} s`,
    ja: `試行回数が多すぎます。${seconds} 秒後にやり直してください。`,
  });
}

function hashOf(email: string): Buffer {
  return createHash("sha256").update(email).digest();
}
