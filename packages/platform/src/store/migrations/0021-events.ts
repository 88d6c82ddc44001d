import { type Migration, protect, protectProject, writtenByBoth, writtenByWorker } from "./migration.ts";

/** Streams of events, what is remembered of them, and the incidents that they show. */
export const events: Migration = {
  number: 21,
  name: "events",
  sql: `
-- What senders sent, each request one; the bytes are a blob.
CREATE TABLE event_segments (
  tenant_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  project_id uuid NOT NULL,
  cluster text NOT NULL,
  blob_digest text NOT NULL,
  size_bytes bigint NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  sent_by uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'judged', 'failed')),
  events integer,
  problems integer,
  first_at timestamptz,
  last_at timestamptz,
  PRIMARY KEY (tenant_id, segment_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE
);
CREATE INDEX event_segments_waiting ON event_segments (tenant_id, project_id, cluster, segment_id)
  WHERE state = 'waiting';
CREATE INDEX event_segments_of_time ON event_segments (tenant_id, project_id, cluster, received_at);
CREATE INDEX event_segments_of_blob ON event_segments (tenant_id, blob_digest);
${protect("event_segments", writtenByBoth)}
${protectProject("event_segments")}

-- What the detection of a cluster goes on with.
CREATE TABLE event_watches (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  cluster text NOT NULL,
  -- JSON, compressed with zstd.
  memory bytea NOT NULL,
  events bigint NOT NULL,
  problems bigint NOT NULL,
  last_event_at timestamptz,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, project_id, cluster),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE
);
${protect("event_watches", writtenByWorker)}
${protectProject("event_watches")}

-- What one actor, and whom they gave power to, did within a while.
CREATE TABLE incidents (
  tenant_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  project_id uuid NOT NULL,
  cluster text NOT NULL,
  severity integer NOT NULL,
  actors text[] NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, incident_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE
);
CREATE INDEX incidents_of_time ON incidents (tenant_id, last_at DESC, incident_id);
${protect("incidents", writtenByWorker)}
${protectProject("incidents")}

CREATE TABLE incident_activities (
  tenant_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  rule_id text NOT NULL,
  title jsonb NOT NULL,
  message jsonb NOT NULL,
  severity integer NOT NULL,
  subject text NOT NULL,
  caller text NOT NULL,
  sources text[] NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  count bigint NOT NULL,
  is_accepted boolean NOT NULL,
  PRIMARY KEY (tenant_id, incident_id, activity_id),
  FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents ON DELETE CASCADE
);
${protect("incident_activities", writtenByWorker)}

-- The events that an activity is made of, whole: evidence outlives the stream.
CREATE TABLE incident_events (
  tenant_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  activity_id uuid NOT NULL,
  event_id text NOT NULL,
  happened_at timestamptz NOT NULL,
  event jsonb NOT NULL,
  PRIMARY KEY (tenant_id, incident_id, activity_id, event_id),
  FOREIGN KEY (tenant_id, incident_id, activity_id) REFERENCES incident_activities ON DELETE CASCADE
);
${protect("incident_events", writtenByWorker)}

-- What a tenant judges events by: rules of Falco, suppressions, lists of addresses.
CREATE TABLE detection_files (
  tenant_id uuid NOT NULL REFERENCES tenants,
  kind text NOT NULL CHECK (kind IN ('falco-rules', 'configuration', 'addresses')),
  name text NOT NULL,
  content text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by uuid NOT NULL,
  PRIMARY KEY (tenant_id, kind, name)
);
${protect("detection_files", writtenByBoth)}
`,
};
