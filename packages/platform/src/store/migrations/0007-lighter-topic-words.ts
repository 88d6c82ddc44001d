import type { Migration } from "./migration.ts";

/** The trigger that writes a word has just written its topic: checking each of them again doubles the work of an import. */
export const lighterTopicWords: Migration = {
  number: 7,
  name: "lighter topic words",
  sql: `
ALTER TABLE topic_words DROP CONSTRAINT topic_words_tenant_id_topic_id_fkey;
DROP INDEX topic_words_of_topic;
`,
};
