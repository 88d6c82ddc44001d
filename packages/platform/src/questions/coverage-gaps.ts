import { sql } from "kysely";
import { z } from "zod";
import type { coverageGapList } from "../contract/asset.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { lastSightOfPage } from "./list-assets.ts";
import { allOf, type Condition } from "./topic-conditions.ts";

type GapPage = z.infer<typeof coverageGapList>;
type Gap = GapPage["gaps"][number];

/** Which gaps are asked for. */
export interface GapFilter {
  readonly projectId: string | undefined;
  readonly kind?: string | undefined;
  readonly days: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const order = "coverage-gaps";
const keys = z.tuple([z.string(), z.string(), z.uuid()]);

/** Gives assets that nobody has looked at for some days, and those that somebody could not look at in full. */
export async function listCoverageGaps(transaction: TenantTransaction, filter: GapFilter): Promise<GapPage> {
  const isSeen = sql<boolean>`EXISTS (
    SELECT FROM asset_sightings s JOIN witnesses w ON w.tenant_id = s.tenant_id AND w.witness_id = s.witness_id
    WHERE s.tenant_id = a.tenant_id AND s.asset_id = a.asset_id
      AND coalesce(s.last_seen_at, w.last_seen_at) >= now() - make_interval(days => ${filter.days}))`;
  const { rows } = await sql<Gap>`
    WITH page AS MATERIALIZED (
      SELECT a.*, NOT ${isSeen} AS is_unseen FROM assets a WHERE ${allOf([...conditionsOf(filter)])} AND (NOT ${isSeen} OR EXISTS (
        SELECT FROM asset_sightings s JOIN witnesses w ON w.tenant_id = s.tenant_id AND w.witness_id = s.witness_id
        WHERE s.tenant_id = a.tenant_id AND s.asset_id = a.asset_id AND s.last_seen_at IS NULL AND NOT w.is_complete))
      ORDER BY a.kind, a.name, a.asset_id LIMIT ${filter.limit + 1}
    )
    SELECT page.asset_id AS id, page.kind, page.name, page.digest, p.name AS project, ${lastSightOfPage} AS "lastSeenAt",
      CASE WHEN page.is_unseen THEN 'not-seen' ELSE 'incomplete' END AS reason, coalesce(m.missing, '[]') AS missing
    FROM page JOIN projects p ON p.tenant_id = page.tenant_id AND p.project_id = page.project_id
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('source', n.source) || n.entry) AS missing FROM (
        SELECT w.source, entry FROM asset_sightings s
        JOIN witnesses w ON w.tenant_id = s.tenant_id AND w.witness_id = s.witness_id,
        jsonb_array_elements(w.coverage) AS entry
        WHERE s.tenant_id = page.tenant_id AND s.asset_id = page.asset_id AND s.last_seen_at IS NULL
          AND entry->>'ended' IN ('partial', 'failed')
        ORDER BY w.source, entry->>'plugin' LIMIT 20
      ) AS n
    ) AS m
    ORDER BY page.kind, page.name, page.asset_id`.execute(transaction);
  const gaps = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? gaps.at(-1) : undefined;
  return { gaps, next: last === undefined ? null : writeCursor({ order, keys: [last.kind, last.name, last.id] }) };
}

function* conditionsOf({ projectId, kind, cursor }: GapFilter): Generator<Condition> {
  if (projectId !== undefined) yield sql<boolean>`a.project_id = ${projectId}`;
  if (kind !== undefined) yield sql<boolean>`a.kind = ${kind}`;
  if (cursor === undefined) return;
  const [afterKind, name, id] = readCursor(cursor, order, keys);
  yield sql<boolean>`(a.kind, a.name, a.asset_id) > (${afterKind}, ${name}, ${id}::uuid)`;
}
