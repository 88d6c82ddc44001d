import type pg from "pg";

/** Adds pairs of assets and witnesses that are new, or there again. $1 tenant. */
const addSightings = `
MERGE INTO asset_sightings s
USING unnest($2::uuid[], $3::uuid[]) AS named (asset_id, witness_id)
ON s.tenant_id = $1 AND s.asset_id = named.asset_id AND s.witness_id = named.witness_id
WHEN MATCHED AND s.last_seen_at IS NOT NULL THEN UPDATE SET last_seen_at = NULL
WHEN NOT MATCHED THEN INSERT (tenant_id, asset_id, witness_id) VALUES ($1, named.asset_id, named.witness_id)`;

/** Ends the sightings of assets that a complete report names no more. $1 tenant. */
const endSightings = `
UPDATE asset_sightings s SET last_seen_at = coalesce(w.said_last_at, now())
FROM staged_witnesses w
WHERE s.tenant_id = $1 AND s.witness_id = w.witness_id AND s.last_seen_at IS NULL AND w.is_complete
  AND NOT EXISTS (SELECT FROM unnest($2::uuid[], $3::uuid[]) AS named (asset_id, witness_id)
    WHERE named.asset_id = s.asset_id AND named.witness_id = s.witness_id)`;

/** An asset that a witness has looked at. */
export interface Sighting {
  readonly assetId: string;
  readonly witnessId: string;
}

/** Notes which assets the witnesses of a report look at, findings or not: who finds nothing has looked, too. */
export async function noteSightings(
  client: pg.PoolClient,
  tenantId: string,
  sightings: readonly Sighting[],
): Promise<void> {
  const named = new Map(sightings.map((sighting) => [`${sighting.assetId}${sighting.witnessId}`, sighting]));
  const pairs = [...named.values()];
  const values = [tenantId, pairs.map(({ assetId }) => assetId), pairs.map(({ witnessId }) => witnessId)];
  await client.query(addSightings, values);
  await client.query(endSightings, values);
}
