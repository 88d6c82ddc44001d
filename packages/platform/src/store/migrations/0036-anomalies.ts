import type { Migration } from "./migration.ts";

/** Why an activity is unusual, where it was compared with what is usual. */
export const anomalies: Migration = {
  number: 36,
  name: "anomalies",
  sql: `
ALTER TABLE incident_activities ADD COLUMN anomaly jsonb;
`,
};
