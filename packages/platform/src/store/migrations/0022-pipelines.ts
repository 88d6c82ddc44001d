import { type Migration, protect, protectProject, writtenByBoth } from "./migration.ts";

/** Pipelines that sign in with the token of the place where they run. */
export const pipelines: Migration = {
  number: 22,
  name: "pipelines",
  sql: `
-- Whose tokens give a key for some minutes, and for what.
CREATE TABLE trust_rules (
  tenant_id uuid NOT NULL REFERENCES tenants,
  rule_id uuid NOT NULL,
  name text NOT NULL,
  issuer text NOT NULL,
  audience text NOT NULL,
  -- Claims with what each has to be; a star stands for the rest of a text.
  claims jsonb NOT NULL,
  permissions text[] NOT NULL,
  project_id uuid,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, rule_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, created_by) REFERENCES accounts
);
CREATE INDEX trust_rules_of_project ON trust_rules (tenant_id, project_id);
CREATE INDEX trust_rules_of_issuer ON trust_rules (tenant_id, issuer);
${protect("trust_rules", writtenByBoth)}
${protectProject("trust_rules")}

-- A token is good once; it is forgotten when it would have expired.
CREATE TABLE used_tokens (
  tenant_id uuid NOT NULL REFERENCES tenants,
  token_hash bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, token_hash)
);
CREATE INDEX used_tokens_by_end ON used_tokens (tenant_id, expires_at);
${protect("used_tokens", writtenByBoth)}

-- The rule that gave a key: such keys are forgotten a day after their end.
ALTER TABLE api_keys ADD COLUMN trust_rule_id uuid;
`,
};
