import { type Migration, protect, writtenByWorker } from "./migration.ts";

/** Makes a table of words of which each row has many ids, and moves what the old one has. */
function shareWords(table: string, id: string): string {
  return `
ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ${table} RENAME TO old_${table};
CREATE TABLE ${table} (
  tenant_id uuid NOT NULL REFERENCES tenants,
  word text COLLATE "C" NOT NULL,
  part uuid NOT NULL,
  ${id}s uuid[] NOT NULL,
  CONSTRAINT ${table}_parts PRIMARY KEY (tenant_id, word, part)
);
INSERT INTO ${table}
SELECT tenant_id, word, gen_random_uuid(), array_agg(${id}) FROM (
  SELECT tenant_id, word, ${id}, row_number() OVER (PARTITION BY tenant_id, word) / 100 AS row FROM old_${table}
) AS old GROUP BY tenant_id, word, row;
DROP TABLE old_${table};
${protect(table, writtenByWorker)}
`;
}

/**
 * A common word has one row for many ids, and imports write topics and words themselves: triggers cut each text anew, in
 * the slowest of languages, and wrote a row for each word of each topic.
 */
export const sharedWords: Migration = {
  number: 9,
  name: "shared words",
  sql: `
DROP TRIGGER findings_note_new_topics ON findings;
DROP TRIGGER findings_note_changed_topics ON findings;
DROP TRIGGER components_note_words ON components;
-- Aliases stood there as a whole and are found by their words from now on.
ALTER TABLE topics NO FORCE ROW LEVEL SECURITY;
ALTER TABLE topic_words NO FORCE ROW LEVEL SECURITY;
INSERT INTO topic_words (tenant_id, word, topic_id)
SELECT t.tenant_id, cut.word, t.topic_id FROM topics t, search_words(array_to_string(t.aliases, ' ')) AS cut
ON CONFLICT DO NOTHING;
ALTER TABLE topics FORCE ROW LEVEL SECURITY;
DROP FUNCTION note_topics;
DROP FUNCTION note_components;
DROP FUNCTION search_words;
${shareWords("topic_words", "topic_id")}
${shareWords("component_words", "component_id")}
`,
};
