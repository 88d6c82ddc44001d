import { type Migration, protect, protectProject, writtenByBoth } from "./migration.ts";

/** Who may connect to whom and who may do what, as the manifests of a project last allowed it. */
export const accessMaps: Migration = {
  number: 34,
  name: "access maps",
  sql: `
CREATE TABLE access_maps (
  tenant_id uuid NOT NULL REFERENCES tenants,
  project_id uuid NOT NULL,
  name text NOT NULL,
  -- JSON, compressed with gzip: of a large cluster it is some megabytes.
  content bytea NOT NULL,
  workloads integer NOT NULL,
  connections integer NOT NULL,
  subjects integer NOT NULL,
  is_whole boolean NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, project_id, name),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE
);
${protect("access_maps", writtenByBoth)}
${protectProject("access_maps")}
`,
};
