import type { Migration } from "./migration.ts";

/**
 * What is counted over all open findings of a tenant is counted in indexes alone. The project is in them for the policies,
 * which would look at each row for it otherwise: a tenant's findings are spread over as many pages as there are findings.
 */
export const countsByIndex: Migration = {
  number: 33,
  name: "counts by index",
  sql: `
DROP INDEX findings_open_by_asset;
CREATE INDEX findings_open_by_asset ON findings (tenant_id, asset_id, severity) INCLUDE (project_id)
  WHERE status IN ('open', 'reopened');
CREATE INDEX findings_open_by_topic ON findings (tenant_id, topic_id, rank) INCLUDE (project_id, asset_id)
  WHERE status IN ('open', 'reopened');
DROP INDEX findings_due;
CREATE INDEX findings_due ON findings (tenant_id, due_at, finding_id) INCLUDE (project_id)
  WHERE status IN ('open', 'reopened') AND due_at IS NOT NULL;
`,
};
