import type { Migration } from "./migration.ts";

/** What other tools say, in their own words, and how their documents are read. */
export const otherTools: Migration = {
  number: 10,
  name: "other tools",
  sql: `
-- What the witness says, where the finding is told in other words: a list, one for each of its rules.
ALTER TABLE observations ADD COLUMN statements jsonb;
-- As the uploader says it: the tool that wrote the document, and what it is about.
ALTER TABLE reports ADD COLUMN named_format text, ADD COLUMN target_name text;
`,
};
