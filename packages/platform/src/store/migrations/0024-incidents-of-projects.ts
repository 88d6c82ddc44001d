import type { Migration } from "./migration.ts";

/** Incidents are found by their project, also when a project is deleted. */
export const incidentsOfProjects: Migration = {
  number: 24,
  name: "incidents of projects",
  sql: `
CREATE INDEX incidents_of_project ON incidents (tenant_id, project_id, last_at DESC, incident_id);
`,
};
