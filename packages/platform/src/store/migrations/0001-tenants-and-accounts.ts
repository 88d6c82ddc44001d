import { appendedByBoth, type Migration, protect, protectProject, writtenByBoth } from "./migration.ts";

/** Who owns data, who signs in, and what everybody did. */
export const tenantsAndAccounts: Migration = {
  number: 1,
  name: "tenants and accounts",
  sql: `
CREATE TABLE tenants (
  tenant_id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
${protect("tenants", { application: "SELECT, INSERT", worker: "SELECT" })}
-- Whoever signs in knows the name of a tenant before its id: the one row of that name is seen.
CREATE POLICY tenant_by_name ON tenants FOR SELECT TO sekisho_application
  USING (name = nullif(current_setting('sekisho.tenant_name', true), ''));
-- Scheduled work goes from tenant to tenant.
CREATE POLICY tenants_of_worker ON tenants FOR SELECT TO sekisho_worker USING (true);

CREATE TABLE accounts (
  tenant_id uuid NOT NULL REFERENCES tenants,
  account_id uuid NOT NULL,
  email text NOT NULL CHECK (email = lower(email)),
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer', 'auditor')),
  password_hash text,
  created_at timestamptz NOT NULL DEFAULT now(),
  disabled_at timestamptz,
  PRIMARY KEY (tenant_id, account_id),
  UNIQUE (tenant_id, email)
);
${protect("accounts", writtenByBoth)}

CREATE TABLE sessions (
  tenant_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX sessions_of_account ON sessions (tenant_id, account_id);
${protect("sessions", writtenByBoth)}

CREATE TABLE sign_in_failures (
  tenant_id uuid NOT NULL REFERENCES tenants,
  email_hash bytea NOT NULL,
  failures integer NOT NULL,
  last_failure_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, email_hash)
);
${protect("sign_in_failures", writtenByBoth)}

CREATE TABLE projects (
  tenant_id uuid NOT NULL REFERENCES tenants,
  project_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, project_id),
  UNIQUE (tenant_id, name)
);
${protect("projects", writtenByBoth)}
${protectProject("projects")}

CREATE TABLE api_keys (
  tenant_id uuid NOT NULL REFERENCES tenants,
  key_id uuid NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  permissions text[] NOT NULL,
  project_id uuid,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, key_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, created_by) REFERENCES accounts
);
CREATE INDEX api_keys_of_project ON api_keys (tenant_id, project_id);
CREATE INDEX api_keys_of_account ON api_keys (tenant_id, created_by);
${protect("api_keys", writtenByBoth)}
${protectProject("api_keys")}

CREATE TABLE audit_entries (
  tenant_id uuid NOT NULL REFERENCES tenants,
  sequence bigint NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('account', 'api-key', 'nobody', 'platform')),
  actor_id text,
  action text NOT NULL,
  subject text NOT NULL,
  details jsonb NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (tenant_id, sequence)
);
${protect("audit_entries", appendedByBoth)}
`,
};
