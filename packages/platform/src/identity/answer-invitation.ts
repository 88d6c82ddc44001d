import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { z } from "zod";
import type { openedInvitation } from "../contract/member.ts";
import { role } from "../contract/values.ts";
import type { Database, TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { recordAudit } from "./audit.ts";
import { readCustomRoles } from "./custom-roles.ts";
import { findStrength, isAsStrong, type Strength } from "./held-permissions.ts";
import { readInvitationToken } from "./invitation-token.ts";
import { hashPassword, isPasswordCheckBusy, type PasswordCost } from "./password.ts";
import { refuseWeakPassword } from "./password-rules.ts";
import { type ProjectMembership, readMemberships, writeMemberships } from "./project-membership.ts";
import { mayGiveRole } from "./role-permissions.ts";
import { tooManyAttempts } from "./sign-in-failures.ts";
import { isDomainProved } from "./sign-on/domains.ts";
import { readProviders } from "./sign-on/providers.ts";
import type { GivenRole } from "./sign-on/read-claims.ts";

/** What whoever opened a link says. */
export interface InvitationAnswer {
  readonly token: string;
  /** Name of somebody new. */
  readonly name?: string | undefined;
  readonly password: string;
  /** Where it comes from. */
  readonly address: string;
  readonly cost?: PasswordCost | undefined;
}

interface OpenInvitation {
  readonly invitation_id: string;
  readonly account_id: string | null;
  readonly email: string;
  readonly role: string;
  readonly expires_at: string;
  readonly tenant: string;
  readonly title: string;
  readonly projects: unknown;
}

/** By what an invitation is found. */
type InvitationKey = { readonly hash: Buffer } | { readonly email: string };

/**
 * Makes the account that a link is for, or sets the password of the one that lost it. A link works once.
 *
 * @throws {SekishoError} `record-not-found` for a link that is forged, used, revoked or too old, `request-invalid` for a
 *   weak password, `record-conflict` when an account of that address came to be in the meantime.
 */
export async function answerInvitation(
  database: Database,
  answer: InvitationAnswer,
): Promise<{ readonly tenant: string; readonly email: string }> {
  const token = readInvitationToken(answer.token);
  if (token === undefined) throw notFound();
  if (isPasswordCheckBusy()) throw tooManyAttempts(1);
  const { tenantId, hash } = token;
  const found = await database.inTenant({ tenantId }, (transaction) => findInvitation(transaction, { hash }));
  if (found === undefined) throw notFound();
  await refuseWeakPassword(answer.password, [found.email, answer.name ?? "", found.tenant]);
  // Hashing takes long and is done outside of the transaction; the link is looked up once more within it.
  const passwordHash = await hashPassword(answer.password, answer.cost);
  return await database.inTenant({ tenantId }, async (transaction) => {
    const invitation = await findInvitation(transaction, { hash });
    if (invitation === undefined || !(await use(transaction, invitation))) throw notFound();
    const { email, tenant } = invitation;
    const accountId =
      invitation.account_id === null
        ? await makeAccount(transaction, tenantId, { invitation, passwordHash, name: answer.name ?? email })
        : await setPassword(transaction, invitation.account_id, passwordHash);
    const details = { invitation: invitation.invitation_id };
    const event =
      invitation.account_id === null
        ? { action: "account.create", details, after: { email, role: invitation.role } }
        : { action: "password.reset", details };
    const actor = { kind: "account", accountId, address: answer.address } as const;
    await recordAudit(transaction, tenantId, actor, { subject: accountId, ...event });
    return { tenant, email };
  });
}

/** What a link is for, as its page shows it. */
type LookedAt = z.infer<typeof openedInvitation>;

/**
 * Looks at a link without using it.
 *
 * @throws {SekishoError} `record-not-found` for a link that is forged, used, revoked or too old.
 */
export async function lookAtInvitation(database: Database, text: string): Promise<LookedAt> {
  const token = readInvitationToken(text);
  if (token === undefined) throw notFound();
  const { tenantId, hash } = token;
  return await database.inTenant({ tenantId }, async (transaction) => {
    const found = await findInvitation(transaction, { hash });
    if (found === undefined) throw notFound();
    const { account_id: accountId, email, role: given, expires_at: expiresAt, tenant: name, title } = found;
    // No provider makes owners, and none sets a password.
    const isProvided = accountId === null && given !== "owner" && (await isDomainProved(transaction, email));
    const providers = isProvided ? await readProviders(transaction) : [];
    return {
      tenant: { name, title },
      email,
      kind: accountId === null ? "account" : "password",
      expiresAt,
      providers: providers.filter(({ isEnabled }) => isEnabled).map(({ id, title: shown }) => ({ id, title: shown })),
    };
  });
}

/** What somebody is who was invited. */
export interface TakenInvitation {
  readonly invitationId: string;
  readonly role: GivenRole;
  /** `undefined` sees the whole tenant. */
  readonly memberships: readonly ProjectMembership[] | undefined;
}

/**
 * Uses the invitation of an address, for somebody who showed otherwise that it is theirs; `undefined` where there is none
 * that is still good, or it makes an owner: those come by their own password.
 */
export async function takeInvitation(
  transaction: TenantTransaction,
  email: string,
): Promise<TakenInvitation | undefined> {
  const found = await findInvitation(transaction, { email });
  if (found === undefined || found.account_id !== null) return undefined;
  const given = role.exclude(["owner"]).safeParse(found.role);
  if (!given.success || !(await use(transaction, found))) return undefined;
  return { invitationId: found.invitation_id, role: given.data, memberships: readMemberships(found.projects) };
}

/** Sets a password, and ends every session and link that the old one left open. */
export async function setPassword(
  transaction: TenantTransaction,
  accountId: string,
  passwordHash: string,
): Promise<string> {
  await transaction
    .updateTable("accounts")
    .set({ password_hash: passwordHash })
    .where("account_id", "=", accountId)
    .execute();
  await transaction.deleteFrom("sessions").where("account_id", "=", accountId).execute();
  // A link that is still out there would open the account once more.
  await transaction
    .updateTable("invitations")
    .set({ revoked_at: sql`now()` })
    .where("account_id", "=", accountId)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .execute();
  return accountId;
}

/** Finds an invitation. Whoever made it may have left since, or may no longer give that role: then it is none. */
async function findInvitation(transaction: TenantTransaction, key: InvitationKey): Promise<OpenInvitation | undefined> {
  const found = await transaction
    .selectFrom("invitations")
    .innerJoin("tenants", "tenants.tenant_id", "invitations.tenant_id")
    .innerJoin("accounts", (join) =>
      join
        .onRef("accounts.tenant_id", "=", "invitations.tenant_id")
        .onRef("accounts.account_id", "=", "invitations.created_by"),
    )
    .select(["invitation_id", "invitations.account_id", "invitations.email", "invitations.role"])
    .select(["tenants.name as tenant", "tenants.title", "accounts.account_id as giver"])
    .select(["invitations.projects", "invitations.expires_at"])
    .where((where) => ("hash" in key ? where("token_hash", "=", key.hash) : where("invitations.email", "=", key.email)))
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", sql<string>`now()`)
    .where("accounts.disabled_at", "is", null)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const { giver, ...invitation } = found;
  const strength = await findStrength(transaction, giver);
  const isGiven =
    strength?.permissions.has("accounts:manage") === true &&
    mayGiveRole(role.parse(invitation.role), strength) &&
    (await areRolesGiven(transaction, readMemberships(invitation.projects) ?? [], strength));
  return isGiven ? invitation : undefined;
}

/** A role that the tenant made may be gone by now, or may do more than whoever gave it may now. */
async function areRolesGiven(
  transaction: TenantTransaction,
  memberships: readonly ProjectMembership[],
  strength: Strength,
): Promise<boolean> {
  const wanted = new Set(memberships.flatMap(({ customRole }) => customRole ?? []));
  if (wanted.size === 0) return true;
  const roles = await readCustomRoles(transaction);
  const given = roles.filter(({ permissions }) =>
    isAsStrong(strength, { isOwner: false, permissions: new Set(permissions) }),
  );
  return [...wanted].every((id) => given.some((one) => one.id === id));
}

/** Two answers at once: the row is locked by the first, and the second sees that it was used. */
async function use(transaction: TenantTransaction, { invitation_id: invitationId }: OpenInvitation): Promise<boolean> {
  const used = await transaction
    .updateTable("invitations")
    .set({ used_at: sql`now()` })
    .where("invitation_id", "=", invitationId)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

interface NewAccount {
  readonly invitation: OpenInvitation;
  readonly passwordHash: string;
  readonly name: string;
}

async function makeAccount(
  transaction: TenantTransaction,
  tenantId: string,
  { invitation: { email, role, projects }, passwordHash, name }: NewAccount,
): Promise<string> {
  const made = await transaction
    .insertInto("accounts")
    .values({ tenant_id: tenantId, account_id: newId(), email, name, role, password_hash: passwordHash })
    .onConflict((conflict) => conflict.columns(["tenant_id", "email"]).doNothing())
    .returning("account_id")
    .executeTakeFirst();
  if (made !== undefined) {
    const memberships = readMemberships(projects);
    const owner = { tenantId, accountId: made.account_id };
    if (memberships !== undefined) await writeMemberships(transaction, owner, memberships);
    return made.account_id;
  }
  throw new SekishoError("record-conflict", {
    en: `there is an account of ${email} by now`,
    ja: `${email} のアカウントはすでに存在します。`,
  });
}

function notFound(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "this link is not valid any more: ask for a new one",
    ja: "このリンクは無効です。新しいリンクの発行を依頼してください。",
  });
}
