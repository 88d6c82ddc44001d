import { type Migration, protect, type TableGrants, writtenByWorker } from "./migration.ts";

const everything = "SELECT, INSERT, UPDATE, DELETE";
/** Requests note what they use and change nothing of it. */
const notedByBoth: TableGrants = { application: "SELECT, INSERT", worker: everything };

/**
 * What tenants may use and what they use. Where the server has no plans no tenant has a row in `tenant_plans`, and nothing
 * is measured.
 */
export const plans: Migration = {
  number: 26,
  name: "plans",
  sql: `
CREATE TABLE tenant_plans (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  plan text NOT NULL,
  -- What the provider of payments calls the tenant and what it pays for.
  customer text,
  subscription text,
  status text NOT NULL DEFAULT 'none' CHECK (status IN ('none', 'active', 'past-due')),
  -- The first payment in a row that failed.
  past_due_since timestamptz,
  period_ends_at timestamptz,
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX tenant_plans_by_customer ON tenant_plans (customer) WHERE customer IS NOT NULL;
${protect("tenant_plans", { application: everything, worker: everything })}
-- The provider of payments knows tenants by its own names: the one row of that name is seen.
CREATE POLICY tenant_plan_by_customer ON tenant_plans FOR SELECT TO sekisho_application
  USING (customer = nullif(current_setting('sekisho.customer', true), ''));

-- One row a cause: what happens twice is used once.
CREATE TABLE usage_events (
  tenant_id uuid NOT NULL REFERENCES tenants,
  month date NOT NULL,
  meter text NOT NULL CHECK (meter IN ('images', 'nodes', 'workloads', 'uploads', 'events', 'seats')),
  -- The report, the segment of events, the asset, the account.
  cause text NOT NULL,
  quantity bigint NOT NULL CHECK (quantity >= 0),
  -- In usage_totals already.
  is_counted boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, month, meter, cause)
);
CREATE INDEX usage_events_uncounted ON usage_events (tenant_id, month, meter) WHERE NOT is_counted;
${protect("usage_events", notedByBoth)}

CREATE TABLE usage_totals (
  tenant_id uuid NOT NULL REFERENCES tenants,
  month date NOT NULL,
  meter text NOT NULL,
  quantity bigint NOT NULL,
  -- What the provider of payments knows, and what it is just being told: a second attempt tells the same.
  told bigint NOT NULL DEFAULT 0,
  telling bigint,
  PRIMARY KEY (tenant_id, month, meter)
);
${protect("usage_totals", writtenByWorker)}

CREATE TABLE usage_statements (
  tenant_id uuid NOT NULL REFERENCES tenants,
  month date NOT NULL,
  plan text NOT NULL,
  lines jsonb NOT NULL,
  closed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, month)
);
${protect("usage_statements", { application: "SELECT", worker: "SELECT, INSERT" })}

-- What owners were told, each thing once.
CREATE TABLE usage_warnings (
  tenant_id uuid NOT NULL REFERENCES tenants,
  -- 2026-11:images:near, payment:past-due:MOMENT.
  topic text NOT NULL,
  message_id uuid NOT NULL DEFAULT gen_random_uuid(),
  details jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  told_at timestamptz,
  PRIMARY KEY (tenant_id, topic)
);
CREATE INDEX usage_warnings_untold ON usage_warnings (tenant_id) WHERE told_at IS NULL;
${protect("usage_warnings", writtenByWorker)}

-- What the provider of payments said, so that it says it once.
CREATE TABLE billing_events (
  tenant_id uuid NOT NULL REFERENCES tenants,
  event_id text NOT NULL,
  kind text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, event_id)
);
${protect("billing_events", writtenByWorker)}

CREATE FUNCTION note_usage() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  of_tenant uuid := nullif(current_setting('sekisho.tenant', true), '')::uuid;
  this_month date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
BEGIN
  IF of_tenant IS NULL OR NOT EXISTS (SELECT FROM tenant_plans WHERE tenant_id = of_tenant) THEN RETURN NULL; END IF;
  IF TG_TABLE_NAME = 'reports' THEN
    INSERT INTO usage_events (tenant_id, month, meter, cause, quantity)
    SELECT tenant_id, this_month, 'uploads', report_id::text, 1 FROM new_rows
    -- What detection finds in events comes as a report, too: nobody uploaded it.
    WHERE uploaded_by <> 'detection' ON CONFLICT DO NOTHING;
  ELSIF TG_TABLE_NAME = 'event_segments' THEN
    -- A segment that is judged again at the turn of a month stays in the month in which it came.
    INSERT INTO usage_events (tenant_id, month, meter, cause, quantity)
    SELECT tenant_id, date_trunc('month', received_at AT TIME ZONE 'UTC')::date, 'events', segment_id::text, events
    FROM new_rows WHERE events > 0 ON CONFLICT DO NOTHING;
  ELSE
    INSERT INTO usage_events (tenant_id, month, meter, cause, quantity)
    SELECT tenant_id, this_month, 'seats', account_id::text, 1 FROM new_rows WHERE disabled_at IS NULL
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reports_note_usage AFTER INSERT ON reports
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER event_segments_note_usage AFTER UPDATE ON event_segments
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
CREATE TRIGGER accounts_note_usage AFTER INSERT ON accounts
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_usage();
`,
};
