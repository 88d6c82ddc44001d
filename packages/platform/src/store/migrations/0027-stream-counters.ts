import type { Migration } from "./migration.ts";

/** What watches counted, how their questions ended, and which activities may be over. */
export const streamCounters: Migration = {
  number: 27,
  name: "stream counters",
  sql: `
ALTER TABLE event_watches
  ADD COLUMN duplicates bigint NOT NULL DEFAULT 0,
  ADD COLUMN late bigint NOT NULL DEFAULT 0,
  ADD COLUMN early bigint NOT NULL DEFAULT 0,
  ADD COLUMN future bigint NOT NULL DEFAULT 0,
  -- Alerts beyond the limit of findings.
  ADD COLUMN dropped bigint NOT NULL DEFAULT 0,
  -- Requests that could not be judged at all.
  ADD COLUMN failed_requests bigint NOT NULL DEFAULT 0,
  -- Events that wait for others to come before them.
  ADD COLUMN held integer NOT NULL DEFAULT 0,
  ADD COLUMN learning_since timestamptz,
  ADD COLUMN coverage jsonb NOT NULL DEFAULT '[]',
  -- What went wrong, each kind as it was told last.
  ADD COLUMN troubles jsonb NOT NULL DEFAULT '[]';

CREATE INDEX findings_of_activities ON findings (tenant_id, first_seen_at)
  WHERE kind = 'activity' AND status <> 'fixed';
`,
};
