import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { assetList, assetSort } from "../contract/asset.ts";
import { moment } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { readNamePattern } from "./name-pattern.ts";
import { type CountColumns, countColumns, countsOf } from "./severity-names.ts";
import { allOf, type Condition } from "./topic-conditions.ts";

type AssetPage = z.infer<typeof assetList>;
type Sort = z.infer<typeof assetSort>;

/** Which page of which assets. */
export interface AssetFilter {
  readonly name?: string | undefined;
  readonly kind?: string | undefined;
  readonly digest?: string | undefined;
  readonly projectId: string | undefined;
  readonly sort: Sort;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface AssetRow extends CountColumns {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly digest: string | null;
  readonly project: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string | null;
}

interface AssetOrder {
  /** Of assets `a`, with the counts `c` of the order `worst`. */
  readonly by: RawBuilder<unknown>;
  /** The same of a page of them, with its counts `o`. */
  readonly ofPage: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  readonly after: (cursor: string) => Condition;
  readonly keysOf: (row: AssetRow) => readonly (string | number)[];
}

const nameKeys = z.tuple([z.string(), z.string(), z.uuid()]);
const newestKeys = z.tuple([moment, z.uuid()]);
const worstKeys = z.tuple([z.int(), z.int(), z.int(), z.int(), z.uuid()]);

/** The first two are walks along an index; the worst are counted from an index that holds open findings alone. */
const orders: Readonly<Record<Sort, AssetOrder>> = {
  name: {
    by: sql`a.kind, a.name, a.asset_id`,
    ofPage: sql`page.kind, page.name, page.asset_id`,
    from: sql`assets a`,
    after: (cursor) => {
      const [kind, name, id] = readCursor(cursor, "assets-name", nameKeys);
      return sql<boolean>`(a.kind, a.name, a.asset_id) > (${kind}, ${name}, ${id}::uuid)`;
    },
    keysOf: (row) => [row.kind, row.name, row.id],
  },
  newest: {
    by: sql`a.first_seen_at DESC, a.asset_id DESC`,
    ofPage: sql`page.first_seen_at DESC, page.asset_id DESC`,
    from: sql`assets a`,
    after: (cursor) => {
      const [at, id] = readCursor(cursor, "assets-newest", newestKeys);
      return sql<boolean>`(a.first_seen_at, a.asset_id) < (${at}::timestamptz, ${id}::uuid)`;
    },
    keysOf: (row) => [row.firstSeenAt, row.id],
  },
  worst: {
    by: sql`c.critical DESC, c.high DESC, c.medium DESC, c.low DESC, a.asset_id DESC`,
    ofPage: sql`o.critical DESC, o.high DESC, o.medium DESC, o.low DESC, page.asset_id DESC`,
    from: sql`(
      SELECT f.tenant_id, f.asset_id, ${countColumns} FROM findings f
      WHERE f.status IN ('open', 'reopened') GROUP BY f.tenant_id, f.asset_id
    ) c JOIN assets a ON a.tenant_id = c.tenant_id AND a.asset_id = c.asset_id`,
    after: (cursor) => {
      const keys = readCursor(cursor, "assets-worst", worstKeys);
      return sql<boolean>`(c.critical, c.high, c.medium, c.low, a.asset_id) < (${sql.join(keys)})`;
    },
    keysOf: (row) => [row.critical, row.high, row.medium, row.low, row.id],
  },
};

/** When somebody last looked at an asset `page`. */
export const lastSightOfPage: RawBuilder<unknown> = sql`(
  SELECT max(coalesce(s.last_seen_at, w.last_seen_at)) FROM asset_sightings s
  JOIN witnesses w ON w.tenant_id = s.tenant_id AND w.witness_id = s.witness_id
  WHERE s.tenant_id = page.tenant_id AND s.asset_id = page.asset_id)`;

const shownColumns = sql`page.asset_id AS id, page.kind, page.name, page.digest, p.name AS project,
  page.first_seen_at AS "firstSeenAt", ${lastSightOfPage} AS "lastSeenAt", o.critical, o.high, o.medium, o.low, o.info`;

/** What is shown beside the assets of a page: project, and what is open in each. */
const shownTables = sql`
  JOIN projects p ON p.tenant_id = page.tenant_id AND p.project_id = page.project_id
  CROSS JOIN LATERAL (
    SELECT ${countColumns} FROM findings f
    WHERE f.tenant_id = page.tenant_id AND f.asset_id = page.asset_id AND f.status IN ('open', 'reopened')
  ) AS o`;

/** SQL of the rows of one page: the page is found first, and what is shown beside it only for its rows. */
export function assetPageStatement(filter: AssetFilter): RawBuilder<AssetRow> {
  const { by, ofPage, from, after } = orders[filter.sort];
  const conditions = [...conditionsOf(filter)];
  if (filter.cursor !== undefined) conditions.push(after(filter.cursor));
  return sql<AssetRow>`
    WITH page AS MATERIALIZED (
      SELECT a.* FROM ${from} WHERE ${allOf(conditions)} ORDER BY ${by} LIMIT ${filter.limit + 1}
    )
    SELECT ${shownColumns} FROM page ${shownTables} ORDER BY ${ofPage}`;
}

/** Gives a page of assets, each with what is open in it and when it was last looked at. */
export async function listAssets(transaction: TenantTransaction, filter: AssetFilter): Promise<AssetPage> {
  const { rows } = await assetPageStatement(filter).execute(transaction);
  const shown = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? shown.at(-1) : undefined;
  const keys = last === undefined ? undefined : orders[filter.sort].keysOf(last);
  return {
    assets: shown.map(showAsset),
    next: keys === undefined ? null : writeCursor({ order: `assets-${filter.sort}`, keys }),
  };
}

/** Gives one asset as lists show it; `undefined` when there is none that the caller may see. */
export async function findAsset(
  transaction: TenantTransaction,
  assetId: string,
): Promise<AssetPage["assets"][number] | undefined> {
  const { rows } = await sql<AssetRow>`
    SELECT ${shownColumns} FROM assets page ${shownTables} WHERE page.asset_id = ${assetId}`.execute(transaction);
  return rows.map(showAsset)[0];
}

function* conditionsOf({ name, kind, digest, projectId }: AssetFilter): Generator<Condition> {
  if (kind !== undefined) yield sql<boolean>`a.kind = ${kind}`;
  if (digest !== undefined) yield sql<boolean>`a.digest = ${digest}`;
  if (projectId !== undefined) yield sql<boolean>`a.project_id = ${projectId}`;
  if (name === undefined) return;
  const { like, isExact } = readNamePattern(name);
  yield sql<boolean>`lower(a.name) LIKE ${isExact ? `%${like}%` : like}`;
}

function showAsset(row: AssetRow): AssetPage["assets"][number] {
  const { id, kind, name, digest, project, firstSeenAt, lastSeenAt } = row;
  return { id, kind, name, digest, project, firstSeenAt, lastSeenAt, open: countsOf(row) };
}
