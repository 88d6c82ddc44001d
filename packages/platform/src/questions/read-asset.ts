import { sql } from "kysely";
import { z } from "zod";
import { assetWitness, type wholeAsset } from "../contract/asset.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readChain } from "./asset-chain.ts";
import { findAsset } from "./list-assets.ts";
import { findEventStream } from "./list-event-streams.ts";

type WholeAsset = z.infer<typeof wholeAsset>;

const factsOfAsset = z.record(z.string(), z.unknown());

/** Gives everything that is known of an asset; `undefined` when there is none that the caller may see. */
export async function readAsset(transaction: TenantTransaction, assetId: string): Promise<WholeAsset | undefined> {
  const shown = await findAsset(transaction, assetId);
  if (shown === undefined) return undefined;
  const { rows } = await sql<{ facts: unknown; changedAt: string; projectId: string; components: number }>`
    SELECT a.facts, a.changed_at AS "changedAt", a.project_id AS "projectId", (
      SELECT count(DISTINCT h.component_id)::int FROM asset_components h
      WHERE h.tenant_id = a.tenant_id AND h.asset_id = a.asset_id AND h.gone_at IS NULL
    ) AS components
    FROM assets a WHERE a.asset_id = ${assetId}`.execute(transaction);
  const [rest] = rows;
  return {
    ...shown,
    changedAt: rest?.changedAt ?? shown.firstSeenAt,
    facts: factsOfAsset.parse(rest?.facts ?? {}),
    components: rest?.components ?? 0,
    witnesses: await readWitnesses(transaction, assetId),
    chain: await readChain(transaction, assetId),
    stream: rest === undefined || shown.kind !== "cluster" ? null : await streamOf(transaction, rest.projectId, shown),
  };
}

async function streamOf(
  transaction: TenantTransaction,
  projectId: string,
  { name }: { readonly name: string },
): Promise<WholeAsset["stream"]> {
  return (await findEventStream(transaction, { projectId, cluster: name })) ?? null;
}

async function readWitnesses(transaction: TenantTransaction, assetId: string): Promise<WholeAsset["witnesses"]> {
  const { rows } = await sql`
    SELECT w.source, jsonb_build_object('kind', c.kind, 'parts', c.parts) AS scope, s.first_seen_at AS "firstSeenAt",
      coalesce(s.last_seen_at, w.last_seen_at) AS "lastSeenAt", s.last_seen_at IS NULL AS "isCurrent",
      w.last_report_id AS report, w.is_complete AS "isComplete", w.coverage
    FROM asset_sightings s
    JOIN witnesses w ON w.tenant_id = s.tenant_id AND w.witness_id = s.witness_id
    JOIN scopes c ON c.tenant_id = w.tenant_id AND c.scope_id = w.scope_id
    WHERE s.asset_id = ${assetId} ORDER BY w.source, s.first_seen_at, w.witness_id LIMIT 100`.execute(transaction);
  return z.array(assetWitness).parse(rows);
}
