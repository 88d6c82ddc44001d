import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../../store/database.ts";
import { newId } from "../../store/uuid.ts";
import { recordAudit } from "../audit.ts";
import { getGivenRole } from "../custom-roles.ts";
import { isAsStrong } from "../held-permissions.ts";
import type { AccountPrincipal } from "../principal.ts";
import type { SecretBox } from "../secret-box.ts";
import { getProvider, type ListedProvider, providerPurpose } from "./providers.ts";
import type { GivenRole } from "./read-claims.ts";
import { readCertificates } from "./saml/certificates.ts";
import { entityIdOf } from "./saml/questions.ts";
import { mostVouchedFor, refuseSpeakingFor } from "./speaks-for.ts";

interface ProviderRules {
  readonly title: string;
  readonly issuer: string;
  readonly groupsClaim: string;
  readonly roleByGroup: Readonly<Record<string, GivenRole>>;
  /** Ids of roles that the tenant made. */
  readonly customRoleByGroup: Readonly<Record<string, string>>;
  readonly defaultRole?: GivenRole | undefined;
}

/** A provider as it is set up. */
export type NewProvider = ProviderRules &
  (
    | { readonly kind: "oidc"; readonly clientId: string; readonly clientSecret: string }
    | { readonly kind: "saml"; readonly signInAddress: string; readonly certificates: readonly string[] }
  );

/** What of a provider is changed. */
export interface ProviderChange {
  readonly isEnabled?: boolean | undefined;
  readonly certificates?: readonly string[] | undefined;
  readonly roleByGroup?: Readonly<Record<string, GivenRole>> | undefined;
  readonly customRoleByGroup?: Readonly<Record<string, string>> | undefined;
  readonly defaultRole?: GivenRole | null | undefined;
}

/**
 * Sets a provider up.
 *
 * @throws {SekishoError} `request-invalid` for a certificate that is none, `not-permitted` for somebody who may do less
 *   than those whom it would let in.
 */
export async function setUpProvider(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  { wanted, secrets }: { readonly wanted: NewProvider; readonly secrets: SecretBox },
): Promise<ListedProvider> {
  const { tenantId } = account;
  const { title, issuer, groupsClaim, roleByGroup, customRoleByGroup, defaultRole } = wanted;
  await refuseSpeakingFor(transaction, account);
  const mapped = await joinRoles(transaction, account, { roleByGroup, customRoleByGroup });
  const providerId = newId();
  await transaction
    .insertInto("sign_on_providers")
    .values({
      tenant_id: tenantId,
      provider_id: providerId,
      title,
      issuer,
      groups_claim: groupsClaim,
      role_by_group: JSON.stringify(mapped),
      default_role: defaultRole ?? null,
      ...columnsOf(wanted, { tenantId, providerId }, secrets),
    })
    .execute();
  const made = await getProvider(transaction, providerId);
  const { kind, clientId } = made;
  const after = { kind, title, issuer, clientId, groupsClaim, roleByGroup: mapped, defaultRole };
  await recordAudit(transaction, tenantId, account, { action: "sign-on-provider.create", subject: providerId, after });
  return made;
}

/**
 * Opens or shuts a provider, takes other certificates, or lets groups give other roles from now on.
 *
 * @throws {SekishoError} `record-not-found`; `request-invalid` for certificates of a provider that signs otherwise;
 *   `not-permitted` for what would let somebody stronger in.
 */
