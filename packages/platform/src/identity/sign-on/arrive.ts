import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../../store/database.ts";
import { newId } from "../../store/uuid.ts";
import { takeInvitation } from "../answer-invitation.ts";
import { recordAudit } from "../audit.ts";
import { type NewSession, openSession, type Visitor } from "../open-session.ts";
import { writeMemberships } from "../project-membership.ts";
import { isDomainProved } from "./domains.ts";
import type { ProviderPlace } from "./providers.ts";
import type { ReadClaims } from "./read-claims.ts";
import { mayBeLinked } from "./speaks-for.ts";

/** Somebody for whom a provider vouches. */
export interface ProvidedVisitor {
  readonly claims: ReadClaims;
  readonly visitor: Visitor;
  readonly cameBy: "oidc" | "saml";
}

/** At which provider, and from where. */
interface ArrivalPlace extends ProviderPlace {
  readonly address: string;
}

interface KnownAccount {
  readonly accountId: string;
  readonly email: string;
  readonly role: string;
  readonly customRole: string | null;
  readonly isDisabled: boolean;
}

/**
 * Lets in whoever a provider vouches for: by the provider's own id of that person, else by an address of a domain that the
 * tenant proved; somebody new becomes a member with the role that the groups, or the provider's rules, give.
 *
 * @throws {SekishoError} `not-permitted` for somebody whose account is shut, without a role, or of another domain.
 */
export async function arrive(
  transaction: TenantTransaction,
  place: ProviderPlace,
  { claims, visitor, cameBy }: ProvidedVisitor,
): Promise<NewSession> {
  const { tenantId } = place;
  const from = { ...place, address: visitor.address };
  const known = (await findKnown(transaction, place, claims.subject)) ?? (await link(transaction, from, claims));
  if (known.isDisabled) throw notLetIn();
  const { accountId, email } = known;
  await followGroups(transaction, { ...from, ...known }, claims);
  return await openSession(transaction, { tenantId, accountId, email, visitor, cameBy });
}

async function findKnown(
  transaction: TenantTransaction,
  { providerId }: ProviderPlace,
  subject: string,
): Promise<KnownAccount | undefined> {
  const found = await transaction
    .selectFrom("sign_on_identities")
    .innerJoin("accounts", (join) =>
      join
        .onRef("accounts.tenant_id", "=", "sign_on_identities.tenant_id")
        .onRef("accounts.account_id", "=", "sign_on_identities.account_id"),
    )
    .select(["accounts.account_id as accountId", "email", "role", "custom_role_id as customRole", "disabled_at"])
    .where("provider_id", "=", providerId)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return found === undefined ? undefined : { ...found, isDisabled: found.disabled_at !== null };
}

/** Whom a provider vouches for the first time. */
async function link(transaction: TenantTransaction, place: ArrivalPlace, claims: ReadClaims): Promise<KnownAccount> {
  const { tenantId, providerId } = place;
  const { email, subject } = claims;
  if (email === undefined || !(await isDomainProved(transaction, email))) throw notLetIn();
  const account = (await findByEmail(transaction, email)) ?? (await join(transaction, place, { ...claims, email }));
  const { accountId } = account;
  // Whoever may set a provider up is no owner by that: owners come by their own password.
  if (account.isDisabled || !(await mayBeLinked(transaction, accountId))) throw notLetIn();
  await transaction
    .insertInto("sign_on_identities")
    .values({ tenant_id: tenantId, provider_id: providerId, subject, account_id: accountId })
    .execute();
  const details = { provider: providerId };
  await recordAudit(
    transaction,
    tenantId,
    { kind: "platform", address: place.address },
    { action: "account.link", subject: accountId, details, after: { subject } },
  );
  return account;
}

async function findByEmail(transaction: TenantTransaction, email: string): Promise<KnownAccount | undefined> {
  const found = await transaction
    .selectFrom("accounts")
    .select(["account_id as accountId", "email", "role", "custom_role_id as customRole", "disabled_at"])
    .where("email", "=", email)
    .executeTakeFirst();
  return found === undefined ? undefined : { ...found, isDisabled: found.disabled_at !== null };
}

/** Somebody new: with the role that groups give, else as the invitation says, else with the provider's default role. */
async function join(
  transaction: TenantTransaction,
  { tenantId, providerId, address }: ArrivalPlace,
  { email, name, role, customRole, isByGroup }: ReadClaims & { readonly email: string },
): Promise<KnownAccount> {
  const invited = await takeInvitation(transaction, email);
  const given = isByGroup ? role : (invited?.role ?? role);
  if (given === undefined) throw notLetIn();
  const accountId = newId();
  await transaction
    .insertInto("accounts")
    .values({ tenant_id: tenantId, account_id: accountId, email, name, role: given, custom_role_id: customRole })
    .execute();
  const memberships = isByGroup ? undefined : invited?.memberships;
  if (memberships !== undefined) await writeMemberships(transaction, { tenantId, accountId }, memberships);
  await recordAudit(
    transaction,
    tenantId,
    { kind: "platform", address },
    {
      action: "account.create",
      subject: accountId,
      details: { email, role: given, by: "sign-on", provider: providerId, invitation: invited?.invitationId },
      after: { email, role: given, customRole, ...(memberships === undefined ? {} : { projects: memberships }) },
    },
  );
  return { accountId, email, role: given, customRole, isDisabled: false };
}

/** Who changed groups changes roles with the next sign-on; owners stay what they are, and so does who is in no group. */
async function followGroups(
  transaction: TenantTransaction,
  { tenantId, address, accountId, role: was, customRole: customBefore }: ArrivalPlace & KnownAccount,
  { role, customRole, isByGroup }: ReadClaims,
): Promise<void> {
  if (!isByGroup || role === undefined || was === "owner") return;
  if (role === was && customRole === customBefore) return;
  await writeMemberships(transaction, { tenantId, accountId }, undefined);
  await transaction
    .updateTable("accounts")
    .set({ role, custom_role_id: customRole })
    .where("account_id", "=", accountId)
    .execute();
  await recordAudit(
    transaction,
    tenantId,
    { kind: "platform", address },
    {
      action: "account.change",
      subject: accountId,
      before: { role: was, customRole: customBefore },
      after: { role, customRole },
      details: { by: "sign-on" },
    },
  );
}

/** Which of the reasons it is, the provider's preview tells its owner. */
function notLetIn(): SekishoError {
  return new SekishoError(
    "not-permitted",
    {
      en: "the provider knows you, but you are no member here",
      ja: "認証プロバイダーでの認証には成功しましたが、このテナントのメンバーではありません。",
    },
    {
      hint: {
        en: "ask an administrator: the address, its domain or the groups do not fit",
        ja: "メールアドレス、ドメイン、グループの設定を管理者に確認してください。",
      },
    },
  );
}
