import type { Migration } from "./migration.ts";

/** A finding got worse, too, when its risk rose by much, or its flaw became known to be exploited. */
export const worseFlaws: Migration = {
  number: 32,
  name: "worse flaws",
  sql: `
-- When this server heard of it; what is exploited already when it is first heard of is no news about it.
ALTER TABLE flaws ADD COLUMN exploitation_noted_at timestamptz;
CREATE INDEX flaws_by_exploitation ON flaws (exploitation_noted_at) WHERE exploitation_noted_at IS NOT NULL;

CREATE FUNCTION note_exploitation() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.known_exploited_since IS NULL AND NEW.known_exploited_since IS NOT NULL THEN
    NEW.exploitation_noted_at := now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER flaws_note_exploitation BEFORE UPDATE ON flaws FOR EACH ROW EXECUTE FUNCTION note_exploitation();

CREATE OR REPLACE FUNCTION note_finding_news() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
  -- A rank is lower by as much as the risk is higher: probabilities move every day, and 20 points of 100 are news.
  PERFORM note_notification_cause(of_tenant, 'worse', (SELECT array_agg(finding_id) FROM (
    SELECT n.finding_id FROM new_rows n JOIN old_rows o USING (finding_id)
    WHERE (n.severity < o.severity OR (n.severity = o.severity AND o.rank - n.rank >= 20))
      AND o.status IN ('open', 'reopened') ORDER BY n.rank LIMIT 20000) AS worst));
  RETURN NULL;
END $$;
`,
};
