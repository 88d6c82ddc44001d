import { type Migration, protect, protectProject, writtenByBoth, writtenByWorker } from "./migration.ts";

/** Sums of what changes for the findings of one statement; $signed is SQL of rows with a `sign`. */
function sumOfChanges(signed: string): string {
  return `
INSERT INTO finding_changes (tenant_id, project_id, change_id, day, rule, asset_kind, severity, open, accepted)
SELECT c.tenant_id, c.project_id, gen_random_uuid(), c.day, c.rule, c.asset_kind, c.severity, sum(c.open), sum(c.accepted)
FROM (
  SELECT s.tenant_id, s.project_id, s.day, a.kind AS asset_kind, s.severity,
    CASE s.kind WHEN 'vulnerability' THEN 'vulnerability/*' ELSE s.rule_id END AS rule,
    CASE WHEN s.status IN ('open', 'reopened') THEN s.sign ELSE 0 END AS open,
    CASE WHEN s.status IN ('accepted', 'excluded') THEN s.sign ELSE 0 END AS accepted
  FROM (${signed}) s JOIN assets a ON a.tenant_id = s.tenant_id AND a.asset_id = s.asset_id
) c
GROUP BY c.tenant_id, c.project_id, c.day, c.rule, c.asset_kind, c.severity
HAVING sum(c.open) <> 0 OR sum(c.accepted) <> 0;`;
}

const columns = "tenant_id, project_id, asset_id, severity, kind, rule_id, status";
const today = "(now() AT TIME ZONE 'UTC')::date AS day";
const came = (table: string): string => `SELECT ${columns}, ${today}, 1 AS sign FROM ${table}`;
const went = (table: string): string => `SELECT ${columns}, ${today}, -1 AS sign FROM ${table}`;

/**
 * How many findings were open on each day, and who looked at each asset when.
 *
 * Days are kept as changes that are only ever added: sums over them give each day exactly, and no two imports wait for
 * one row. Triggers write them, so that nothing that changes a finding can forget it.
 */
export const daysAndSightings: Migration = {
  number: 8,
  name: "days and sightings",
  sql: `
CREATE TABLE finding_changes (
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  change_id uuid NOT NULL,
  day date NOT NULL,
  -- Known flaws count as one rule, \`vulnerability/*\`: there are as many of their rules as flaws.
  rule text NOT NULL,
  asset_kind text NOT NULL,
  severity smallint NOT NULL,
  -- So many more are open, or fewer where it is below zero.
  open integer NOT NULL,
  -- The same of what was accepted or excluded.
  accepted integer NOT NULL,
  PRIMARY KEY (tenant_id, change_id),
  FOREIGN KEY (tenant_id, project_id) REFERENCES projects ON DELETE CASCADE
);
CREATE INDEX finding_changes_by_day ON finding_changes (tenant_id, project_id, day)
  INCLUDE (rule, asset_kind, severity, open, accepted);

CREATE TABLE asset_sightings (
  tenant_id uuid NOT NULL,
  asset_id uuid NOT NULL,
  witness_id uuid NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  -- Left open while the witness still names the asset; then it was last seen when the witness last spoke.
  last_seen_at timestamptz,
  PRIMARY KEY (tenant_id, asset_id, witness_id),
  FOREIGN KEY (tenant_id, asset_id) REFERENCES assets ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, witness_id) REFERENCES witnesses ON DELETE CASCADE
);
CREATE INDEX asset_sightings_of_witness ON asset_sightings (tenant_id, witness_id) WHERE last_seen_at IS NULL;

-- What was there before: the owner sees every tenant's rows for these statements alone.
ALTER TABLE findings NO FORCE ROW LEVEL SECURITY;
ALTER TABLE assets NO FORCE ROW LEVEL SECURITY;
ALTER TABLE observations NO FORCE ROW LEVEL SECURITY;
${sumOfChanges(`SELECT ${columns}, (opened_at AT TIME ZONE 'UTC')::date AS day, 1 AS sign FROM findings`)}
INSERT INTO asset_sightings (tenant_id, asset_id, witness_id, first_seen_at)
SELECT f.tenant_id, f.asset_id, o.witness_id, min(o.first_seen_at) FROM observations o
JOIN findings f ON f.tenant_id = o.tenant_id AND f.finding_id = o.finding_id
WHERE o.gone_at IS NULL GROUP BY 1, 2, 3;
ALTER TABLE findings FORCE ROW LEVEL SECURITY;
ALTER TABLE assets FORCE ROW LEVEL SECURITY;
ALTER TABLE observations FORCE ROW LEVEL SECURITY;

${protect("finding_changes", writtenByBoth)}
${protectProject("finding_changes")}
${protect("asset_sightings", writtenByWorker)}

CREATE FUNCTION note_finding_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    ${sumOfChanges(came("new_rows"))}
  ELSIF TG_OP = 'UPDATE' THEN
    ${sumOfChanges(`${came("new_rows")} UNION ALL ${went("old_rows")}`)}
  ELSE
    -- With a project its days go, too.
    ${sumOfChanges(`${went("old_rows")} o WHERE EXISTS (
      SELECT FROM projects p WHERE p.tenant_id = o.tenant_id AND p.project_id = o.project_id)`)}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER findings_note_arrivals AFTER INSERT ON findings
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_finding_changes();
CREATE TRIGGER findings_note_changes AFTER UPDATE ON findings
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_finding_changes();
CREATE TRIGGER findings_note_departures AFTER DELETE ON findings
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_finding_changes();

CREATE INDEX findings_open_by_asset ON findings (tenant_id, asset_id, severity) WHERE status IN ('open', 'reopened');
CREATE INDEX assets_by_first_sight ON assets (tenant_id, first_seen_at DESC, asset_id DESC);
`,
};
