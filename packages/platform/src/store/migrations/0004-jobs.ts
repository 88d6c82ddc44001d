import { type Migration, protect } from "./migration.ts";

/** Work that waits for a worker. */
export const jobs: Migration = {
  number: 4,
  name: "jobs",
  sql: `
CREATE TABLE jobs (
  tenant_id uuid NOT NULL REFERENCES tenants,
  job_id uuid NOT NULL,
  kind text NOT NULL,
  lane text NOT NULL CHECK (lane IN ('interactive', 'scheduled')),
  -- Jobs of one key run one after the other.
  concurrency_key text NOT NULL,
  payload jsonb NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL DEFAULT 5,
  run_at timestamptz NOT NULL DEFAULT now(),
  lease_until timestamptz,
  worker_id uuid,
  last_error jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, job_id)
);
CREATE UNIQUE INDEX jobs_running ON jobs (tenant_id, concurrency_key) WHERE state = 'running';
-- Workers look for work of all tenants.
CREATE INDEX jobs_waiting ON jobs (lane, run_at, job_id) WHERE state = 'waiting';
CREATE INDEX jobs_leased ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_finished ON jobs (tenant_id, finished_at) WHERE finished_at IS NOT NULL;
${protect("jobs", { application: "SELECT, INSERT", worker: "SELECT, INSERT, UPDATE, DELETE" })}
CREATE POLICY jobs_of_worker ON jobs TO sekisho_worker USING (true) WITH CHECK (true);
`,
};
