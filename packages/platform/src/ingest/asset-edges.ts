import type pg from "pg";
import type { NamedAsset, PlacedReport } from "./place-report.ts";
import type { Speaker } from "./speakers.ts";

/** Makes assets that are named and were in no report of their own yet. $1 tenant, $2 project. */
const addAssets = `
INSERT INTO assets (tenant_id, asset_id, project_id, kind, name, digest, facts)
SELECT $1, s.asset_id, $2, s.kind, s.name, s.digest, '{}'
FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) AS s (asset_id, kind, name, digest)
ORDER BY s.asset_id ON CONFLICT DO NOTHING`;

/** Adds edges that are new, or there again. $1 tenant. */
const addEdges = `
INSERT INTO asset_edges AS e (tenant_id, from_asset_id, kind, to_asset_id, witness_id)
SELECT $1::uuid, s.from_asset_id, s.kind, s.to_asset_id, s.witness_id
FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[]) AS s (from_asset_id, kind, to_asset_id, witness_id)
ORDER BY 2, 3, 4, 5
ON CONFLICT (tenant_id, from_asset_id, kind, to_asset_id, witness_id) DO UPDATE SET gone_at = NULL WHERE e.gone_at IS NOT NULL`;

/** Ends edges that a complete report names no more. $1 tenant. */
const endEdges = `
UPDATE asset_edges e SET gone_at = now() FROM staged_witnesses w
WHERE e.tenant_id = $1 AND e.witness_id = w.witness_id AND e.gone_at IS NULL AND w.is_complete
  AND NOT EXISTS (SELECT FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[]) AS s (from_asset_id, kind, to_asset_id, witness_id)
    WHERE (s.from_asset_id, s.kind, s.to_asset_id, s.witness_id) = (e.from_asset_id, e.kind, e.to_asset_id, e.witness_id))`;

interface RelatedReport {
  readonly tenantId: string;
  readonly projectId: string;
  readonly places: readonly PlacedReport[];
}

/** Notes how the assets of a report hang together: the producer of a report says it, whatever tools speak of findings. */
export async function storeEdges(
  client: pg.PoolClient,
  { tenantId, projectId, places }: RelatedReport,
  speakers: readonly Speaker[],
): Promise<void> {
  const rows = places.flatMap(({ scopeId, producer, edges }) => {
    const witness = speakers.find((speaker) => speaker.scopeId === scopeId && speaker.source === producer);
    return witness === undefined ? [] : edges.map((edge) => ({ ...edge, witness: witness.id }));
  });
  const assets = new Map<string, NamedAsset>(
    rows.flatMap(({ from, to }) => [
      [from.assetId, from],
      [to.assetId, to],
    ]),
  );
  const named = [...assets.values()];
  await client.query(addAssets, [
    tenantId,
    projectId,
    named.map(({ assetId }) => assetId),
    named.map(({ kind }) => kind),
    named.map(({ name }) => name),
    named.map(({ digest }) => digest ?? null),
  ]);
  const edges = [
    tenantId,
    rows.map(({ from }) => from.assetId),
    rows.map(({ kind }) => kind),
    rows.map(({ to }) => to.assetId),
    rows.map(({ witness }) => witness),
  ];
  await client.query(addEdges, edges);
  await client.query(endEdges, edges);
}
