import type pg from "pg";
import { type Searchable, WordIndex } from "../search/word-index.ts";
import type { MergedReport } from "./merge-findings.ts";

/** Writes components that are new, and licences that nobody knew of. $1 tenant. */
const addComponents = `
WITH added AS (
  INSERT INTO components AS c (tenant_id, component_id, package_url, ecosystem, name, version, licences)
  SELECT DISTINCT ON (component_id) $1::uuid, component_id, package_url, ecosystem, name, version, licences
  FROM staged_components ORDER BY component_id, cardinality(licences) DESC
  ON CONFLICT (tenant_id, component_id) DO UPDATE SET licences = excluded.licences
  WHERE excluded.licences <> '{}' AND c.licences <> excluded.licences
  RETURNING c.component_id, c.package_url, c.name, xmax = 0 AS is_new
)
INSERT INTO staged_words (number, id, text) SELECT row_number() OVER (), component_id, name || E'\\n' || split_part(package_url, '@', 1)
FROM added WHERE is_new`;

/** Notes what assets hold from now on. $1 tenant. */
const addHeld = `
INSERT INTO asset_components AS h (tenant_id, component_id, asset_id, witness_id, first_seen_at)
SELECT DISTINCT $1::uuid, component_id, asset_id, witness_id, now() FROM staged_components
ORDER BY 2, 3, 4
ON CONFLICT (tenant_id, component_id, asset_id, witness_id) DO UPDATE SET gone_at = NULL WHERE h.gone_at IS NOT NULL`;

/** Ends what a complete report lists no more. $1 tenant. */
const endHeld = `
UPDATE asset_components h SET gone_at = now() FROM staged_witnesses w
WHERE h.tenant_id = $1 AND h.witness_id = w.witness_id AND h.gone_at IS NULL AND w.is_complete
  AND NOT EXISTS (SELECT FROM staged_components s
    WHERE s.component_id = h.component_id AND s.asset_id = h.asset_id AND s.witness_id = h.witness_id)`;

/** Components that are read at once. */
const batchSize = 1000;

/** Brings the staged components of a report into the book, and makes new ones findable. */
export async function mergeStagedComponents(
  client: pg.PoolClient,
  { tenantId, isFirstWord }: Pick<MergedReport, "tenantId" | "isFirstWord">,
): Promise<void> {
  await client.query("ANALYZE staged_components (component_id, asset_id, witness_id)");
  const { rowCount } = await client.query(addComponents, [tenantId]);
  await client.query(addHeld, [tenantId]);
  if (!isFirstWord) await client.query(endHeld, [tenantId]);
  const words = new WordIndex(client, tenantId, "component_words");
  for (let start = 0; start < (rowCount ?? 0); start += batchSize) {
    const { rows } = await client.query<Pick<Searchable, "id" | "text">>(
      "SELECT id, text FROM staged_words WHERE number > $1 AND number <= $2",
      [start, start + batchSize],
    );
    for (const row of rows) await words.add({ ...row, names: "" });
  }
  await words.flush();
}
