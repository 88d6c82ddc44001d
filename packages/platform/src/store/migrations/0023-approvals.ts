import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** Decisions that wait until a second person agrees. */
export const approvals: Migration = {
  number: 23,
  name: "approvals",
  sql: `
CREATE TABLE approval_rules (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  is_needed boolean NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
${protect("approval_rules", writtenByBoth)}

-- What waits changes no finding.
ALTER TABLE decisions ADD COLUMN is_waiting boolean NOT NULL DEFAULT false,
  ADD COLUMN approved_by uuid, ADD COLUMN approved_at timestamptz;
`,
};
