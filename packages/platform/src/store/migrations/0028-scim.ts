import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** Members and groups that a provider writes by SCIM 2.0. */
export const scim: Migration = {
  number: 28,
  name: "scim",
  sql: `
-- What a provider says of a member beyond the account. Members without a row are seen by providers, too.
CREATE TABLE scim_users (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  user_name text NOT NULL,
  external_id text,
  given_name text,
  family_name text,
  changed_at timestamptz NOT NULL DEFAULT now(),
  -- The account stays, shut, for what it did; for providers it is gone.
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE UNIQUE INDEX scim_users_by_name ON scim_users (tenant_id, lower(user_name)) WHERE deleted_at IS NULL;
CREATE INDEX scim_users_by_external_id ON scim_users (tenant_id, external_id);
${protect("scim_users", writtenByBoth)}

-- Which of a provider's groups somebody is in; what that gives stands in role_by_group of the provider.
CREATE TABLE scim_groups (
  tenant_id uuid NOT NULL,
  group_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  display_name text NOT NULL,
  external_id text,
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, group_id),
  FOREIGN KEY (tenant_id, provider_id) REFERENCES sign_on_providers ON DELETE CASCADE
);
CREATE UNIQUE INDEX scim_groups_by_name ON scim_groups (tenant_id, provider_id, lower(display_name));
${protect("scim_groups", writtenByBoth)}

CREATE TABLE scim_group_members (
  tenant_id uuid NOT NULL,
  group_id uuid NOT NULL,
  account_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, group_id, account_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES scim_groups ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX scim_group_members_of_account ON scim_group_members (tenant_id, account_id);
${protect("scim_group_members", writtenByBoth)}
`,
};
