import type { Migration } from "./migration.ts";

/** Imports write components by the hundred thousand. */
export const componentsByImport: Migration = {
  number: 12,
  name: "components by import",
  sql: `
-- The statement that writes a row has just written its component: components are never deleted.
ALTER TABLE asset_components DROP CONSTRAINT asset_components_tenant_id_component_id_fkey;
-- Which state of the advisories the packages of the report were last held against; empty where it lists none.
ALTER TABLE reports ADD COLUMN matched_with text;
`,
};
