import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { assetChain } from "../contract/asset.ts";
import type { TenantTransaction } from "../store/database.ts";

type Chain = z.infer<typeof assetChain>;

/** A cluster holds more than anybody reads on one page. */
const maxAssets = 200;
const maxDepth = 8;

interface ReachedRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly digest: string | null;
  readonly project: string;
  readonly depth: number;
}

/**
 * SQL of the edges in the order of the life cycle, from what is earlier to what is later: a Dockerfile is earlier than its
 * image, a base image than what is based on it, an image than the workload that runs it, a workload than its cluster.
 */
const lifeCycle: RawBuilder<unknown> = sql`(
  SELECT e.tenant_id, e.from_asset_id AS earlier, e.to_asset_id AS later FROM asset_edges e
  WHERE e.gone_at IS NULL AND e.kind = 'builds'
  UNION ALL
  SELECT e.tenant_id, e.to_asset_id, e.from_asset_id FROM asset_edges e WHERE e.gone_at IS NULL AND e.kind <> 'builds'
)`;

/**
 * Gives what an asset is made from and what is made from it, through all steps: from a running workload back to the
 * Dockerfile whose line brought a package, and from there to every cluster.
 */
export async function readChain(transaction: TenantTransaction, assetId: string): Promise<Chain> {
  const earlier = await walk(transaction, assetId, "earlier");
  const later = await walk(transaction, assetId, "later");
  const shownEarlier = earlier.slice(0, maxAssets);
  const shownLater = later.slice(0, maxAssets);
  const assets = new Map([...shownEarlier, ...shownLater].map((row) => [row.id, row]));
  const ids = [...assets.keys()];
  const edges = await sql<Chain["edges"][number]>`
    SELECT DISTINCT e.from_asset_id AS "from", e.kind, e.to_asset_id AS "to" FROM asset_edges e
    WHERE e.from_asset_id = ANY(${ids}::uuid[]) AND e.to_asset_id = ANY(${ids}::uuid[]) AND e.gone_at IS NULL
    ORDER BY 1, 2, 3`.execute(transaction);
  return {
    assets: [...assets.values()].map(({ id, kind, name, digest, project }) => ({ id, kind, name, digest, project })),
    edges: edges.rows,
    earlier: idsOf(shownEarlier, assetId),
    later: idsOf(shownLater, assetId),
    isComplete: earlier.length <= maxAssets && later.length <= maxAssets,
  };
}

function idsOf(rows: readonly ReachedRow[], self: string): string[] {
  return rows.map(({ id }) => id).filter((id) => id !== self);
}

/** Walks in one direction, so that the neighbours of an image in the same cluster are not reached. */
async function walk(
  transaction: TenantTransaction,
  assetId: string,
  direction: "earlier" | "later",
): Promise<readonly ReachedRow[]> {
  const [here, there] = direction === "earlier" ? (["later", "earlier"] as const) : (["earlier", "later"] as const);
  const { rows } = await sql<ReachedRow>`
    WITH RECURSIVE reached (asset_id, depth) AS (
      SELECT ${assetId}::uuid, 0
      UNION
      SELECT step.next, r.depth + 1 FROM reached r
      CROSS JOIN LATERAL (
        SELECT l.${sql.ref(there)} AS next FROM ${lifeCycle} l WHERE l.${sql.ref(here)} = r.asset_id
        ORDER BY 1 LIMIT ${maxAssets + 1}
      ) step
      WHERE r.depth < ${maxDepth}
    ), nearest AS (SELECT asset_id, min(depth) AS depth FROM (SELECT * FROM reached LIMIT ${maxAssets * maxDepth}) r GROUP BY 1)
    SELECT a.asset_id AS id, a.kind, a.name, a.digest, p.name AS project, n.depth FROM nearest n
    JOIN assets a ON a.asset_id = n.asset_id
    JOIN projects p ON p.tenant_id = a.tenant_id AND p.project_id = a.project_id
    ORDER BY n.depth, a.kind, a.name, a.asset_id LIMIT ${maxAssets + 1}`.execute(transaction);
  return rows;
}
