import type { Migration } from "./migration.ts";

/** Topics of rules, which are few beside those of flaws, are found by their rule: a search may name it by its Japanese title. */
export const topicsOfRules: Migration = {
  number: 30,
  name: "topics of rules",
  sql: `
CREATE INDEX topics_by_rule ON topics (tenant_id, rule_id) WHERE flaw IS NULL;
`,
};
