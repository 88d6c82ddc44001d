import { type Migration, protect, writtenByBoth, writtenByWorker } from "./migration.ts";

/** What a tenant takes along, and how it goes. */
export const leaving: Migration = {
  number: 29,
  name: "leaving",
  sql: `
-- Everything that a tenant holds, as one archive that is kept for a day.
CREATE TABLE tenant_exports (
  tenant_id uuid NOT NULL REFERENCES tenants,
  export_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'writing', 'ready', 'failed')),
  requested_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Rows and blobs that are written so far.
  rows_written bigint NOT NULL DEFAULT 0,
  blobs_written bigint NOT NULL DEFAULT 0,
  blob_digest text,
  size_bytes bigint,
  expires_at timestamptz,
  -- Of the one link that is good; made anew each time.
  token_hash bytea,
  token_expires_at timestamptz,
  PRIMARY KEY (tenant_id, export_id),
  FOREIGN KEY (tenant_id, requested_by) REFERENCES accounts
);
CREATE INDEX tenant_exports_by_account ON tenant_exports (tenant_id, requested_by);
CREATE INDEX tenant_exports_by_blob ON tenant_exports (tenant_id, blob_digest);
${protect("tenant_exports", writtenByBoth)}

-- A tenant that an owner wants gone; until the day comes it can be taken back.
CREATE TABLE tenant_deletions (
  tenant_id uuid PRIMARY KEY REFERENCES tenants,
  requested_by uuid NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  due_at timestamptz NOT NULL,
  -- Whoever has the receipt reads the certificate when nobody can sign in any more.
  receipt_hash bytea NOT NULL,
  FOREIGN KEY (tenant_id, requested_by) REFERENCES accounts
);
CREATE INDEX tenant_deletions_by_account ON tenant_deletions (tenant_id, requested_by);
${protect("tenant_deletions", { application: "SELECT, INSERT, DELETE", worker: "SELECT" })}

-- What is left of a tenant: that it went, when, and how much it was. Refers to nothing.
CREATE TABLE deletion_certificates (
  tenant_id uuid PRIMARY KEY,
  certificate jsonb NOT NULL,
  receipt_hash bytea NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);
${protect("deletion_certificates", { ...writtenByWorker, worker: "SELECT, INSERT" })}

-- Takes every row of a tenant out of every table, tables that are referred to last; gives how many each had. It does so
-- only for tenants whose day has come: whoever takes the workers' role over ends nobody before that.
CREATE FUNCTION erase_tenant(of_tenant uuid) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  pending text[];
  ready text[];
  name text;
  removed bigint;
  counts jsonb := '{}';
BEGIN
  PERFORM set_config('sekisho.tenant', of_tenant::text, true), set_config('sekisho.project', '', true);
  IF NOT EXISTS (SELECT FROM tenant_deletions WHERE tenant_id = of_tenant AND due_at <= now()) THEN
    RAISE EXCEPTION 'tenant % is not due to be deleted', of_tenant;
  END IF;
  SELECT array_agg(c.relname::text ORDER BY c.relname) INTO pending
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> 'deletion_certificates';
  -- Before the first is deleted: some take others along.
  FOREACH name IN ARRAY pending LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE tenant_id = $1', name) INTO removed USING of_tenant;
    counts := counts || jsonb_build_object(name, removed);
  END LOOP;
  WHILE cardinality(pending) > 0 LOOP
    SELECT array_agg(candidate ORDER BY candidate) INTO ready FROM unnest(pending) AS candidate
    WHERE NOT EXISTS (
      SELECT FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      WHERE k.contype = 'f' AND k.confrelid = candidate::regclass AND k.conrelid <> k.confrelid
        AND c.relname::text = ANY (pending));
    IF ready IS NULL THEN RAISE EXCEPTION 'tables refer to each other in a circle: %', pending; END IF;
    FOREACH name IN ARRAY ready LOOP
      EXECUTE format('DELETE FROM %I WHERE tenant_id = $1', name) USING of_tenant;
    END LOOP;
    pending := ARRAY(SELECT unnest(pending) EXCEPT SELECT unnest(ready));
  END LOOP;
  -- What triggers wrote meanwhile.
  FOR name IN SELECT key FROM jsonb_each(counts) LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE tenant_id = $1', name) INTO removed USING of_tenant;
    IF removed > 0 THEN RAISE EXCEPTION 'table % still has % rows of tenant %', name, removed, of_tenant; END IF;
  END LOOP;
  RETURN counts;
END $$;
REVOKE ALL ON FUNCTION erase_tenant(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_tenant(uuid) TO sekisho_worker;
`,
};
