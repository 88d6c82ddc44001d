import {
  appendedByBoth,
  type Migration,
  protect,
  protectProject,
  writtenByBoth,
  writtenByWorker,
} from "./migration.ts";

/** What is wrong, who saw it, and what people decided. */
export const findings: Migration = {
  number: 3,
  name: "findings",
  sql: `
CREATE TABLE decisions (
  tenant_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('accepted', 'false-positive', 'excluded')),
  reason text NOT NULL CHECK (reason <> ''),
  scope text NOT NULL CHECK (scope IN ('finding', 'asset', 'flaw', 'project', 'tenant')),
  finding_id uuid,
  asset_id uuid,
  project_id uuid,
  -- What it is about in a scope wider than one finding: a rule, or a flaw by all of its names, of one package or of all.
  rule_id text,
  flaws text[],
  package text,
  author_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  -- Set by the job that opens the findings again.
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, decision_id),
  FOREIGN KEY (tenant_id, author_id) REFERENCES accounts,
  FOREIGN KEY (tenant_id, revoked_by) REFERENCES accounts,
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, asset_id) REFERENCES assets ON DELETE CASCADE
);
CREATE INDEX decisions_in_force ON decisions (tenant_id, scope) WHERE ended_at IS NULL;
CREATE INDEX decisions_of_finding ON decisions (tenant_id, finding_id) WHERE finding_id IS NOT NULL;
CREATE INDEX decisions_of_project ON decisions (tenant_id, project_id);
CREATE INDEX decisions_of_asset ON decisions (tenant_id, asset_id);
${protect("decisions", writtenByBoth)}
${protectProject("decisions")}

CREATE TABLE findings (
  tenant_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  project_id uuid NOT NULL,
  asset_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('misconfiguration', 'vulnerability', 'secret', 'malware', 'activity')),
  rule_id text NOT NULL,
  subject text NOT NULL,
  -- 0 critical, 1 high, 2 medium, 3 low, 4 info.
  severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 4),
  -- The order of lists: severity times 1000, less the risk in points; the worst is the smallest.
  rank integer NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'reopened', 'fixed', 'accepted', 'false-positive', 'excluded')),
  title text NOT NULL,
  flaw text,
  flaw_names text[],
  package text,
  package_name text,
  fixed_in text,
  aliases text[] NOT NULL,
  controls text[] NOT NULL,
  -- The rest as the report has it: message, remediation, evidence, fix, vulnerability, exception.
  details jsonb NOT NULL,
  -- Which producer's words these are: the scanner's own go before those of others.
  described_by text NOT NULL,
  content_digest bytea NOT NULL,
  first_seen_at timestamptz NOT NULL,
  first_report_id uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  fixed_at timestamptz,
  reopened_count integer NOT NULL DEFAULT 0,
  due_at timestamptz,
  assignee_id uuid,
  decision_id uuid,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, finding_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, asset_id) REFERENCES assets ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, assignee_id) REFERENCES accounts,
  FOREIGN KEY (tenant_id, decision_id) REFERENCES decisions
);
CREATE INDEX findings_open ON findings (tenant_id, rank, finding_id) WHERE status IN ('open', 'reopened');
CREATE INDEX findings_open_of_project ON findings (tenant_id, project_id, rank, finding_id)
  WHERE status IN ('open', 'reopened');
CREATE INDEX findings_of_asset ON findings (tenant_id, asset_id, rank, finding_id);
CREATE INDEX findings_by_rule ON findings (tenant_id, rule_id, rank, finding_id);
CREATE INDEX findings_by_flaw ON findings (tenant_id, flaw, rank, finding_id) WHERE flaw IS NOT NULL;
CREATE INDEX findings_by_decision ON findings (tenant_id, decision_id) WHERE decision_id IS NOT NULL;
CREATE INDEX findings_due ON findings (tenant_id, due_at, finding_id)
  WHERE status IN ('open', 'reopened') AND due_at IS NOT NULL;
${protect("findings", { application: "SELECT, UPDATE", worker: "SELECT, INSERT, UPDATE, DELETE" })}
${protectProject("findings")}
ALTER TABLE decisions ADD FOREIGN KEY (tenant_id, finding_id) REFERENCES findings ON DELETE CASCADE;

CREATE TABLE observations (
  tenant_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  witness_id uuid NOT NULL,
  first_seen_at timestamptz NOT NULL,
  first_report_id uuid NOT NULL,
  -- Left open while the witness still says so; then it was last seen when the witness last said so.
  last_seen_at timestamptz,
  gone_at timestamptz,
  gone_report_id uuid,
  PRIMARY KEY (tenant_id, finding_id, witness_id),
  FOREIGN KEY (tenant_id, finding_id) REFERENCES findings ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, witness_id) REFERENCES witnesses ON DELETE CASCADE
);
CREATE INDEX observations_of_witness ON observations (tenant_id, witness_id, finding_id) WHERE gone_at IS NULL;
${protect("observations", writtenByWorker)}

-- Every change after the first sight, which the finding itself tells.
CREATE TABLE finding_history (
  tenant_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  at timestamptz NOT NULL,
  change text NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('account', 'api-key', 'platform', 'report')),
  actor_id text,
  details jsonb NOT NULL,
  PRIMARY KEY (tenant_id, finding_id, entry_id),
  FOREIGN KEY (tenant_id, finding_id) REFERENCES findings ON DELETE CASCADE
);
CREATE INDEX finding_history_by_time ON finding_history (tenant_id, at);
${protect("finding_history", appendedByBoth)}

CREATE TABLE finding_comments (
  tenant_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  author_id uuid NOT NULL,
  text text NOT NULL CHECK (text <> ''),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, finding_id, comment_id),
  FOREIGN KEY (tenant_id, finding_id) REFERENCES findings ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, author_id) REFERENCES accounts
);
${protect("finding_comments", writtenByBoth)}

CREATE TABLE finding_tickets (
  tenant_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  url text NOT NULL,
  title text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, finding_id, url),
  FOREIGN KEY (tenant_id, finding_id) REFERENCES findings ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, created_by) REFERENCES accounts
);
${protect("finding_tickets", writtenByBoth)}

-- Days until a finding is due; the holder is a project, or the tenant for all projects that say nothing.
CREATE TABLE service_levels (
  tenant_id uuid NOT NULL REFERENCES tenants,
  holder_id uuid NOT NULL,
  severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 4),
  days integer NOT NULL CHECK (days BETWEEN 1 AND 3650),
  PRIMARY KEY (tenant_id, holder_id, severity)
);
${protect("service_levels", writtenByBoth)}

CREATE TABLE daily_counts (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  day date NOT NULL,
  severity smallint NOT NULL,
  opened integer NOT NULL DEFAULT 0,
  reopened integer NOT NULL DEFAULT 0,
  fixed integer NOT NULL DEFAULT 0,
  decided integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, project_id, day, severity),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE
);
${protect("daily_counts", writtenByBoth)}
${protectProject("daily_counts")}

-- What is known of flaws is the same for everybody and stands here once.
CREATE TABLE flaws (
  flaw text PRIMARY KEY,
  names text[] NOT NULL,
  epss real,
  epss_percentile real,
  known_exploited_since date,
  changed_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE flaws ENABLE ROW LEVEL SECURITY;
ALTER TABLE flaws FORCE ROW LEVEL SECURITY;
CREATE POLICY known_to_all ON flaws FOR SELECT USING (true);
CREATE POLICY written_by_worker ON flaws TO sekisho_worker USING (true) WITH CHECK (true);
GRANT SELECT ON flaws TO sekisho_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON flaws TO sekisho_worker;
`,
};
