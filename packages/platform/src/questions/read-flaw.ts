import { sql } from "kysely";
import { z } from "zod";
import type { wholeFlaw } from "../contract/flaw.ts";
import type { TenantTransaction } from "../store/database.ts";
import { type CountColumns, countColumns, countsOf, severityNameOf } from "./severity-names.ts";
import { wordCondition, wordOfName } from "./topic-conditions.ts";

type WholeFlaw = z.infer<typeof wholeFlaw>;

const maxPlaces = 100;
const maxPackages = 200;
const maxCounted = 10_000;

interface FlawRow extends CountColumns {
  readonly flaw: string;
  readonly names: readonly string[] | null;
  readonly title: string;
  readonly worst: number;
  readonly epss: number | null;
  readonly epssPercentile: number | null;
  readonly knownExploitedSince: string | null;
  readonly description: unknown;
}

const descriptionOfFlaw = z.record(z.string(), z.unknown());

/**
 * Gives a flaw by any of its names, with everywhere it bites; `undefined` when the caller's findings do not know it.
 */
export async function readFlaw(transaction: TenantTransaction, name: string): Promise<WholeFlaw | undefined> {
  const flaw = await findFlaw(transaction, name);
  if (flaw === undefined) return undefined;
  const { rows } = await sql<FlawRow>`
    SELECT ${flaw} AS flaw, (
        SELECT array_agg(DISTINCT name ORDER BY name) FROM topics t, unnest(t.flaw_names) AS name
        WHERE t.flaw = ${flaw} AND name <> ${flaw}
      ) AS names, known.epss, known.epss_percentile AS "epssPercentile",
      known.known_exploited_since AS "knownExploitedSince", said.title, said.description, said.worst, o.*
    FROM (
      SELECT f.title, f.severity::int AS worst, coalesce(f.details->'vulnerability', '{}') || coalesce(f.details->'assessment', '{}')
        AS description
      FROM findings f WHERE f.flaw = ${flaw} ORDER BY f.rank, f.finding_id LIMIT 1
    ) AS said
    LEFT JOIN flaws known ON known.flaw = ${flaw}
    CROSS JOIN (
      SELECT ${countColumns} FROM findings f WHERE f.flaw = ${flaw} AND f.status IN ('open', 'reopened')
    ) AS o`.execute(transaction);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    flaw: row.flaw,
    names: [...(row.names ?? [])],
    title: row.title,
    worst: severityNameOf(row.worst),
    epss: row.epss,
    epssPercentile: row.epssPercentile,
    knownExploitedSince: row.knownExploitedSince,
    description: descriptionOfFlaw.parse(row.description),
    open: countsOf(row),
    states: await countStates(transaction, flaw),
    packages: await readPackages(transaction, flaw),
    ...(await readPlaces(transaction, flaw)),
  };
}

/** Findings name a flaw by its main name; its other names lead there by the table of words. */
async function findFlaw(transaction: TenantTransaction, name: string): Promise<string | undefined> {
  const wanted = name.toLowerCase();
  const word = wordOfName("word", wanted, true);
  if (word === undefined) return undefined;
  const { rows } = await sql<{ flaw: string }>`
    SELECT t.flaw FROM topics t
    WHERE ${wordCondition("topic", word)} AND t.flaw IS NOT NULL
      AND EXISTS (SELECT FROM unnest(t.flaw_names || t.flaw) AS name WHERE lower(name) = ${wanted})
      AND EXISTS (SELECT FROM findings f WHERE f.topic_id = t.topic_id)
    ORDER BY (lower(t.flaw) = ${wanted}) DESC, t.flaw LIMIT 1`.execute(transaction);
  return rows[0]?.flaw;
}

async function countStates(transaction: TenantTransaction, flaw: string): Promise<WholeFlaw["states"]> {
  const { rows } = await sql<WholeFlaw["states"][number]>`
    SELECT f.status AS state, count(*)::int AS count FROM findings f WHERE f.flaw = ${flaw}
    GROUP BY 1 ORDER BY 2 DESC, 1`.execute(transaction);
  return rows;
}

async function readPackages(transaction: TenantTransaction, flaw: string): Promise<WholeFlaw["packages"]> {
  const { rows } = await sql<WholeFlaw["packages"][number]>`
    SELECT f.package, min(f.package_name) AS name, count(*)::int AS findings, count(DISTINCT f.asset_id)::int AS assets,
      coalesce((array_agg(DISTINCT f.details->'vulnerability'->>'installed')
        FILTER (WHERE f.details->'vulnerability'->>'installed' IS NOT NULL))[:20], '{}') AS installed,
      coalesce((array_agg(DISTINCT f.fixed_in) FILTER (WHERE f.fixed_in IS NOT NULL))[:20], '{}') AS "fixedIn"
    FROM findings f WHERE f.flaw = ${flaw} AND f.status IN ('open', 'reopened') AND f.package IS NOT NULL
    GROUP BY f.package ORDER BY 3 DESC, 1 LIMIT ${maxPackages}`.execute(transaction);
  return rows;
}

interface PlaceRow {
  readonly finding: string;
  readonly package: string | null;
  readonly severity: number;
  readonly firstSeenAt: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly digest: string | null;
  readonly project: string;
}

async function readPlaces(
  transaction: TenantTransaction,
  flaw: string,
): Promise<Pick<WholeFlaw, "places" | "placeCount">> {
  const { rows } = await sql<PlaceRow>`
    SELECT f.finding_id AS finding, f.package, f.severity::int AS severity, f.first_seen_at AS "firstSeenAt",
      a.asset_id AS id, a.kind, a.name, a.digest, p.name AS project
    FROM (
      SELECT * FROM findings f WHERE f.flaw = ${flaw} AND f.status IN ('open', 'reopened')
      ORDER BY f.rank, f.finding_id LIMIT ${maxPlaces}
    ) AS f
    JOIN assets a ON a.tenant_id = f.tenant_id AND a.asset_id = f.asset_id
    JOIN projects p ON p.tenant_id = a.tenant_id AND p.project_id = a.project_id
    ORDER BY f.rank, f.finding_id`.execute(transaction);
  const counted = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM findings f WHERE f.flaw = ${flaw} AND f.status IN ('open', 'reopened') LIMIT ${maxCounted + 1}
    ) AS found`.execute(transaction);
  const count = counted.rows[0]?.count ?? 0;
  return {
    places: rows.map(({ id, kind, name, digest, project, severity, ...row }) => ({
      ...row,
      severity: severityNameOf(severity),
      asset: { id, kind, name, digest, project },
    })),
    placeCount: { count: Math.min(count, maxCounted), isExact: count <= maxCounted },
  };
}
