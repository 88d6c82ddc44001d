import type { Migration } from "./migration.ts";

/** The highest base score that anybody gives a flaw, and the reports that list packages. */
export const scoresOfFlaws: Migration = {
  number: 13,
  name: "scores of flaws",
  sql: `
ALTER TABLE flaws ADD COLUMN score real;
CREATE INDEX reports_matched ON reports (tenant_id, matched_with) WHERE matched_with IS NOT NULL;
`,
};
