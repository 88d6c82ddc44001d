import type pg from "pg";

/**
 * Tables of a connection that imports: emptied at the end of each transaction, gone with the connection. Findings are
 * those of one part of the report; everything else is of the whole of it.
 */
const statements = `
SET temp_buffers = '64MB';
SET LOCAL work_mem = '32MB';
CREATE TEMP TABLE IF NOT EXISTS staged_findings (
  position integer NOT NULL, witness_id uuid NOT NULL, source text NOT NULL, finding_id uuid NOT NULL,
  asset_id uuid NOT NULL, kind text NOT NULL, rule_id text NOT NULL, subject text NOT NULL, severity smallint NOT NULL,
  rank integer NOT NULL, title text NOT NULL, flaw text, flaw_names text[], package text, package_name text, fixed_in text,
  aliases text[] NOT NULL, controls text[] NOT NULL, is_accepted boolean NOT NULL, details jsonb NOT NULL,
  content_digest bytea NOT NULL, statements jsonb
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_sights (
  finding_id uuid NOT NULL, witness_id uuid NOT NULL
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_witnesses (
  witness_id uuid NOT NULL, source text NOT NULL, is_complete boolean NOT NULL, said_last_at timestamptz
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_changes (
  position integer NOT NULL, finding_id uuid NOT NULL, source text NOT NULL,
  is_new boolean NOT NULL, is_reopened boolean NOT NULL, is_described boolean NOT NULL, is_observed boolean NOT NULL,
  is_said_otherwise boolean NOT NULL
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_components (
  witness_id uuid NOT NULL, asset_id uuid NOT NULL, component_id uuid NOT NULL, package_url text NOT NULL,
  ecosystem text NOT NULL, name text NOT NULL, version text NOT NULL, licences text[] NOT NULL
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_words (
  number integer NOT NULL, id uuid NOT NULL, text text NOT NULL
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_gone (finding_id uuid NOT NULL, source text NOT NULL) ON COMMIT DELETE ROWS;
`;

/** Makes the staging tables of a connection, once, and gives its transaction the memory to sort and join them. */
export async function makeStagingTables(client: pg.PoolClient): Promise<void> {
  await client.query(statements);
}
