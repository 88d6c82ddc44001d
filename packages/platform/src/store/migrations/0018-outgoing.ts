import { type Migration, protect, writtenByBoth } from "./migration.ts";

const everything = "SELECT, INSERT, UPDATE, DELETE";

/** What tells people and programs of changes, and what waits to be sent. */
export const outgoing: Migration = {
  number: 18,
  name: "outgoing",
  sql: `
CREATE TABLE destinations (
  tenant_id uuid NOT NULL REFERENCES tenants,
  destination_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('mail', 'slack', 'teams', 'webhook', 'sns', 'jira')),
  language text NOT NULL CHECK (language IN ('en', 'ja')),
  settings jsonb NOT NULL,
  -- Sealed with the key of the installation; NULL where there is none.
  secret text,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, destination_id),
  UNIQUE (tenant_id, name),
  FOREIGN KEY (tenant_id, created_by) REFERENCES accounts
);
CREATE INDEX destinations_by_creator ON destinations (tenant_id, created_by);
${protect("destinations", writtenByBoth)}

CREATE TABLE notification_rules (
  tenant_id uuid NOT NULL REFERENCES tenants,
  rule_id uuid NOT NULL,
  destination_id uuid NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  changes text[] NOT NULL,
  schedule jsonb NOT NULL,
  missing_days integer,
  is_enabled boolean NOT NULL DEFAULT true,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, rule_id),
  UNIQUE (tenant_id, name),
  FOREIGN KEY (tenant_id, destination_id) REFERENCES destinations ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, created_by) REFERENCES accounts
);
CREATE INDEX notification_rules_of_destination ON notification_rules (tenant_id, destination_id);
CREATE INDEX notification_rules_enabled ON notification_rules (tenant_id) WHERE is_enabled;
${protect("notification_rules", writtenByBoth)}

-- What happened, until the rules were asked who is to hear of it.
CREATE TABLE notification_causes (
  tenant_id uuid NOT NULL REFERENCES tenants,
  cause_id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- upload:ID, advisories:VERSION, overdue:MOMENT, missing:RULE:MOMENT, incident:ID: the same cause is told once.
  cause_key text NOT NULL,
  change text NOT NULL CHECK (change IN ('new', 'worse', 'overdue', 'scan-missing', 'incident')),
  -- The worst of those that changed.
  findings uuid[] NOT NULL,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, cause_id)
);
CREATE INDEX notification_causes_by_key ON notification_causes (tenant_id, cause_key);
${protect("notification_causes", writtenByBoth)}

CREATE TABLE notification_watermarks (
  tenant_id uuid NOT NULL REFERENCES tenants,
  kind text NOT NULL,
  looked_until timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, kind)
);
${protect("notification_watermarks", writtenByBoth)}

CREATE TABLE digest_entries (
  tenant_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  -- When the digest goes out.
  slot timestamptz NOT NULL,
  cause_key text NOT NULL,
  notice jsonb NOT NULL,
  PRIMARY KEY (tenant_id, rule_id, slot, cause_key),
  FOREIGN KEY (tenant_id, rule_id) REFERENCES notification_rules ON DELETE CASCADE
);
${protect("digest_entries", writtenByBoth)}

-- One row a destination: whoever holds its lease is the only one who sends there, and so keeps the order.
CREATE TABLE outbox_lanes (
  tenant_id uuid NOT NULL,
  destination_id uuid NOT NULL,
  has_waiting boolean NOT NULL DEFAULT false,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  lease_id uuid,
  lease_until timestamptz,
  -- In a row.
  failures integer NOT NULL DEFAULT 0,
  last_error jsonb,
  PRIMARY KEY (tenant_id, destination_id),
  FOREIGN KEY (tenant_id, destination_id) REFERENCES destinations ON DELETE CASCADE
);
CREATE INDEX outbox_lanes_ready ON outbox_lanes (next_attempt_at) WHERE has_waiting;
${protect("outbox_lanes", { application: everything, worker: everything })}
-- Workers send for all tenants.
CREATE POLICY outbox_lanes_of_worker ON outbox_lanes TO sekisho_worker USING (true) WITH CHECK (true);

CREATE TABLE outbox_messages (
  tenant_id uuid NOT NULL,
  destination_id uuid NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  message_id uuid NOT NULL,
  -- One message a destination for each cause.
  cause_key text NOT NULL,
  notice jsonb NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
  not_before timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  last_error jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, destination_id, position),
  UNIQUE (tenant_id, destination_id, cause_key),
  FOREIGN KEY (tenant_id, destination_id) REFERENCES destinations ON DELETE CASCADE
);
CREATE INDEX outbox_messages_waiting ON outbox_messages (tenant_id, destination_id, position) WHERE state = 'waiting';
CREATE INDEX outbox_messages_by_state ON outbox_messages (tenant_id, destination_id, state, position);
CREATE INDEX outbox_messages_by_id ON outbox_messages (tenant_id, message_id);
${protect("outbox_messages", { application: everything, worker: everything })}
CREATE POLICY outbox_messages_of_worker ON outbox_messages TO sekisho_worker USING (true) WITH CHECK (true);

-- Issues that were made elsewhere, and the findings that they are about.
CREATE TABLE issue_links (
  tenant_id uuid NOT NULL,
  destination_id uuid NOT NULL,
  issue_key text NOT NULL,
  message_id uuid NOT NULL,
  url text NOT NULL,
  findings uuid[] NOT NULL,
  -- What the other side says of it.
  state text NOT NULL DEFAULT '',
  is_done boolean NOT NULL DEFAULT false,
  looked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, destination_id, issue_key),
  FOREIGN KEY (tenant_id, destination_id) REFERENCES destinations ON DELETE CASCADE
);
${protect("issue_links", writtenByBoth)}

-- Nothing that changes a finding can forget to say so: statements note what they did, in their own transaction.
CREATE FUNCTION note_notification_cause(of_tenant uuid, what text, changed uuid[]) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  key text := coalesce(nullif(current_setting('sekisho.cause', true), ''), 'change:' || pg_current_xact_id());
BEGIN
  IF cardinality(changed) = 0 OR changed IS NULL THEN RETURN; END IF;
  INSERT INTO notification_causes (tenant_id, cause_key, change, findings) VALUES (of_tenant, key, what, changed);
  INSERT INTO jobs (tenant_id, job_id, kind, lane, concurrency_key, payload, run_at)
  VALUES (of_tenant, gen_random_uuid(), 'notify', 'scheduled', 'notify:' || of_tenant, jsonb_build_object('causeKey', key),
    -- Advisories come to many reports one after the other: one message tells of all.
    now() + CASE WHEN key LIKE 'advisories:%' THEN interval '1 minute' ELSE interval '0' END);
END $$;

CREATE FUNCTION note_finding_news() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  of_tenant uuid := nullif(current_setting('sekisho.tenant', true), '')::uuid;
BEGIN
  IF of_tenant IS NULL OR NOT EXISTS (
    SELECT FROM notification_rules WHERE tenant_id = of_tenant AND is_enabled AND changes && ARRAY['new', 'worse']) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    PERFORM note_notification_cause(of_tenant, 'new',
      (SELECT array_agg(finding_id) FROM (SELECT finding_id FROM new_rows ORDER BY rank LIMIT 20000) AS worst));
    RETURN NULL;
  END IF;
  PERFORM note_notification_cause(of_tenant, 'new', (SELECT array_agg(finding_id) FROM (
    SELECT n.finding_id FROM new_rows n JOIN old_rows o USING (finding_id)
    WHERE n.status = 'reopened' AND o.status NOT IN ('open', 'reopened') ORDER BY n.rank LIMIT 20000) AS worst));
  PERFORM note_notification_cause(of_tenant, 'worse', (SELECT array_agg(finding_id) FROM (
    SELECT n.finding_id FROM new_rows n JOIN old_rows o USING (finding_id)
    WHERE n.severity < o.severity AND o.status IN ('open', 'reopened') ORDER BY n.rank LIMIT 20000) AS worst));
  RETURN NULL;
END $$;
CREATE TRIGGER findings_note_news AFTER INSERT ON findings
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_finding_news();
CREATE TRIGGER findings_note_returns AFTER UPDATE ON findings
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_finding_news();
`,
};
