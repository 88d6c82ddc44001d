import { type Migration, protect, writtenByBoth } from "./migration.ts";

/** What people keep for themselves or share: views of lists, and dashboards. */
export const views: Migration = {
  number: 11,
  name: "views",
  sql: `
CREATE TABLE saved_views (
  tenant_id uuid NOT NULL,
  view_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  is_shared boolean NOT NULL,
  list text NOT NULL,
  name text NOT NULL,
  query jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, view_id),
  UNIQUE (tenant_id, owner_id, list, name),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX saved_views_shared ON saved_views (tenant_id, name) WHERE is_shared;
${protect("saved_views", writtenByBoth)}

CREATE TABLE dashboards (
  tenant_id uuid NOT NULL,
  dashboard_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  is_shared boolean NOT NULL,
  title text NOT NULL,
  widgets jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, dashboard_id),
  UNIQUE (tenant_id, owner_id, title),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX dashboards_shared ON dashboards (tenant_id, title) WHERE is_shared;
${protect("dashboards", writtenByBoth)}
`,
};
