import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** What people prove beside a password that they are who they say, and what a tenant demands of them. */
export const secondFactors: Migration = {
  number: 16,
  name: "second factors",
  sql: `
-- What a tenant demands of whoever signs in; no row demands nothing.
CREATE TABLE sign_in_rules (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  -- From this moment on whoever comes by a password alone may do nothing but set a second factor up.
  second_factor_from timestamptz,
  changed_at timestamptz NOT NULL DEFAULT now()
);
${protect("sign_in_rules", writtenByBoth)}

CREATE TABLE one_time_codes (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  -- Encrypted with the key of the installation, which is not in this database.
  sealed_secret text NOT NULL,
  -- A code of this step or an earlier one was used.
  last_step bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- NULL until a first code showed that the secret arrived.
  confirmed_at timestamptz,
  PRIMARY KEY (tenant_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
${protect("one_time_codes", writtenByBoth)}

CREATE TABLE recovery_codes (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  PRIMARY KEY (tenant_id, account_id, code_hash),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
${protect("recovery_codes", writtenByBoth)}

CREATE TABLE passkeys (
  tenant_id uuid NOT NULL,
  passkey_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  is_backed_up boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  PRIMARY KEY (tenant_id, passkey_id),
  UNIQUE (tenant_id, credential_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX passkeys_of_account ON passkeys (tenant_id, account_id);
${protect("passkeys", writtenByBoth)}

-- Something begun that ends within minutes: the second step of signing in, a passkey that is being made.
CREATE TABLE sign_in_tickets (
  tenant_id uuid NOT NULL REFERENCES tenants,
  ticket_hash bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('second-factor', 'passkey', 'new-passkey')),
  -- NULL where a passkey will say whose it is.
  account_id uuid,
  challenge text NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, ticket_hash),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX sign_in_tickets_of_account ON sign_in_tickets (tenant_id, account_id);
CREATE INDEX sign_in_tickets_by_end ON sign_in_tickets (tenant_id, expires_at);
${protect("sign_in_tickets", writtenByBoth)}

-- How somebody came, and when they last showed who they are: what is delicate wants that not to be long ago.
ALTER TABLE sessions ADD COLUMN came_by text NOT NULL DEFAULT 'password',
  ADD COLUMN proved_at timestamptz NOT NULL DEFAULT now();
`,
};
