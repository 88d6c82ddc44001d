import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../store/database.ts";
import { findCodeStep } from "./one-time-code.ts";
import type { WayIn } from "./open-session.ts";
import { hashRecoveryCode, makeRecoveryCodes } from "./recovery-codes.ts";
import type { SecretBox } from "./secret-box.ts";

/** Whose second factors. */
export interface FactorOwner {
  readonly tenantId: string;
  readonly accountId: string;
}

/** A passkey that an account has. */
export interface StoredPasskey {
  readonly id: string;
  readonly name: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
  readonly isBackedUp: boolean;
  readonly createdAt: string;
  readonly usedAt: string | null;
}

/** What an account can show beside its password. */
export interface Factors {
  /** Since when an app shows codes. */
  readonly oneTimeCodeSince: string | null;
  readonly passkeys: readonly StoredPasskey[];
  readonly recoveryCodesLeft: number;
}

/** Reads what an account can show beside its password. */
export async function readFactors(transaction: TenantTransaction, accountId: string): Promise<Factors> {
  const code = await transaction
    .selectFrom("one_time_codes")
    .select("confirmed_at")
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  const left = await transaction
    .selectFrom("recovery_codes")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("account_id", "=", accountId)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return {
    oneTimeCodeSince: code?.confirmed_at ?? null,
    passkeys: await readPasskeys(transaction, accountId),
    recoveryCodesLeft: left.count,
  };
}

async function readPasskeys(transaction: TenantTransaction, accountId: string): Promise<readonly StoredPasskey[]> {
  return await transaction
    .selectFrom("passkeys")
    .select(["passkey_id as id", "name", "credential_id as credentialId", "public_key as publicKey", "counter"])
    .select(["transports", "is_backed_up as isBackedUp", "created_at as createdAt", "used_at as usedAt"])
    .where("account_id", "=", accountId)
    .orderBy("created_at")
    .execute();
}

/** Tells whether an account has a second factor; recovery codes alone are none. */
export function hasSecondFactor({ oneTimeCodeSince, passkeys }: Factors): boolean {
  return oneTimeCodeSince !== null || passkeys.length > 0;
}

/** Name of what is sealed: a secret that is moved to another account opens nothing there. */
export function codeSecretPurpose({ tenantId, accountId }: FactorOwner): string {
  return `one-time-code:${tenantId}:${accountId}`;
}

/** A code that somebody typed. */
export interface TypedCode extends FactorOwner {
  readonly code: string;
  readonly secrets: SecretBox;
  readonly nowMs: number;
}

/**
 * Uses a one-time code or a recovery code up.
 *
 * @throws {SekishoError} `second-factor-refused` for one that is wrong, of another time or was used before.
 */
export async function useCode(transaction: TenantTransaction, typed: TypedCode): Promise<WayIn> {
  if (await useOneTimeCode(transaction, typed, "confirmed")) return "one-time-code";
  const hash = hashRecoveryCode(typed.code);
  if (hash === undefined) throw codeRefused();
  const used = await transaction
    .updateTable("recovery_codes")
    .set({ used_at: sql`now()` })
    .where("account_id", "=", typed.accountId)
    .where("code_hash", "=", hash)
    .where("used_at", "is", null)
    .executeTakeFirst();
  if (used.numUpdatedRows !== 1n) throw codeRefused();
  return "recovery-code";
}

/** Uses a code of an app up: whoever comes with it, or with an earlier one, a second time is not let in. */
export async function useOneTimeCode(
  transaction: TenantTransaction,
  typed: TypedCode,
  state: "confirmed" | "new",
): Promise<boolean> {
  const { accountId, code, secrets, nowMs } = typed;
  const stored = await transaction
    .selectFrom("one_time_codes")
    .select(["sealed_secret"])
    .where("account_id", "=", accountId)
    .where("confirmed_at", state === "new" ? "is" : "is not", null)
    .executeTakeFirst();
  if (stored === undefined) return false;
  const step = findCodeStep(secrets.open(stored.sealed_secret, codeSecretPurpose(typed)), code, nowMs);
  if (step === undefined) return false;
  const used = await transaction
    .updateTable("one_time_codes")
    .set({ last_step: step, confirmed_at: sql`coalesce(confirmed_at, now())` })
    .where("account_id", "=", accountId)
    .where("sealed_secret", "=", stored.sealed_secret)
    .where("last_step", "<", step)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Makes recovery codes that take the place of older ones; gives their texts, which are not told again. */
export async function replaceRecoveryCodes(
  transaction: TenantTransaction,
  { tenantId, accountId }: FactorOwner,
): Promise<string[]> {
  const codes = makeRecoveryCodes();
  await transaction.deleteFrom("recovery_codes").where("account_id", "=", accountId).execute();
  await transaction
    .insertInto("recovery_codes")
    .values(codes.map(({ hash }) => ({ tenant_id: tenantId, account_id: accountId, code_hash: hash })))
    .execute();
  return codes.map(({ text }) => text);
}

/** Takes every second factor away; gives whether there was one. */
export async function removeFactors(transaction: TenantTransaction, accountId: string): Promise<boolean> {
  const had = hasSecondFactor(await readFactors(transaction, accountId));
  for (const table of ["one_time_codes", "passkeys", "recovery_codes", "sign_in_tickets"] as const) {
    await transaction.deleteFrom(table).where("account_id", "=", accountId).execute();
  }
  return had;
}

/** The one answer to every code that is not right. */
export function codeRefused(): SekishoError {
  return new SekishoError("second-factor-refused", {
    en: "the code is wrong, was used before, or is of another time",
    ja: "コードが正しくないか、使用済みか、有効な時間を過ぎています。",
  });
}
