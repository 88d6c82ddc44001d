import { createHash } from "node:crypto";
import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { Database } from "../store/database.ts";
import { recordAudit } from "./audit.ts";
import { isPassword, isPasswordCheckBusy } from "./password.ts";
import { makeSessionToken } from "./session-token.ts";

/** Who wants to sign in. */
export interface SignInAttempt {
  /** Name of the tenant. */
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
  /** What the list of sessions shows: name of the browser, and where it is. */
  readonly userAgent: string;
  readonly address: string;
}

/** A new session. */
export interface NewSession {
  readonly tenantId: string;
  readonly accountId: string;
  /** Value of the cookie. */
  readonly cookie: string;
  readonly maxAgeSeconds: number;
}

/** A session ends after so many days even when it is used. */
const sessionDays = 7;
/** So many failures are free; each one more doubles the wait, up to the longest. */
const freeFailures = 5;
const longestWaitSeconds = 15 * 60;

/**
 * Checks a password and makes a session.
 *
 * @throws {SekishoError} `not-signed-in` for an unknown tenant, account or wrong password alike; `too-many-requests`
 *   after too many failures.
 */
export async function signIn(database: Database, attempt: SignInAttempt): Promise<NewSession> {
  const email = attempt.email.trim().toLowerCase();
  if (isPasswordCheckBusy()) throw tooManyAttempts(1);
  const tenantId = await findTenant(database, attempt.tenant);
  if (tenantId === undefined) {
    await isPassword(attempt.password, undefined);
    throw refused();
  }
  await refuseAfterFailures(database, tenantId, email);
  const account = await database.inTenant({ tenantId }, (transaction) =>
    transaction
      .selectFrom("accounts")
      .select(["account_id", "password_hash"])
      .where("email", "=", email)
      .where("disabled_at", "is", null)
      .executeTakeFirst(),
  );
  const isRight = await isPassword(attempt.password, account?.password_hash ?? undefined);
  if (account === undefined || !isRight) {
    await noteFailure(database, tenantId, { email, address: attempt.address });
    throw refused();
  }
  return await openSession(database, { tenantId, accountId: account.account_id, email, attempt });
}

/** Finds a tenant's id by its name. */
export async function findTenant(database: Database, name: string): Promise<string | undefined> {
  const tenant = await database.queries.transaction().execute(async (transaction) => {
    await sql`SELECT set_config('sekisho.tenant_name', ${name}, true)`.execute(transaction);
    return await transaction.selectFrom("tenants").select("tenant_id").where("name", "=", name).executeTakeFirst();
  });
  return tenant?.tenant_id;
}

interface SignedIn {
  readonly tenantId: string;
  readonly accountId: string;
  readonly email: string;
  readonly attempt: SignInAttempt;
}

/** Browsers say what they like of themselves. */
const maxUserAgent = 300;

function openSession(database: Database, { tenantId, accountId, email, attempt }: SignedIn): Promise<NewSession> {
  const token = makeSessionToken(tenantId);
  return database.inTenant({ tenantId }, async (transaction) => {
    await transaction.deleteFrom("sign_in_failures").where("email_hash", "=", hashOf(email)).execute();
    await transaction.deleteFrom("sessions").where("expires_at", "<", sql<string>`now()`).execute();
    await transaction
      .insertInto("sessions")
      .values({
        tenant_id: tenantId,
        token_hash: token.hash,
        account_id: accountId,
        user_agent: attempt.userAgent.slice(0, maxUserAgent),
        address: attempt.address,
        expires_at: sql`now() + make_interval(days => ${sessionDays})`,
      })
      .execute();
    const actor = { kind: "account", accountId, address: attempt.address } as const;
    await recordAudit(transaction, tenantId, actor, { action: "session.open", subject: accountId });
    return { tenantId, accountId, cookie: token.value, maxAgeSeconds: sessionDays * 86_400 };
  });
}

async function refuseAfterFailures(database: Database, tenantId: string, email: string): Promise<void> {
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
  if (left > 0) throw tooManyAttempts(left);
}

/** Failures are kept by a hash of the address: what somebody typed may be a password. */
async function noteFailure(
  database: Database,
  tenantId: string,
  { email, address }: Pick<SignInAttempt, "email" | "address">,
): Promise<void> {
  await database.inTenant({ tenantId }, async (transaction) => {
    await transaction
      .deleteFrom("sign_in_failures")
      .where("last_failure_at", "<", sql<string>`now() - interval '1 day'`)
      .execute();
    await sql`
      INSERT INTO sign_in_failures (tenant_id, email_hash, failures, last_failure_at)
      VALUES (${tenantId}, ${hashOf(email)}, 1, now())
      ON CONFLICT (tenant_id, email_hash)
      DO UPDATE SET failures = sign_in_failures.failures + 1, last_failure_at = now()`.execute(transaction);
    const actor = { kind: "nobody", address } as const;
    await recordAudit(transaction, tenantId, actor, { action: "session.refuse", subject: "account" });
  });
}

function hashOf(email: string): Buffer {
  return createHash("sha256").update(email).digest();
}

function refused(): SekishoError {
  return new SekishoError("not-signed-in", {
    en: "tenant, e-mail address or password is wrong",
    ja: "テナント、メールアドレス、パスワードのいずれかが正しくありません。",
  });
}

/** Says when the next attempt is heard. */
export function tooManyAttempts(seconds: number): SekishoError {
  return new SekishoError("too-many-requests", {
    en: `too many attempts: try again in ${seconds} s`,
    ja: `試行回数が多すぎます。${seconds} 秒後にやり直してください。`,
  });
}
