import type { Migration } from "./migration.ts";

/** Dashboards that stand in the place of the overview: one's own for oneself, a shared one for the tenant. */
export const overviews: Migration = {
  number: 40,
  name: "overviews",
  sql: `
ALTER TABLE dashboards ADD COLUMN is_overview boolean NOT NULL DEFAULT false;
CREATE INDEX dashboards_overview ON dashboards (tenant_id, owner_id) WHERE is_overview;
`,
};
