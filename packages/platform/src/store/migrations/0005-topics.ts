import { type Migration, protect, writtenByWorker } from "./migration.ts";

/** The topic of a finding: what it says, without where. Must give the same for the same row on every machine. */
const topicOfFinding = `md5(title || E'\\x1f' || rule_id || E'\\x1f' || coalesce(flaw, '') || E'\\x1f' || coalesce(package, ''))::uuid`;

/**
 * What findings are about, once for all places: names, globs and words are looked up here, and then findings by their
 * topics. Indexes of words cannot stand on findings themselves: under row-level security PostgreSQL uses an index only
 * with operators that leak nothing, which those of text search and arrays are not; equality and order of texts are.
 */
export const topics: Migration = {
  number: 5,
  name: "topics",
  sql: `
CREATE TABLE topics (
  tenant_id uuid NOT NULL REFERENCES tenants,
  topic_id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  rule_id text NOT NULL,
  flaw text,
  flaw_names text[],
  package text,
  package_name text,
  aliases text[] NOT NULL,
  controls text[] NOT NULL,
  PRIMARY KEY (tenant_id, topic_id)
);
CREATE INDEX topics_by_flaw ON topics (tenant_id, flaw) WHERE flaw IS NOT NULL;
${protect("topics", writtenByWorker)}

-- Order by bytes whatever the database's own order is: the words that begin alike stand together.
CREATE TABLE topic_words (
  tenant_id uuid NOT NULL,
  word text COLLATE "C" NOT NULL,
  topic_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, word, topic_id),
  FOREIGN KEY (tenant_id, topic_id) REFERENCES topics ON DELETE CASCADE
);
CREATE INDEX topic_words_of_topic ON topic_words (tenant_id, topic_id);
${protect("topic_words", writtenByWorker)}

CREATE TABLE component_words (
  tenant_id uuid NOT NULL,
  word text COLLATE "C" NOT NULL,
  component_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, word, component_id),
  FOREIGN KEY (tenant_id, component_id) REFERENCES components ON DELETE CASCADE
);
CREATE INDEX component_words_of_component ON component_words (tenant_id, component_id);
${protect("component_words", writtenByWorker)}

-- Words of letters and digits, and every two characters that follow each other in scripts that put no space between
-- words; the last character of a run stands alone. questions/search-words.ts cuts what is searched for in the same way.
CREATE FUNCTION search_words(said text) RETURNS TABLE (word text) LANGUAGE sql IMMUTABLE AS $$
  WITH plain AS (SELECT left(lower(normalize(said, NFKC)), 4000) AS text)
  SELECT left(run[1], 64) FROM plain, regexp_matches(plain.text, '[a-z0-9]+', 'g') AS run
  UNION
  SELECT substr(run[1], place, 2) FROM plain, regexp_matches(plain.text, '[^\\u0001-\\u007f]+', 'g') AS run,
    generate_series(1, length(run[1])) AS place
$$;

CREATE FUNCTION note_topics() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  WITH said AS (
    SELECT DISTINCT ON (c.tenant_id, c.topic_id) c.tenant_id, c.topic_id, c.kind, c.title, c.rule_id, c.flaw, c.flaw_names,
      c.package, c.package_name, c.aliases, c.controls
    FROM changed c LEFT JOIN topics t ON t.tenant_id = c.tenant_id AND t.topic_id = c.topic_id
    WHERE t.topic_id IS NULL OR (t.kind, t.flaw_names, t.package_name, t.aliases, t.controls)
      IS DISTINCT FROM (c.kind, c.flaw_names, c.package_name, c.aliases, c.controls)
    ORDER BY c.tenant_id, c.topic_id
  ), noted AS (
    INSERT INTO topics AS t (tenant_id, topic_id, kind, title, rule_id, flaw, flaw_names, package, package_name, aliases,
      controls)
    SELECT * FROM said ORDER BY tenant_id, topic_id
    ON CONFLICT (tenant_id, topic_id) DO UPDATE SET kind = excluded.kind, flaw_names = excluded.flaw_names,
      package_name = excluded.package_name, aliases = excluded.aliases, controls = excluded.controls
    RETURNING t.tenant_id, t.topic_id, t.title, t.rule_id, t.flaw_names, t.package, t.package_name, t.aliases
  )
  INSERT INTO topic_words (tenant_id, word, topic_id)
  SELECT noted.tenant_id, words.word, noted.topic_id FROM noted, LATERAL (
    SELECT word FROM search_words(concat_ws(' ', title, rule_id, package, array_to_string(flaw_names, ' ')))
    -- Whole names, too: who asks for one of them finds it with one look.
    UNION SELECT left(lower(name), 500)
      FROM unnest(flaw_names || aliases || ARRAY[rule_id, package_name, package]) AS name WHERE name <> ''
  ) words
  ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION note_components() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO component_words (tenant_id, word, component_id)
  SELECT c.tenant_id, words.word, c.component_id FROM changed c, LATERAL (
    SELECT word FROM search_words(concat_ws(' ', c.name, split_part(split_part(c.package_url, '?', 1), '@', 1)))
    UNION SELECT left(lower(c.name), 500)
  ) words
  ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

ALTER TABLE findings ADD COLUMN topic_id uuid NOT NULL GENERATED ALWAYS AS (${topicOfFinding}) STORED;
CREATE TRIGGER findings_note_new_topics AFTER INSERT ON findings
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_topics();
CREATE TRIGGER findings_note_changed_topics AFTER UPDATE ON findings
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_topics();
CREATE TRIGGER components_note_words AFTER INSERT ON components
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_components();

-- Every order that lists offer, and every grouping that overviews count, has its index.
CREATE INDEX findings_by_topic ON findings (tenant_id, topic_id, rank, finding_id) INCLUDE (status, asset_id);
CREATE INDEX findings_by_rank ON findings (tenant_id, rank, finding_id);
CREATE INDEX findings_closed ON findings (tenant_id, status, rank, finding_id) WHERE status NOT IN ('open', 'reopened');
CREATE INDEX findings_by_first_sight ON findings (tenant_id, first_seen_at DESC, finding_id DESC);
CREATE INDEX findings_by_repair ON findings (tenant_id, fixed_at) INCLUDE (opened_at, severity, project_id)
  WHERE status = 'fixed';
CREATE INDEX findings_of_assignee ON findings (tenant_id, assignee_id, rank, finding_id) WHERE assignee_id IS NOT NULL;
CREATE INDEX findings_open_by_project_and_severity ON findings (tenant_id, project_id, severity)
  WHERE status IN ('open', 'reopened');
`,
};
