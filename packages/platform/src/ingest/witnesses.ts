import type pg from "pg";
import { writeJson } from "../store/copy-rows.ts";
import type { PlacedReport } from "./place-report.ts";

/** A report with where its parts belong. */
interface WitnessedReport {
  readonly tenantId: string;
  readonly reportId: string;
  readonly projectId: string;
  readonly arrival: number;
  readonly places: readonly PlacedReport[];
}

/** A witness whose word this report is. */
interface LockedWitness {
  readonly id: string;
  readonly isComplete: boolean;
  /** Over what it said last. */
  readonly lastDigest: Buffer | undefined;
}

/** The witnesses of a report, which no other import touches meanwhile. */
export interface LockedWitnesses {
  /** Those that have said nothing later. */
  readonly current: ReadonlyMap<string, LockedWitness>;
  /** Whether each of them had looked at everything the last time. */
  readonly lastComplete: boolean;
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

/** Makes the witnesses that are new and locks all, in the order of their ids: two imports never wait for each other. */
export async function lockWitnesses(client: pg.PoolClient, report: WitnessedReport): Promise<LockedWitnesses> {
  const places = byId(report.places, ({ witnessId }) => witnessId);
  const ids = places.map(({ witnessId }) => witnessId);
  await client.query(
    `INSERT INTO witnesses (tenant_id, witness_id, scope_id, source, first_seen_at, last_seen_at, last_arrival,
       last_report_id, is_complete, coverage)
     SELECT $1, w.witness_id, w.scope_id, w.source, now(), now(), 0, $2, false, '[]'
     FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS w (witness_id, scope_id, source)
     ORDER BY w.witness_id ON CONFLICT DO NOTHING`,
    [report.tenantId, report.reportId, ids, places.map(({ scopeId }) => scopeId), places.map(({ source }) => source)],
  );
  const { rows } = await client.query<LockedRow>(
    `SELECT witness_id, last_arrival, last_seen_at, content_digest, is_complete FROM witnesses
     WHERE tenant_id = $1 AND witness_id = ANY($2) ORDER BY witness_id FOR UPDATE`,
    [report.tenantId, ids],
  );
  const said = new Map(rows.map((row) => [row.witness_id, row]));
  const current = places.filter(({ witnessId }) => (said.get(witnessId)?.last_arrival ?? 0) <= report.arrival);
  await client.query(
    `INSERT INTO staged_witnesses
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::timestamptz[])`,
    [
      current.map(({ witnessId }) => witnessId),
      current.map(({ source }) => source),
      current.map(({ witnessId }) => isComplete(report, witnessId)),
      current.map(({ witnessId }) => said.get(witnessId)?.last_seen_at ?? null),
    ],
  );
  return {
    current: new Map(
      current.map(({ witnessId: id }) => [
        id,
        { id, isComplete: isComplete(report, id), lastDigest: said.get(id)?.content_digest ?? undefined },
      ]),
    ),
    lastComplete: current.every(({ witnessId }) => said.get(witnessId)?.is_complete === true),
  };
}

interface LockedRow {
  readonly witness_id: string;
  readonly last_arrival: number;
  readonly last_seen_at: string;
  readonly content_digest: Buffer | null;
  readonly is_complete: boolean;
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
  { witnesses, digests }: { readonly witnesses: LockedWitnesses; readonly digests: ReadonlyMap<string, Buffer> },
): Promise<void> {
  const places = byId(report.places, ({ witnessId }) => witnessId).filter(({ witnessId }) =>
    witnesses.current.has(witnessId),
  );
  await client.query(
    `UPDATE witnesses w SET last_seen_at = now(), last_arrival = $2, last_report_id = $3,
       content_digest = s.content_digest, is_complete = staged.is_complete, coverage = s.coverage
     FROM unnest($4::uuid[], $5::bytea[], $6::jsonb[]) AS s (witness_id, content_digest, coverage)
     JOIN staged_witnesses staged ON staged.witness_id = s.witness_id
     WHERE w.tenant_id = $1 AND w.witness_id = s.witness_id`,
    [
      report.tenantId,
      report.arrival,
      report.reportId,
      places.map(({ witnessId }) => witnessId),
      places.map(({ witnessId }) => digests.get(witnessId) ?? Buffer.alloc(32)),
      places.map(({ coverage }) => writeJson(coverage)),
    ],
  );
}

/** A witness that speaks of several targets has looked at everything when it has at each of them. */
function isComplete({ places }: WitnessedReport, witnessId: string): boolean {
  return places.every((place) => place.witnessId !== witnessId || place.isComplete);
}

/** One place for each id, in the order of the ids. */
function byId(places: readonly PlacedReport[], idOfPlace: (place: PlacedReport) => string): readonly PlacedReport[] {
  const found = new Map(places.map((place) => [idOfPlace(place), place]));
  return [...found].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, place]) => place);
}
