import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** Roles that a tenant makes of permissions. */
export const customRoles: Migration = {
  number: 31,
  name: "custom roles",
  sql: `
CREATE TABLE custom_roles (
  tenant_id uuid NOT NULL REFERENCES tenants,
  role_id uuid NOT NULL,
  title text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('tenant', 'project')),
  permissions text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, role_id)
);
CREATE UNIQUE INDEX custom_roles_by_title ON custom_roles (tenant_id, lower(title));
${protect("custom_roles", writtenByBoth)}

-- Where somebody has one, it alone says what they may do; a role that somebody has cannot go.
ALTER TABLE accounts ADD COLUMN custom_role_id uuid,
  ADD FOREIGN KEY (tenant_id, custom_role_id) REFERENCES custom_roles;
ALTER TABLE project_roles ADD COLUMN custom_role_id uuid,
  ADD FOREIGN KEY (tenant_id, custom_role_id) REFERENCES custom_roles;
CREATE INDEX accounts_of_custom_role ON accounts (tenant_id, custom_role_id) WHERE custom_role_id IS NOT NULL;
CREATE INDEX project_roles_of_custom_role ON project_roles (tenant_id, custom_role_id) WHERE custom_role_id IS NOT NULL;
`,
};
