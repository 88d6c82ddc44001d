import type pg from "pg";
import { type Searchable, WordIndex } from "./word-index.ts";

/** Notes what the described findings are about, once for all of them; what is new about a topic waits for its words. */
const noteTopics = `
WITH said AS (
  SELECT DISTINCT ON (f.topic_id) f.tenant_id, f.topic_id, f.kind, f.title, f.rule_id, f.flaw, f.flaw_names, f.package,
    f.package_name, f.aliases, f.controls
  FROM staged_changes c JOIN staged_findings s ON s.position = c.position
  JOIN findings f ON f.tenant_id = $1 AND f.finding_id = c.finding_id
  WHERE c.is_described ORDER BY f.topic_id
), noted AS (
  INSERT INTO topics AS t (tenant_id, topic_id, kind, title, rule_id, flaw, flaw_names, package, package_name, aliases,
    controls)
  SELECT * FROM said
  ON CONFLICT (tenant_id, topic_id) DO UPDATE SET kind = excluded.kind, flaw_names = excluded.flaw_names,
    package_name = excluded.package_name, aliases = excluded.aliases, controls = excluded.controls
  WHERE (t.kind, t.flaw_names, t.package_name, t.aliases, t.controls)
    IS DISTINCT FROM (excluded.kind, excluded.flaw_names, excluded.package_name, excluded.aliases, excluded.controls)
  RETURNING t.topic_id, t.title, t.rule_id, t.package, t.package_name, t.flaw_names, t.aliases
)
SELECT topic_id AS id, array_to_string(ARRAY[title, rule_id, package] || flaw_names || aliases, E'\\n') AS text,
  concat_ws(E'\\n', package_name, package) AS names FROM noted`;

/** Notes the topics of the staged part's findings that are new or have new words, and makes them findable. */
export async function noteStagedTopics(client: pg.PoolClient, tenantId: string): Promise<void> {
  const { rows } = await client.query<Searchable>(noteTopics, [tenantId]);
  const words = new WordIndex(client, tenantId, "topic_words");
  for (const row of rows) await words.add(row);
  await words.flush();
}
