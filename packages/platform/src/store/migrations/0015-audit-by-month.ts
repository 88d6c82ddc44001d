import { appendedByBoth, type Migration, protect } from "./migration.ts";

/**
 * The trail tells where from, and what was before and after; it is cut by months.
 *
 * Only the schema's owner may make or drop a month. Workers call the two functions for that, which do nothing else: the
 * one that forgets a month leaves an anchor of each tenant's last entry of it.
 */
export const auditByMonth: Migration = {
  number: 15,
  name: "audit by month",
  sql: `
ALTER TABLE audit_entries RENAME TO audit_entries_before;
ALTER INDEX audit_entries_pkey RENAME TO audit_entries_before_pkey;
CREATE TABLE audit_entries (
  tenant_id uuid NOT NULL REFERENCES tenants,
  sequence bigint NOT NULL,
  at timestamptz NOT NULL,
  -- How the hash is made; 1 covers neither the tenant nor the columns that came with this step.
  format smallint NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('account', 'api-key', 'nobody', 'platform')),
  actor_id text,
  address text,
  action text NOT NULL,
  subject text NOT NULL,
  details jsonb NOT NULL,
  value_before jsonb,
  value_after jsonb,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (tenant_id, sequence, at)
) PARTITION BY RANGE (at);
${protect("audit_entries", appendedByBoth)}
CREATE INDEX audit_entries_by_action ON audit_entries (tenant_id, action, sequence);
CREATE INDEX audit_entries_by_actor ON audit_entries (tenant_id, actor_id, sequence);
CREATE INDEX audit_entries_by_subject ON audit_entries (tenant_id, subject, sequence);
-- Entries of months that nobody has made yet, and of a backup's months.
CREATE TABLE audit_entries_other PARTITION OF audit_entries DEFAULT;
${protect("audit_entries_other", appendedByBoth)}
REVOKE ALL ON audit_entries_other FROM sekisho_application, sekisho_worker;

CREATE TABLE audit_anchors (
  tenant_id uuid NOT NULL REFERENCES tenants,
  sequence bigint NOT NULL,
  -- daily: the end of the trail at that moment; retention: everything up to here was forgotten.
  kind text NOT NULL CHECK (kind IN ('daily', 'retention')),
  hash bytea NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, sequence, kind)
);
${protect("audit_anchors", appendedByBoth)}

CREATE FUNCTION prepare_audit_months(months_ahead integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  first_day timestamptz;
  partition text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sekisho:audit-months', 0));
  FOR ahead IN 0..least(months_ahead, 24) LOOP
    first_day := date_trunc('month', now()) + make_interval(months => ahead);
    partition := 'audit_entries_' || to_char(first_day, 'YYYYMM');
    CONTINUE WHEN to_regclass(partition) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE audit_entries INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    ALTER TABLE audit_entries_other NO FORCE ROW LEVEL SECURITY;
    EXECUTE format('WITH moved AS (DELETE FROM audit_entries_other WHERE at >= $1 AND at < $2 RETURNING *)
      INSERT INTO %I SELECT * FROM moved', partition) USING first_day, first_day + interval '1 month';
    ALTER TABLE audit_entries_other FORCE ROW LEVEL SECURITY;
    EXECUTE format('ALTER TABLE audit_entries ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, first_day,
      first_day + interval '1 month');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I
      USING (tenant_id = nullif(current_setting(''sekisho.tenant'', true), '''')::uuid)
      WITH CHECK (tenant_id = nullif(current_setting(''sekisho.tenant'', true), '''')::uuid)', partition);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

CREATE FUNCTION forget_audit_months(months_kept integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  partition text;
  forgotten integer := 0;
BEGIN
  IF months_kept < 1 THEN RAISE EXCEPTION 'expected at least one whole month to be kept, got %', months_kept; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('sekisho:audit-months', 0));
  FOR partition IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'audit_entries'::regclass AND c.relname ~ '^audit_entries_[0-9]{6}$'
      AND to_date(right(c.relname, 6), 'YYYYMM') < date_trunc('month', now()) - make_interval(months => months_kept)
    ORDER BY c.relname
  LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', partition);
    ALTER TABLE audit_anchors NO FORCE ROW LEVEL SECURITY;
    EXECUTE format('INSERT INTO audit_anchors (tenant_id, sequence, kind, hash)
      SELECT DISTINCT ON (tenant_id) tenant_id, sequence, ''retention'', hash FROM %I
      ORDER BY tenant_id, sequence DESC ON CONFLICT DO NOTHING', partition);
    ALTER TABLE audit_anchors FORCE ROW LEVEL SECURITY;
    EXECUTE format('DROP TABLE %I', partition);
    forgotten := forgotten + 1;
  END LOOP;
  RETURN forgotten;
END $$;
REVOKE ALL ON FUNCTION prepare_audit_months(integer), forget_audit_months(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prepare_audit_months(integer), forget_audit_months(integer) TO sekisho_worker;

SELECT prepare_audit_months(3);
-- The owner sees every tenant's rows for this statement alone.
ALTER TABLE audit_entries_before NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_entries NO FORCE ROW LEVEL SECURITY;
INSERT INTO audit_entries (tenant_id, sequence, at, format, actor_kind, actor_id, action, subject, details, previous_hash,
  hash)
SELECT tenant_id, sequence, at, 1, actor_kind, actor_id, action, subject, details, previous_hash, hash
FROM audit_entries_before;
ALTER TABLE audit_entries FORCE ROW LEVEL SECURITY;
DROP TABLE audit_entries_before;
`,
};
