import type { Generated } from "kysely";
import type { Json, Moment, MomentByDefault, TenantTable } from "./column-types.ts";

/** What a tenant demands of whoever signs in. */
interface SignInRulesTable extends TenantTable {
  second_factor_from: Moment | null;
  changed_at: MomentByDefault;
}

/** Secrets of apps that show one-time codes. */
interface OneTimeCodesTable extends TenantTable {
  account_id: string;
  sealed_secret: string;
  last_step: Generated<number>;
  created_at: MomentByDefault;
  confirmed_at: Moment | null;
}

/** Codes for whoever lost the other factors. */
interface RecoveryCodesTable extends TenantTable {
  account_id: string;
  code_hash: Buffer;
  created_at: MomentByDefault;
  used_at: Moment | null;
}

/** Keys of authenticators. */
interface PasskeysTable extends TenantTable {
  passkey_id: string;
  account_id: string;
  name: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  is_backed_up: boolean;
  created_at: MomentByDefault;
  used_at: Moment | null;
}

/** What was begun and ends within minutes. */
interface SignInTicketsTable extends TenantTable {
  ticket_hash: Buffer;
  kind: string;
  account_id: string | null;
  challenge: string;
  failures: Generated<number>;
  expires_at: Moment;
}

/** Domains that a tenant says are its own. */
interface ClaimedDomainsTable extends TenantTable {
  domain: string;
  token: string;
  created_at: MomentByDefault;
  proved_at: Moment | null;
}

/** Where people sign in elsewhere. */
interface SignOnProvidersTable extends TenantTable {
  provider_id: string;
  title: string;
  issuer: string;
  client_id: string;
  sealed_secret: string | null;
  kind: Generated<string>;
  sign_in_address: string | null;
  certificates: string[] | null;
  groups_claim: string;
  role_by_group: Json;
  default_role: string | null;
  is_enabled: Generated<boolean>;
  created_at: MomentByDefault;
}

/** Questions to providers of SAML, with what was answered. */
interface SamlRequestsTable extends TenantTable {
  request_id: string;
  provider_id: string;
  answer_address: string;
  created_at: MomentByDefault;
  expires_at: Moment;
  code_hash: Buffer | null;
  claims: Json | null;
}

/** Who is who at a provider. */
interface SignOnIdentitiesTable extends TenantTable {
  provider_id: string;
  subject: string;
  account_id: string;
  created_at: MomentByDefault;
}

/** Whose pipelines get keys. */
interface TrustRulesTable extends TenantTable {
  rule_id: string;
  name: string;
  issuer: string;
  audience: string;
  claims: Json;
  permissions: string[];
  project_id: string | null;
  created_by: string;
  created_at: MomentByDefault;
}

/** Tokens that were used. */
interface UsedTokensTable extends TenantTable {
  token_hash: Buffer;
  expires_at: Moment;
}

/** Whether decisions wait until a second person agrees. */
interface ApprovalRulesTable extends TenantTable {
  is_needed: boolean;
  changed_at: MomentByDefault;
}

/** How people and pipelines sign in. */
export interface SignInTables {
  sign_in_rules: SignInRulesTable;
  one_time_codes: OneTimeCodesTable;
  recovery_codes: RecoveryCodesTable;
  passkeys: PasskeysTable;
  sign_in_tickets: SignInTicketsTable;
  claimed_domains: ClaimedDomainsTable;
  sign_on_providers: SignOnProvidersTable;
  saml_requests: SamlRequestsTable;
  sign_on_identities: SignOnIdentitiesTable;
  trust_rules: TrustRulesTable;
  used_tokens: UsedTokensTable;
  approval_rules: ApprovalRulesTable;
}
