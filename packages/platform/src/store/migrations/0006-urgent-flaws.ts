import type { Migration } from "./migration.ts";

/** Few flaws are exploited or likely to be: who asks for them begins there. */
export const urgentFlaws: Migration = {
  number: 6,
  name: "urgent flaws",
  sql: `
CREATE INDEX flaws_by_epss ON flaws (epss) WHERE epss IS NOT NULL;
CREATE INDEX flaws_known_exploited ON flaws (flaw) WHERE known_exploited_since IS NOT NULL;
`,
};
