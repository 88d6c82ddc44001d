import { sql } from "kysely";
import type { TenantTransaction } from "../../store/database.ts";
import { newId } from "../../store/uuid.ts";
import { recordAudit } from "../audit.ts";
import type { Principal } from "../principal.ts";
import { getProvider } from "../sign-on/providers.ts";
import { byDefault, giveRole } from "./group-roles.ts";
import { getUser } from "./read-users.ts";
import { refuseStrongerMember } from "./refuse-stronger-member.ts";
import type { ScimPlace, UserRow } from "./resources.ts";
import { notUnique } from "./scim-error.ts";
import type { UserAttributes } from "./user-attributes.ts";

/** Who writes, and where. */
export interface ScimWriter {
  readonly place: ScimPlace;
  readonly principal: Principal;
}

/**
 * Makes a member. One who was deleted before comes back as the same account, with what it did.
 *
 * @throws {ScimError} 409 `uniqueness` where somebody has the name or the address.
 */
export async function createUser(
  transaction: TenantTransaction,
  { place, principal }: ScimWriter,
  wanted: UserAttributes,
): Promise<UserRow> {
  const { tenantId } = place;
  await refuseTaken(transaction, wanted, undefined);
  const deleted = await findDeleted(transaction, wanted.email);
  const accountId = deleted ?? newId();
  if (deleted === undefined) {
    await transaction
      .insertInto("accounts")
      .values({ tenant_id: tenantId, account_id: accountId, email: wanted.email, name: wanted.name, role: "viewer" })
      .execute();
  }
  await writeAttributes(transaction, tenantId, { accountId, wanted });
  const { defaultRole } = await getProvider(transaction, place.providerId);
  const event = { action: "account.create", subject: accountId, after: summaryOf(wanted), details: { by: "scim" } };
  await recordAudit(transaction, tenantId, principal, event);
  await giveRole(transaction, principal, { accountIds: [accountId], given: byDefault(defaultRole) });
  if (!wanted.isActive) await endAccess(transaction, accountId);
  return await getUser(transaction, place, accountId);
}

/**
 * Changes a member. Whoever is no more active is signed out, and the keys that they made count no more.
 *
 * @throws {ScimError} 403 for an owner, 404, 409 `uniqueness`.
 */
export async function replaceUser(
  transaction: TenantTransaction,
  { place, principal }: ScimWriter,
  { before, wanted }: { readonly before: UserRow; readonly wanted: UserAttributes },
): Promise<UserRow> {
  const { tenantId } = place;
  const { id: accountId } = before;
  const old = attributesOfRow(before);
  if (JSON.stringify(summaryOf(old)) === JSON.stringify(summaryOf(wanted))) return before;
  await refuseStrongerMember(transaction, principal, accountId);
  await refuseTaken(transaction, wanted, accountId);
  await writeAttributes(transaction, tenantId, { accountId, wanted });
  if (before.isActive && !wanted.isActive) await endAccess(transaction, accountId);
  await recordAudit(transaction, tenantId, principal, {
    action: "account.change",
    subject: accountId,
    before: summaryOf(old),
    after: summaryOf(wanted),
    details: { by: "scim" },
  });
  return await getUser(transaction, place, accountId);
}

/**
 * Takes a member away: the account is shut and stays for what it did.
 *
 * @throws {ScimError} 403 for an owner.
 */
export async function deleteUser(
  transaction: TenantTransaction,
  { place: { tenantId }, principal }: ScimWriter,
  before: UserRow,
): Promise<void> {
  const { id: accountId } = before;
  await refuseStrongerMember(transaction, principal, accountId);
  const wanted = { ...attributesOfRow(before), isActive: false };
  await writeAttributes(transaction, tenantId, { accountId, wanted });
  await endAccess(transaction, accountId);
  await forgetCredentials(transaction, accountId);
  await transaction
    .updateTable("scim_users")
    .set({ deleted_at: sql`now()` })
    .where("account_id", "=", accountId)
    .execute();
  await transaction.deleteFrom("scim_group_members").where("account_id", "=", accountId).execute();
  const event = { action: "account.delete", subject: accountId, before: summaryOf(wanted), details: { by: "scim" } };
  await recordAudit(transaction, tenantId, principal, event);
}

