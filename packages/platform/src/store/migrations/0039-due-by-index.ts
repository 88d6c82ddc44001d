import type { Migration } from "./migration.ts";

/** What is late is counted by severity in an index alone. */
export const dueByIndex: Migration = {
  number: 39,
  name: "due by index",
  sql: `
DROP INDEX findings_due;
CREATE INDEX findings_due ON findings (tenant_id, due_at, finding_id) INCLUDE (project_id, severity)
  WHERE status IN ('open', 'reopened') AND due_at IS NOT NULL;
`,
};
