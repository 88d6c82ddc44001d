import { SekishoError } from "sekisho";
import type { MadeCredential } from "../contract/second-factor.ts";
import type { Database, TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { recordAudit } from "./audit.ts";
import { makeCodeSecret, writeCodeAddress } from "./one-time-code.ts";
import { checkNewPasskey, describeNewPasskey } from "./passkeys.ts";
import type { AccountPrincipal } from "./principal.ts";
import type { RelyingParty } from "./relying-party.ts";
import {
  codeRefused,
  codeSecretPurpose,
  readFactors,
  replaceRecoveryCodes,
  type StoredPasskey,
  useOneTimeCode,
} from "./second-factor.ts";
import type { PasskeyChallenge } from "./second-step.ts";
import type { SecretBox } from "./secret-box.ts";
import { getTicket, makeTicket, useTicket } from "./sign-in-ticket.ts";

const mostPasskeys = 20;

/**
 * Makes a secret for an app that shows codes. It counts for nothing until a first code shows that it arrived.
 *
 * @throws {SekishoError} `record-conflict` where there is an app already.
 */
export async function beginOneTimeCode(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  secrets: SecretBox,
): Promise<{ readonly secret: string; readonly address: string }> {
  const { tenantId, accountId } = account;
  const known = await getNames(transaction, accountId);
  const secret = makeCodeSecret();
  const sealed = secrets.seal(secret, codeSecretPurpose(account));
  const { numInsertedOrUpdatedRows: count } = await transaction
    .insertInto("one_time_codes")
    .values({ tenant_id: tenantId, account_id: accountId, sealed_secret: sealed })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "account_id"])
        .doUpdateSet({ sealed_secret: sealed, last_step: 0 })
        .where("one_time_codes.confirmed_at", "is", null),
    )
    .executeTakeFirst();
  if (count !== 1n) throw codeIsThere();
  await recordAudit(transaction, tenantId, account, { action: "one-time-code.begin", subject: accountId });
  return { secret, address: writeCodeAddress(secret, known.tenant, known.email) };
}

/** A first code of an app. */
export interface FirstCode {
  readonly code: string;
  readonly secrets: SecretBox;
  readonly nowMs: number;
}

/**
 * Puts an app in force; gives recovery codes where it is the first second factor, and none otherwise.
 *
 * @throws {SekishoError} `second-factor-refused` for a code that is not of it.
 */
export async function confirmOneTimeCode(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  first: FirstCode,
): Promise<string[]> {
  if (!(await useOneTimeCode(transaction, { ...first, ...account }, "new"))) throw codeRefused();
  return await welcomeFactor(transaction, account, "one-time-code");
}

/** Begins a passkey. */
export async function beginPasskey(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  party: RelyingParty,
): Promise<PasskeyChallenge> {
  const { tenantId, accountId } = account;
  const { passkeys } = await readFactors(transaction, accountId);
  if (passkeys.length >= mostPasskeys) throw tooMany();
  const { email, name } = await getNames(transaction, accountId);
  const options = await describeNewPasskey(party, { accountId, email, name, known: passkeys });
  const { challenge } = options;
  const made = await makeTicket(transaction, { tenantId, accountId, kind: "new-passkey", challenge });
  await recordAudit(transaction, tenantId, account, { action: "passkey.begin", subject: accountId });
  return { ...made, passkey: { ...options } };
}

/** What an authenticator made. */
export interface AddedPasskey {
  readonly ticket: string;
  readonly name: string;
  readonly passkey: MadeCredential;
  readonly party: RelyingParty;
}

/**
 * Adds a passkey; gives recovery codes where it is the first second factor.
 *
 * @throws {SekishoError} `second-factor-refused` for one that was made for another page, challenge or account;
 *   `record-conflict` for one that is known.
 */
export async function addPasskey(
  database: Database,
  account: AccountPrincipal,
  { ticket, name, passkey, party }: AddedPasskey,
): Promise<Omit<StoredPasskey, "credentialId" | "publicKey" | "counter" | "transports"> & { recoveryCodes: string[] }> {
  const { tenantId, accountId } = account;
  const begun = await getTicket(database, ticket, "new-passkey");
  // A ticket of somebody else, who may even sit at the same browser.
  if (begun.tenantId !== tenantId || begun.accountId !== accountId) throw codeRefused();
  const made = await checkNewPasskey(party, begun.challenge, passkey);
  return await database.inTenant({ tenantId }, async (transaction) => {
    await useTicket(transaction, ticket, "new-passkey");
    const passkeyId = newId();
    const inserted = await transaction
      .insertInto("passkeys")
      .values({
        tenant_id: tenantId,
        passkey_id: passkeyId,
        account_id: accountId,
        name,
        credential_id: made.credentialId,
        public_key: Buffer.from(made.publicKey),
        counter: made.counter,
        transports: [...made.transports],
        is_backed_up: made.isBackedUp,
      })
      .onConflict((conflict) => conflict.columns(["tenant_id", "credential_id"]).doNothing())
      .returning("created_at")
      .executeTakeFirst();
    if (inserted === undefined) throw passkeyIsThere();
    const recoveryCodes = await welcomeFactor(transaction, account, "passkey");
    const { isBackedUp } = made;
    return { id: passkeyId, name, isBackedUp, createdAt: inserted.created_at, usedAt: null, recoveryCodes };
  });
}

/** With the first second factor come recovery codes; a second one leaves them as they are. */
async function welcomeFactor(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  factor: "one-time-code" | "passkey",
): Promise<string[]> {
  const { tenantId, accountId } = account;
  const { oneTimeCodeSince, passkeys } = await readFactors(transaction, accountId);
  const event = { action: "second-factor.add", subject: accountId, after: { factor } };
  await recordAudit(transaction, tenantId, account, event);
  const count = passkeys.length + (oneTimeCodeSince === null ? 0 : 1);
  return count === 1 ? await replaceRecoveryCodes(transaction, account) : [];
}

function getNames(
  transaction: TenantTransaction,
  accountId: string,
): Promise<{ readonly email: string; readonly name: string; readonly tenant: string }> {
  return transaction
    .selectFrom("accounts")
    .innerJoin("tenants", "tenants.tenant_id", "accounts.tenant_id")
    .select(["email", "accounts.name", "tenants.name as tenant"])
    .where("account_id", "=", accountId)
    .executeTakeFirstOrThrow();
}

function codeIsThere(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "there is an app for one-time codes already: take it off first",
    ja: "ワンタイムコードのアプリはすでに登録されています。先に削除してください。",
  });
}

function passkeyIsThere(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "this passkey is known already",
    ja: "このパスキーはすでに登録されています。",
  });
}

function tooMany(): SekishoError {
  return new SekishoError("record-conflict", {
    en: `expected at most ${mostPasskeys} passkeys: take one off first`,
    ja: `パスキーは ${mostPasskeys} 個まで登録できます。先に 1 つ削除してください。`,
  });
}