export async function changeProvider(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  { providerId, isEnabled, certificates, ...rules }: ProviderChange & { readonly providerId: string },
): Promise<ListedProvider> {
  const before = await getProvider(transaction, providerId);
  if (certificates !== undefined && before.kind !== "saml") throw noCertificates();
  const { roleByGroup, customRoleByGroup, defaultRole } = rules;
  const changesRoles = roleByGroup !== undefined || customRoleByGroup !== undefined || defaultRole !== undefined;
  if (certificates !== undefined || changesRoles) await refuseSpeakingFor(transaction, account, providerId);
  const mapped =
    roleByGroup === undefined || customRoleByGroup === undefined
      ? undefined
      : await joinRoles(transaction, account, { roleByGroup, customRoleByGroup });
  await transaction
    .updateTable("sign_on_providers")
    .set({
      is_enabled: isEnabled ?? before.isEnabled,
      ...(certificates === undefined ? {} : { certificates: readCertificates(certificates) }),
      ...(mapped === undefined ? {} : { role_by_group: JSON.stringify(mapped) }),
      ...(defaultRole === undefined ? {} : { default_role: defaultRole }),
    })
    .where("provider_id", "=", providerId)
    .execute();
  const after = await getProvider(transaction, providerId);
  await recordAudit(transaction, account.tenantId, account, {
    action: "sign-on-provider.change",
    subject: providerId,
    before: changeableOf(before),
    after: changeableOf(after),
  });
  return after;
}

function columnsOf(
  wanted: NewProvider,
  place: Parameters<typeof providerPurpose>[0],
  secrets: SecretBox,
): {
  readonly kind: string;
  readonly client_id: string;
  readonly sealed_secret: string | null;
  readonly sign_in_address: string | null;
  readonly certificates: string[] | null;
} {
  if (wanted.kind === "oidc") {
    const { kind, clientId, clientSecret } = wanted;
    const sealed = secrets.seal(clientSecret, providerPurpose(place));
    return { kind, client_id: clientId, sealed_secret: sealed, sign_in_address: null, certificates: null };
  }
  return {
    kind: wanted.kind,
    client_id: entityIdOf(place.providerId),
    sealed_secret: null,
    sign_in_address: wanted.signInAddress,
    certificates: readCertificates(wanted.certificates),
  };
}

function changeableOf(provider: ListedProvider): Readonly<Record<string, unknown>> {
  const { kind, isEnabled, certificates, roleByGroup, customRoleByGroup, defaultRole } = provider;
  const custom = Object.entries(customRoleByGroup).map(([group, { id }]): [string, string] => [group, id]);
  const rules = { isEnabled, roleByGroup: { ...roleByGroup, ...Object.fromEntries(custom) }, defaultRole };
  return kind === "saml" ? { ...rules, certificates } : rules;
}

/**
 * Gives what is stored of groups. Nobody lets a group give a role that does more than they do, nor more than an
 * administrator: whoever may set a provider up could come in by it.
 */
async function joinRoles(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  { roleByGroup, customRoleByGroup }: Pick<ProviderRules, "roleByGroup" | "customRoleByGroup">,
): Promise<Readonly<Record<string, string>>> {
  const twice = Object.keys(customRoleByGroup).find((group) => Object.hasOwn(roleByGroup, group));
  if (twice !== undefined) throw mappedTwice(twice);
  for (const roleId of new Set(Object.values(customRoleByGroup))) {
    const { title, permissions } = await getGivenRole(transaction, account, { roleId, scope: "tenant" });
    if (!isAsStrong(mostVouchedFor, { isOwner: false, permissions: new Set(permissions) })) throw beyondAdmin(title);
  }
  return { ...roleByGroup, ...customRoleByGroup };
}

function mappedTwice(group: string): SekishoError {
  return new SekishoError("request-invalid", {
    en: `/customRoleByGroup: the group ${group} stands in /roleByGroup, too`,
    ja: `/customRoleByGroup: グループ ${group} は /roleByGroup にも指定されています。`,
  });
}

function beyondAdmin(title: string): SekishoError {
  return new SekishoError("request-invalid", {
    en: `/customRoleByGroup: the role ${title} may do more than an administrator, and no group gives that`,
    ja: `/customRoleByGroup: ロール ${title} は管理者より強い権限を持つため、グループには割り当てられません。`,
  });
}

function noCertificates(): SekishoError {
  return new SekishoError("request-invalid", {
    en: "/certificates: only providers of SAML have certificates; OpenID Connect publishes its keys",
    ja: "/certificates: 証明書を指定できるのは SAML プロバイダーだけです。OpenID Connect の鍵はプロバイダーが公開します。",
  });
}
