import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../../store/database.ts";
import { newId } from "../../store/uuid.ts";
import { recordAudit } from "../audit.ts";
import type { AccountPrincipal } from "../principal.ts";
import type { SecretBox } from "../secret-box.ts";
import { getProvider, type ListedProvider, providerPurpose } from "./providers.ts";
import type { GivenRole } from "./read-claims.ts";
import { readCertificates } from "./saml/certificates.ts";
import { entityIdOf } from "./saml/questions.ts";
import { refuseSpeakingFor } from "./speaks-for.ts";

interface ProviderRules {
  readonly title: string;
  readonly issuer: string;
  readonly groupsClaim: string;
  readonly roleByGroup: Readonly<Record<string, GivenRole>>;
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
  const { title, issuer, groupsClaim, roleByGroup, defaultRole } = wanted;
  await refuseSpeakingFor(transaction, account);
  const providerId = newId();
  await transaction
    .insertInto("sign_on_providers")
    .values({
      tenant_id: tenantId,
      provider_id: providerId,
      title,
      issuer,
      groups_claim: groupsClaim,
      role_by_group: JSON.stringify(roleByGroup),
      default_role: defaultRole ?? null,
      ...columnsOf(wanted, { tenantId, providerId }, secrets),
    })
    .execute();
  const made = await getProvider(transaction, providerId);
  const { kind, clientId } = made;
  const after = { kind, title, issuer, clientId, groupsClaim, roleByGroup, defaultRole };
  await recordAudit(transaction, tenantId, account, { action: "sign-on-provider.create", subject: providerId, after });
  return made;
}

/**
 * Opens or shuts a provider, or takes other certificates from now on.
 *
 * @throws {SekishoError} `record-not-found`; `request-invalid` for certificates of a provider that signs otherwise;
 *   `not-permitted` for certificates of one that lets somebody stronger in.
 */
export async function changeProvider(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  { providerId, isEnabled, certificates }: ProviderChange & { readonly providerId: string },
): Promise<ListedProvider> {
  const before = await getProvider(transaction, providerId);
  if (certificates !== undefined && before.kind !== "saml") throw noCertificates();
  if (certificates !== undefined) await refuseSpeakingFor(transaction, account, providerId);
  await transaction
    .updateTable("sign_on_providers")
    .set({
      is_enabled: isEnabled ?? before.isEnabled,
      ...(certificates === undefined ? {} : { certificates: readCertificates(certificates) }),
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

function changeableOf({ kind, isEnabled, certificates }: ListedProvider): Readonly<Record<string, unknown>> {
  return kind === "saml" ? { isEnabled, certificates } : { isEnabled };
}

function noCertificates(): SekishoError {
  return new SekishoError("request-invalid", {
    en: "/certificates: only providers of SAML have certificates; OpenID Connect publishes its keys",
    ja: "/certificates: 証明書を指定できるのは SAML プロバイダーだけです。OpenID Connect の鍵はプロバイダーが公開します。",
  });
}
