import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** How people come, what they carry and where they are signed in. */
export const people: Migration = {
  number: 14,
  name: "people",
  sql: `
-- A link that is handed over: whoever opens it chooses a password. For somebody new, or for an account that lost its own.
CREATE TABLE invitations (
  tenant_id uuid NOT NULL REFERENCES tenants,
  invitation_id uuid NOT NULL,
  -- The account whose password is set anew; NULL makes an account.
  account_id uuid,
  email text NOT NULL CHECK (email = lower(email)),
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer', 'auditor')),
  token_hash bytea NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, invitation_id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES accounts,
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX invitations_of_account ON invitations (tenant_id, account_id);
CREATE INDEX invitations_by_creator ON invitations (tenant_id, created_by);
-- One link at a time for one address: a new one takes the place of the old.
CREATE UNIQUE INDEX invitations_open ON invitations (tenant_id, email) WHERE used_at IS NULL AND revoked_at IS NULL;
${protect("invitations", writtenByBoth)}

-- What a list of sessions names them by: the hash is never told.
ALTER TABLE sessions ADD COLUMN session_id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN user_agent text NOT NULL DEFAULT '', ADD COLUMN address text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX sessions_by_id ON sessions (tenant_id, session_id);
`,
};
