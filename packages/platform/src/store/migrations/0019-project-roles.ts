import { type Migration, protect, protectProject, writtenByBoth } from "./migration.ts";

/** Members of some projects alone, and keys that are changed in flight and used from some places alone. */
export const projectRoles: Migration = {
  number: 19,
  name: "project roles",
  sql: `
-- Whether somebody sees the projects of project_roles and no more; the role of the account says nothing then.
ALTER TABLE accounts ADD COLUMN is_limited boolean NOT NULL DEFAULT false;

CREATE TABLE project_roles (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  project_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('editor', 'viewer')),
  PRIMARY KEY (tenant_id, account_id, project_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES accounts ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE
);
CREATE INDEX project_roles_of_project ON project_roles (tenant_id, project_id);
${protect("project_roles", writtenByBoth)}
${protectProject("project_roles")}

-- What whoever opens the link becomes a member of: projects by id, each with its role; NULL is all of them.
ALTER TABLE invitations ADD COLUMN projects jsonb;

-- For a while the secret before counts, too; and a key may be used from some networks alone.
ALTER TABLE api_keys ADD COLUMN previous_hash bytea, ADD COLUMN previous_until timestamptz,
  ADD COLUMN networks text[];

-- One project became a list of them.
DO $$
DECLARE scoped record;
BEGIN
  FOR scoped IN SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND policyname = 'project_scope' LOOP
    EXECUTE format('DROP POLICY project_scope ON %I', scoped.tablename);
    EXECUTE replace($policy$${protectProject("SCOPED")}$policy$, 'SCOPED', quote_ident(scoped.tablename));
  END LOOP;
END $$;
`,
};
