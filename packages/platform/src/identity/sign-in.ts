import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { Database } from "../store/database.ts";
import { type Arrival, type NewSession, openSession, type Visitor } from "./open-session.ts";
import { hashPassword, isHashOutdated, isPassword, isPasswordCheckBusy, type PasswordCost } from "./password.ts";
import type { RelyingParty } from "./relying-party.ts";
import { hasSecondFactor, readFactors } from "./second-factor.ts";
import { beginSecondStep, endWithCode, type SecondStep } from "./second-step.ts";
import type { SecretBox } from "./secret-box.ts";
import { noteFailure, refuseAfterFailures, tooManyAttempts } from "./sign-in-failures.ts";

/** What signing in works with. */
export interface SignInDesk {
  readonly database: Database;
  readonly secrets: SecretBox;
  /** For one-time codes. */
  readonly nowMs: number;
  /** How much work a hash is; the usual when left out. */
  readonly cost?: PasswordCost | undefined;
  /** For whom passkeys are; left out where there can be none. */
  readonly party?: RelyingParty | undefined;
  /** Hears of attempts in tenants that are none: they have no trail. */
  readonly noteUnknownTenant?: (() => void) | undefined;
}

/** Who wants to sign in. */
export interface SignInAttempt {
  /** Name of the tenant. */
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
  /** A one-time or recovery code, when it comes with the password. */
  readonly code?: string | undefined;
  readonly visitor: Visitor;
}

/**
 * Checks a password and makes a session, or says which second factor is still to be shown.
 *
 * @throws {SekishoError} `not-signed-in` for an unknown tenant, account or wrong password alike; `second-factor-refused`
 *   for a code that came along and is wrong; `too-many-requests` after too many failures.
 */
export async function signIn(desk: SignInDesk, attempt: SignInAttempt): Promise<NewSession | SecondStep> {
  const { database, cost } = desk;
  const { visitor, code, password } = attempt;
  const email = attempt.email.trim().toLowerCase();
  if (isPasswordCheckBusy()) throw tooManyAttempts(1);
  const tenantId = await findTenant(database, attempt.tenant);
  if (tenantId === undefined) {
    await isPassword(password, undefined, cost);
    desk.noteUnknownTenant?.();
    throw refused();
  }
  const failing = { tenantId, email, address: visitor.address };
  await refuseAfterFailures(database, failing);
  const account = await findAccount(database, tenantId, email);
  const isRight = await isPassword(password, account?.passwordHash, cost);
  if (account === undefined || !isRight) {
    await noteFailure(database, failing);
    throw refused();
  }
  const { accountId, passwordHash } = account;
  if (passwordHash !== undefined && isHashOutdated(passwordHash, cost)) {
    await renewHash(database, { tenantId, accountId, old: passwordHash, made: await hashPassword(password, cost) });
  }
  const arrival: Arrival = { tenantId, accountId, email, cameBy: "password", visitor };
  const opened = await database.inTenant({ tenantId }, async (transaction) => {
    const factors = await readFactors(transaction, accountId);
    if (!hasSecondFactor(factors)) return await openSession(transaction, arrival);
    if (code === undefined) return await beginSecondStep(transaction, { tenantId, accountId, factors }, desk.party);
    return undefined;
  });
  return opened ?? (await endWithCode(desk, arrival, code ?? ""));
}

/** Finds a tenant's id by its name. */
export async function findTenant(database: Database, name: string): Promise<string | undefined> {
  const tenant = await database.queries.transaction().execute(async (transaction) => {
    await sql`SELECT set_config('sekisho.tenant_name', ${name}, true)`.execute(transaction);
    return await transaction.selectFrom("tenants").select("tenant_id").where("name", "=", name).executeTakeFirst();
  });
  return tenant?.tenant_id;
}

interface FoundAccount {
  readonly accountId: string;
  readonly passwordHash: string | undefined;
}

async function findAccount(database: Database, tenantId: string, email: string): Promise<FoundAccount | undefined> {
  const found = await database.inTenant({ tenantId }, (transaction) =>
    transaction
      .selectFrom("accounts")
      .select(["account_id", "password_hash"])
      .where("email", "=", email)
      .where("disabled_at", "is", null)
      .executeTakeFirst(),
  );
  if (found === undefined) return undefined;
  return { accountId: found.account_id, passwordHash: found.password_hash ?? undefined };
}

interface RenewedHash {
  readonly tenantId: string;
  readonly accountId: string;
  readonly old: string;
  readonly made: string;
}

/** Whoever set another password in the meantime keeps it. */
async function renewHash(database: Database, { tenantId, accountId, old, made }: RenewedHash): Promise<void> {
  await database.inTenant({ tenantId }, (transaction) =>
    transaction
      .updateTable("accounts")
      .set({ password_hash: made })
      .where("account_id", "=", accountId)
      .where("password_hash", "=", old)
      .execute(),
  );
}

function refused(): SekishoError {
  return new SekishoError("not-signed-in", {
    en: "tenant, e-mail address or password is wrong",
    ja: "テナント、メールアドレス、パスワードのいずれかが正しくありません。",
  });
}
