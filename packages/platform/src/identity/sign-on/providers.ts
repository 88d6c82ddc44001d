import { SekishoError } from "sekisho";
import { z } from "zod";
import { id } from "../../contract/values.ts";
import type { TenantTransaction } from "../../store/database.ts";
import { readCustomRoles } from "../custom-roles.ts";
import { isAsStrong } from "../held-permissions.ts";
import type { SecretBox } from "../secret-box.ts";
import type { OidcProvider } from "./oidc.ts";
import type { ClaimRules, GivenRole, MappedRole } from "./read-claims.ts";
import { type ListedCertificate, listCertificates } from "./saml/certificates.ts";
import type { SamlProvider } from "./saml/saml.ts";
import { mostVouchedFor } from "./speaks-for.ts";

const givenRole = z.enum(["admin", "editor", "viewer", "auditor"]);
/** A built-in role, or the id of one that the tenant made. */
const storedRoles = z.record(z.string(), z.union([givenRole, id]));
const providerKind = z.enum(["oidc", "saml"]);

/** A provider as lists show it. */
export interface ListedProvider extends ClaimRules {
  readonly id: string;
  readonly kind: "oidc" | "saml";
  readonly title: string;
  readonly issuer: string;
  /** Under which name the provider knows us. */
  readonly clientId: string;
  /** Where browsers are sent, at a provider of SAML. */
  readonly signInAddress: string | null;
  /** With which a provider of SAML signs. */
  readonly certificates: readonly ListedCertificate[];
  readonly isEnabled: boolean;
  readonly createdAt: string;
}

/** Reads the providers of the tenant, or one of them; their secrets stay where they are. */
export async function readProviders(transaction: TenantTransaction, providerId?: string): Promise<ListedProvider[]> {
  const rows = await transaction
    .selectFrom("sign_on_providers")
    .select(["provider_id as id", "title", "issuer", "client_id as clientId", "groups_claim as groupsClaim"])
    .select(["role_by_group", "default_role", "is_enabled as isEnabled", "created_at as createdAt"])
    .select(["kind", "sign_in_address as signInAddress", "certificates"])
    .$if(providerId !== undefined, (query) => query.where("provider_id", "=", providerId ?? ""))
    .orderBy("title")
    .orderBy("provider_id")
    .execute();
  const isMapped = rows.some(({ role_by_group: byGroup }) =>
    Object.values(storedRoles.parse(byGroup)).some((given) => !givenRole.safeParse(given).success),
  );
  const customRoles = isMapped ? await readMappedRoles(transaction) : new Map<string, MappedRole>();
  return rows.map(({ role_by_group: byGroup, default_role: role, kind, certificates, ...row }) => ({
    ...row,
    kind: providerKind.parse(kind),
    certificates: listCertificates(certificates ?? []),
    ...splitRoles(storedRoles.parse(byGroup), customRoles),
    defaultRole: givenRole.nullable().parse(role),
  }));
}

/**
 * Roles that groups may give. One that was made to do more than an administrator since gives nothing any more: whoever
 * may change a provider could come in by it.
 */
async function readMappedRoles(transaction: TenantTransaction): Promise<ReadonlyMap<string, MappedRole>> {
  const roles = await readCustomRoles(transaction);
  return new Map(
    roles.flatMap((one): [string, MappedRole][] => {
      const permissions = new Set(one.permissions);
      const isGiven = one.scope === "tenant" && isAsStrong(mostVouchedFor, { isOwner: false, permissions });
      return isGiven ? [[one.id, { id: one.id, permissions }]] : [];
    }),
  );
}

function splitRoles(
  stored: z.infer<typeof storedRoles>,
  customRoles: ReadonlyMap<string, MappedRole>,
): Pick<ClaimRules, "roleByGroup" | "customRoleByGroup"> {
  const roleByGroup: [string, GivenRole][] = [];
  const customRoleByGroup: [string, MappedRole][] = [];
  for (const [group, given] of Object.entries(stored)) {
    const builtIn = givenRole.safeParse(given);
    const custom = customRoles.get(given);
    if (builtIn.success) roleByGroup.push([group, builtIn.data]);
    else if (custom !== undefined) customRoleByGroup.push([group, custom]);
  }
  return { roleByGroup: Object.fromEntries(roleByGroup), customRoleByGroup: Object.fromEntries(customRoleByGroup) };
}

/** Gives a provider. @throws {SekishoError} `record-not-found` */
export async function getProvider(transaction: TenantTransaction, providerId: string): Promise<ListedProvider> {
  const [found] = await readProviders(transaction, providerId);
  if (found === undefined) throw noProvider();
  return found;
}

/** Whose secret it is. */
export interface ProviderPlace {
  readonly tenantId: string;
  readonly providerId: string;
}

/** Name of what is sealed. */
export function providerPurpose({ tenantId, providerId }: ProviderPlace): string {
  return `sign-on:${tenantId}:${providerId}`;
}

/** Gives what signing in at a provider needs. @throws {SekishoError} `record-not-found` */
export async function openProvider(
  transaction: TenantTransaction,
  place: ProviderPlace,
  secrets: SecretBox,
): Promise<OidcProvider | SamlProvider> {
  const found = await transaction
    .selectFrom("sign_on_providers")
    .select(["issuer", "client_id as clientId", "sealed_secret", "sign_in_address", "certificates"])
    .where("provider_id", "=", place.providerId)
    .executeTakeFirst();
  if (found === undefined) throw noProvider();
  const { sealed_secret: sealed, sign_in_address: signInAddress, certificates, ...provider } = found;
  if (signInAddress !== null) return { ...provider, kind: "saml", signInAddress, certificates: certificates ?? [] };
  const clientSecret = secrets.open(sealed ?? "", providerPurpose(place));
  return { ...provider, kind: "oidc", clientSecret };
}

/** The answer where there is none of that id. */
export function noProvider(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such sign-on provider",
    ja: "該当する認証プロバイダーはありません。",
  });
}
