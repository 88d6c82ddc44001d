import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** How often keys and tokens of pipelines were refused within a minute: thousands of them fill no trail. */
export const refusedCredentials: Migration = {
  number: 38,
  name: "refused credentials",
  sql: `
CREATE TABLE refused_credentials (
  tenant_id uuid NOT NULL REFERENCES tenants,
  -- What was refused: 'api-key ID', 'api-key' for keys that the tenant never made, 'pipeline'.
  credential text NOT NULL,
  reason text NOT NULL,
  since timestamptz NOT NULL,
  refused integer NOT NULL,
  PRIMARY KEY (tenant_id, credential, reason)
);
${protect("refused_credentials", writtenByBoth)}
`,
};
