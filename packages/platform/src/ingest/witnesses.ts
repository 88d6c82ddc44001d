import type pg from "pg";
import { writeJson } from "../store/copy-rows.ts";
import type { PlacedReport } from "./place-report.ts";
import type { KnownWitness, Speaker } from "./speakers.ts";

/** A report with where its parts belong. */
interface WitnessedReport {
  readonly tenantId: string;
  readonly reportId: string;
  readonly projectId: string;
  readonly arrival: number;
  readonly places: readonly PlacedReport[];
}

/** Makes the scopes that are new. */
export async function storeScopes(client: pg.PoolClient, report: WitnessedReport): Promise<void> {
  const scopes = byId(report.places, ({ scopeId }) => scopeId);
  await client.query(
    `INSERT INTO scopes (tenant_id, scope_id, project_id, kind, parts)
     SELECT $1, s.scope_id, $2, s.kind, s.parts FROM unnest($3::uuid[], $4::text[], $5::jsonb[]) AS s (scope_id, kind, parts)
     ORDER BY s.scope_id ON CONFLICT DO NOTHING`,
    [
      report.tenantId,
      report.projectId,
      scopes.map(({ scopeId }) => scopeId),
      scopes.map(({ scopeKind }) => scopeKind),
      scopes.map(({ scopeParts }) => writeJson(scopeParts)),
    ],
  );
}

/**
 * Locks the scopes, in the order of their ids: two imports never wait for each other. Gives the witnesses that have spoken
 * about them so far.
 */
export async function lockScopes(
  client: pg.PoolClient,
  { tenantId, places }: WitnessedReport,
): Promise<ReadonlyMap<string, KnownWitness>> {
  const ids = byId(places, ({ scopeId }) => scopeId).map(({ scopeId }) => scopeId);
  await client.query(
    "SELECT FROM scopes WHERE tenant_id = $1 AND scope_id = ANY($2) ORDER BY scope_id FOR NO KEY UPDATE",
    [tenantId, ids],
  );
  const { rows } = await client.query<KnownWitness & { readonly id: string }>(
    `SELECT witness_id AS id, last_arrival AS "lastArrival", last_seen_at AS "lastSeenAt", content_digest AS digest,
       is_complete AS "isComplete" FROM witnesses WHERE tenant_id = $1 AND scope_id = ANY($2)`,
    [tenantId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Makes the witnesses that are new, and stages all that speak. */
export async function storeWitnesses(
  client: pg.PoolClient,
  report: WitnessedReport,
  speakers: readonly Speaker[],
): Promise<void> {
  const ids = speakers.map(({ id }) => id);
  const sources = speakers.map(({ source }) => source);
  await client.query(
    `INSERT INTO witnesses (tenant_id, witness_id, scope_id, source, first_seen_at, last_seen_at, last_arrival,
       last_report_id, is_complete, coverage)
     SELECT $1, w.witness_id, w.scope_id, w.source, now(), now(), 0, $2, false, '[]'
     FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS w (witness_id, scope_id, source)
     ORDER BY w.witness_id ON CONFLICT DO NOTHING`,
    [report.tenantId, report.reportId, ids, speakers.map(({ scopeId }) => scopeId), sources],
  );
  await client.query(
    `INSERT INTO staged_witnesses
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::timestamptz[])`,
    [
      ids,
      sources,
      speakers.map(({ isComplete }) => isComplete),
      speakers.map(({ known }) => known?.lastSeenAt ?? null),
    ],
  );
}

/** Makes the assets that are new, and notes what is new about known ones. */
export async function storeAssets(client: pg.PoolClient, report: WitnessedReport): Promise<void> {
  const assets = byId(report.places, ({ assetId }) => assetId);
  await client.query(
    `MERGE INTO assets a
     USING unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::jsonb[]) AS s (asset_id, kind, name, digest, facts)
     ON a.tenant_id = $1 AND a.asset_id = s.asset_id
     WHEN MATCHED AND (a.digest, a.facts) IS DISTINCT FROM (s.digest, s.facts) THEN
       UPDATE SET digest = s.digest, facts = s.facts, changed_at = now()
     WHEN NOT MATCHED THEN INSERT (tenant_id, asset_id, project_id, kind, name, digest, facts)
       VALUES ($1, s.asset_id, $2, s.kind, s.name, s.digest, s.facts)`,
    [
      report.tenantId,
      report.projectId,
      assets.map(({ assetId }) => assetId),
      assets.map(({ asset }) => asset.kind),
      assets.map(({ asset }) => asset.name),
      assets.map(({ asset }) => asset.digest ?? null),
      assets.map(({ facts }) => writeJson(facts)),
    ],
  );
}

/** Notes that the witnesses have spoken: where they said the same again, this is all that changes. */
export async function updateWitnesses(
  client: pg.PoolClient,
  report: WitnessedReport,
  speakers: readonly Speaker[],
): Promise<void> {
  await client.query(
    `UPDATE witnesses w SET last_seen_at = now(), last_arrival = $2, last_report_id = $3,
       content_digest = s.content_digest, is_complete = s.is_complete, coverage = s.coverage
     FROM unnest($4::uuid[], $5::bytea[], $6::boolean[], $7::jsonb[]) AS s (witness_id, content_digest, is_complete, coverage)
     WHERE w.tenant_id = $1 AND w.witness_id = s.witness_id`,
    [
      report.tenantId,
      report.arrival,
      report.reportId,
      speakers.map(({ id }) => id),
      speakers.map(({ digest }) => digest),
      speakers.map(({ isComplete }) => isComplete),
      speakers.map(({ coverage }) => writeJson(coverage)),
    ],
  );
}

/** One place for each id, in the order of the ids. */
function byId(places: readonly PlacedReport[], idOfPlace: (place: PlacedReport) => string): readonly PlacedReport[] {
  const found = new Map(places.map((place) => [idOfPlace(place), place]));
  return [...found].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, place]) => place);
}
