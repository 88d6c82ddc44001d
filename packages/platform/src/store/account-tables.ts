import type { ColumnType, Generated } from "kysely";
import type { Json, Moment, MomentByDefault, TenantTable } from "./column-types.ts";

/** Who owns data. */
export interface TenantsTable extends TenantTable {
  name: string;
  title: string;
  created_at: MomentByDefault;
}

/** Who signs in. */
export interface AccountsTable extends TenantTable {
  account_id: string;
  email: string;
  name: string;
  role: string;
  password_hash: string | null;
  is_limited: Generated<boolean>;
  custom_role_id: string | null;
  created_at: MomentByDefault;
  disabled_at: Moment | null;
}

export interface InvitationsTable extends TenantTable {
  invitation_id: string;
  account_id: string | null;
  email: string;
  role: string;
  token_hash: Buffer;
  created_by: string;
  created_at: MomentByDefault;
  expires_at: Moment;
  used_at: Moment | null;
  revoked_at: Moment | null;
  projects: ColumnType<unknown, string | undefined, string>;
  delivery: Generated<string>;
  language: Generated<string>;
  mails: Generated<number>;
  mail_asked_at: Moment | null;
  mailed_at: Moment | null;
  mail_problem: string | null;
}

/** Who sees some projects alone. */
export interface ProjectRolesTable extends TenantTable {
  account_id: string;
  project_id: string;
  role: string;
  custom_role_id: string | null;
}

/** Roles that tenants made. */
export interface CustomRolesTable extends TenantTable {
  role_id: string;
  title: string;
  scope: string;
  permissions: string[];
  created_at: MomentByDefault;
}

/** Who is signed in. */
export interface SessionsTable extends TenantTable {
  session_id: Generated<string>;
  user_agent: string;
  address: string;
  token_hash: Buffer;
  account_id: string;
  created_at: MomentByDefault;
  used_at: MomentByDefault;
  expires_at: Moment;
  came_by: Generated<string>;
  proved_at: MomentByDefault;
}

/** Who failed to sign in. */
export interface SignInFailuresTable extends TenantTable {
  email_hash: Buffer;
  failures: number;
  held: Generated<number>;
  last_failure_at: Moment;
}

/** How often keys and tokens were refused of late. */
export interface RefusedCredentialsTable extends TenantTable {
  credential: string;
  reason: string;
  since: Moment;
  refused: number;
}

/** Scopes of a tenant's reports. */
export interface ProjectsTable extends TenantTable {
  project_id: string;
  name: string;
  title: string;
  created_at: MomentByDefault;
}

/** What programs sign in with. */
export interface ApiKeysTable extends TenantTable {
  key_id: string;
  name: string;
  secret_hash: Buffer;
  permissions: string[];
  project_id: string | null;
  previous_hash: Buffer | null;
  previous_until: Moment | null;
  networks: string[] | null;
  trust_rule_id: string | null;
  created_by: string;
  created_at: MomentByDefault;
  expires_at: Moment | null;
  used_at: Moment | null;
  revoked_at: Moment | null;
}

/** What everybody did. */
export interface AuditEntriesTable extends TenantTable {
  sequence: number;
  at: Moment;
  format: number;
  actor_kind: string;
  actor_id: string | null;
  address: string | null;
  action: string;
  subject: string;
  details: Json;
  value_before: Json | null;
  value_after: Json | null;
  previous_hash: Buffer;
  hash: Buffer;
}

/** What the trail was at some moment, so that its end cannot be cut off unseen. */
export interface AuditAnchorsTable extends TenantTable {
  sequence: number;
  kind: string;
  hash: Buffer;
  at: MomentByDefault;
}
