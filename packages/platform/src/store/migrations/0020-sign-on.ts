import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** Signing in at a provider of the tenant. */
export const signOn: Migration = {
  number: 20,
  name: "sign-on",
  sql: `
-- A provider speaks for addresses of domains alone that the tenant showed to be its own.
CREATE TABLE claimed_domains (
  tenant_id uuid NOT NULL REFERENCES tenants,
  domain text NOT NULL CHECK (domain = lower(domain)),
  -- What a TXT record has to say.
  token text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  proved_at timestamptz,
  PRIMARY KEY (tenant_id, domain)
);
${protect("claimed_domains", writtenByBoth)}

CREATE TABLE sign_on_providers (
  tenant_id uuid NOT NULL REFERENCES tenants,
  provider_id uuid NOT NULL,
  title text NOT NULL,
  issuer text NOT NULL,
  client_id text NOT NULL,
  -- Encrypted with the key of the installation.
  sealed_secret text NOT NULL,
  groups_claim text NOT NULL,
  role_by_group jsonb NOT NULL,
  -- Of whoever comes for the first time and is in none of the groups; NULL lets nobody in that way.
  default_role text CHECK (default_role IN ('admin', 'editor', 'viewer', 'auditor')),
  is_enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, provider_id)
);
${protect("sign_on_providers", writtenByBoth)}

-- Who is who at a provider: e-mail addresses may change, this does not.
CREATE TABLE sign_on_identities (
  tenant_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, provider_id, subject),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES sign_on_providers ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX sign_on_identities_of_account ON sign_on_identities (tenant_id, account_id);
${protect("sign_on_identities", writtenByBoth)}

ALTER TABLE sign_in_tickets DROP CONSTRAINT sign_in_tickets_kind_check,
  ADD CONSTRAINT sign_in_tickets_kind_check
    CHECK (kind IN ('second-factor', 'passkey', 'new-passkey', 'sign-on', 'sign-on-preview'));
`,
};