/** Gives what a member is, as it is written. */
export function attributesOfRow(row: UserRow): UserAttributes {
  const { userName, email, name, givenName, familyName, externalId, isActive } = row;
  return {
    userName,
    email,
    name,
    givenName: givenName ?? undefined,
    familyName: familyName ?? undefined,
    externalId: externalId ?? undefined,
    isActive,
  };
}

/** Locks a member for a change: of two at once the second sees what the first did. */
export async function lockUser(transaction: TenantTransaction, accountId: string): Promise<void> {
  await sql`SELECT account_id FROM accounts WHERE account_id = ${accountId} FOR UPDATE`.execute(transaction);
}

interface WrittenUser {
  readonly accountId: string;
  readonly wanted: UserAttributes;
}

async function writeAttributes(
  transaction: TenantTransaction,
  tenantId: string,
  { accountId, wanted }: WrittenUser,
): Promise<void> {
  const { userName, email, name, givenName, familyName, externalId, isActive } = wanted;
  await transaction
    .updateTable("accounts")
    .set({ email, name, disabled_at: isActive ? null : sql`coalesce(disabled_at, now())` })
    .where("account_id", "=", accountId)
    .execute();
  const said = {
    user_name: userName,
    external_id: externalId ?? null,
    given_name: givenName ?? null,
    family_name: familyName ?? null,
  };
  await transaction
    .insertInto("scim_users")
    .values({ tenant_id: tenantId, account_id: accountId, ...said })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "account_id"])
        .doUpdateSet({ ...said, deleted_at: null, changed_at: sql`clock_timestamp()` }),
    )
    .execute();
}

/** Whoever is shut out is so at once: sessions, keys and links that are still open. */
async function endAccess(transaction: TenantTransaction, accountId: string): Promise<void> {
  await transaction.deleteFrom("sessions").where("account_id", "=", accountId).execute();
  await transaction
    .updateTable("api_keys")
    .set({ revoked_at: sql`now()` })
    .where("created_by", "=", accountId)
    .where("revoked_at", "is", null)
    .execute();
  await transaction
    .updateTable("invitations")
    .set({ revoked_at: sql`now()` })
    .where((where) => where.or([where("account_id", "=", accountId), where("created_by", "=", accountId)]))
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .execute();
}

/** Whoever comes back later, or has the address by then, does not come by what opened the account before. */
async function forgetCredentials(transaction: TenantTransaction, accountId: string): Promise<void> {
  await transaction.updateTable("accounts").set({ password_hash: null }).where("account_id", "=", accountId).execute();
  for (const table of ["passkeys", "one_time_codes", "recovery_codes", "sign_on_identities"] as const) {
    await transaction.deleteFrom(table).where("account_id", "=", accountId).execute();
  }
}

/** Of two who ask for one name at once the second is refused by the index: names are locked, too. */
async function refuseTaken(
  transaction: TenantTransaction,
  { userName, email }: UserAttributes,
  ownId: string | undefined,
): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('scim-names:' || current_setting('sekisho.tenant'), 0))`.execute(
    transaction,
  );
  const { rows } = await sql<{ name: string; email: string }>`
    SELECT coalesce(s.user_name, a.email) AS name, a.email
    FROM accounts a LEFT JOIN scim_users s ON s.tenant_id = a.tenant_id AND s.account_id = a.account_id
    WHERE (lower(coalesce(s.user_name, a.email)) = ${userName.toLowerCase()} OR a.email = ${email})
      AND s.deleted_at IS NULL AND a.account_id IS DISTINCT FROM ${ownId ?? null}::uuid LIMIT 1`.execute(transaction);
  const [taken] = rows;
  if (taken === undefined) {
    if (ownId !== undefined && (await findDeleted(transaction, email)) !== undefined) throw notUnique("emails", email);
    return;
  }
  throw taken.email === email ? notUnique("emails", email) : notUnique("userName", userName);
}

async function findDeleted(transaction: TenantTransaction, email: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    SELECT a.account_id AS id
    FROM accounts a JOIN scim_users s ON s.tenant_id = a.tenant_id AND s.account_id = a.account_id
    WHERE a.email = ${email} AND s.deleted_at IS NOT NULL`.execute(transaction);
  return rows[0]?.id;
}

function summaryOf(wanted: UserAttributes): Readonly<Record<string, unknown>> {
  const { userName, email, name, givenName, familyName, externalId, isActive } = wanted;
  return { userName, email, name, givenName, familyName, externalId, isActive };
}
