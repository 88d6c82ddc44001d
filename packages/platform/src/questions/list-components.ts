import { sql } from "kysely";
import { z } from "zod";
import type { component, componentAssetList, componentsOfAsset } from "../contract/component.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { cutSearchText } from "./search-words.ts";
import { allOf, type Condition, wordCondition } from "./topic-conditions.ts";

type Component = z.infer<typeof component>;
type ComponentAsset = z.infer<typeof componentAssetList>["assets"][number];

/** Which components are asked for. */
export interface ComponentFilter {
  readonly name: string | undefined;
  readonly packageUrl: string | undefined;
  readonly ecosystem?: string | undefined;
  readonly licence?: string | undefined;
  /** Tells whether a version is asked for. */
  readonly holdsVersion: ((component: Pick<Component, "ecosystem" | "version">) => boolean) | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

const order = "components";
const assetOrder = "component-assets";
const heldOrder = "asset-components";
const keysOfComponent = z.tuple([z.string(), z.string(), z.uuid()]);
const keysOfAsset = z.tuple([z.uuid()]);
/** Versions of one name that are looked through for a page. */
const maxLookedThrough = 5000;

/** Gives a page of components by name and version, each with the number of assets that hold it now. */
export async function listComponents(
  transaction: TenantTransaction,
  filter: ComponentFilter,
): Promise<{ readonly components: readonly Component[]; readonly next: string | null }> {
  const { limit, holdsVersion } = filter;
  const conditions = [...conditionsOf(filter)];
  if (filter.cursor !== undefined) {
    const [name, version, id] = readCursor(filter.cursor, order, keysOfComponent);
    conditions.push(sql<boolean>`(c.name, c.version, c.component_id) > (${name}, ${version}, ${id}::uuid)`);
  }
  const looked = holdsVersion === undefined ? limit + 1 : maxLookedThrough + 1;
  const { rows } = await sql<Omit<Component, "assets">>`
    SELECT c.component_id AS id, c.package_url AS "packageUrl", c.ecosystem, c.name, c.version, c.licences
    FROM components c WHERE ${allOf(conditions)}
      -- Components belong to the tenant; whoever sees one project sees what is held there.
      AND EXISTS (SELECT FROM asset_components h JOIN assets a ON a.tenant_id = h.tenant_id AND a.asset_id = h.asset_id
        WHERE h.component_id = c.component_id AND h.gone_at IS NULL)
    ORDER BY c.name, c.version, c.component_id LIMIT ${looked}`.execute(transaction);
  const found = rows.slice(0, looked - 1).filter((row) => holdsVersion === undefined || holdsVersion(row));
  const shown = found.slice(0, limit);
  const isMore = found.length > limit || rows.length === looked;
  const last = found.length > limit || holdsVersion === undefined ? shown.at(-1) : rows[looked - 2];
  const next = isMore && last !== undefined ? writeCursor({ order, keys: [last.name, last.version, last.id] }) : null;
  return { components: await countAssets(transaction, shown), next };
}

function* conditionsOf({ name, packageUrl, ecosystem, licence }: ComponentFilter): Generator<Condition> {
  if (ecosystem !== undefined) yield sql<boolean>`c.ecosystem = ${ecosystem}`;
  if (licence !== undefined) yield sql<boolean>`${licence} = ANY(c.licences)`;
  if (packageUrl !== undefined) {
    yield sql<boolean>`(c.package_url = ${packageUrl} OR split_part(split_part(c.package_url, '?', 1), '@', 1) = ${packageUrl})`;
  }
  const searched = name ?? packageUrl?.split("@", 1)[0]?.slice("pkg:".length) ?? "";
  const [first, ...others] = cutSearchText(searched).words;
  if (first !== undefined) yield wordCondition("component", first, ...others);
}

async function countAssets(
  transaction: TenantTransaction,
  components: readonly Omit<Component, "assets">[],
): Promise<readonly Component[]> {
  const ids = components.map(({ id }) => id);
  const { rows } = await sql<{ id: string; assets: number }>`
    SELECT h.component_id AS id, count(DISTINCT h.asset_id)::int AS assets FROM asset_components h
    JOIN assets a ON a.tenant_id = h.tenant_id AND a.asset_id = h.asset_id
    WHERE h.component_id = ANY(${ids}::uuid[]) AND h.gone_at IS NULL GROUP BY 1`.execute(transaction);
  const counts = new Map(rows.map(({ id, assets }) => [id, assets]));
  return components.map((row) => ({ ...row, assets: counts.get(row.id) ?? 0 }));
}

/** Gives a page of the assets that hold a component now. */
export async function listComponentAssets(
  transaction: TenantTransaction,
  componentId: string,
  { limit, cursor }: Pick<ComponentFilter, "limit" | "cursor">,
): Promise<{ readonly assets: readonly ComponentAsset[]; readonly next: string | null }> {
  const after =
    cursor === undefined
      ? sql<boolean>`true`
      : sql<boolean>`h.asset_id > ${readCursor(cursor, assetOrder, keysOfAsset)[0]}::uuid`;
  const { rows } = await sql<ComponentAsset>`
    SELECT a.asset_id AS id, a.kind, a.name, a.digest, p.name AS project, h.since FROM (
      SELECT h.tenant_id, h.asset_id, min(h.first_seen_at) AS since FROM asset_components h
      WHERE h.component_id = ${componentId} AND h.gone_at IS NULL AND ${after} GROUP BY 1, 2
    ) AS h
    JOIN assets a ON a.tenant_id = h.tenant_id AND a.asset_id = h.asset_id
    JOIN projects p ON p.tenant_id = a.tenant_id AND p.project_id = a.project_id
    ORDER BY a.asset_id LIMIT ${limit + 1}`.execute(transaction);
  const assets = rows.slice(0, limit);
  const last = rows.length > limit ? assets.at(-1) : undefined;
  return { assets, next: last === undefined ? null : writeCursor({ order: assetOrder, keys: [last.id] }) };
}

/** Gives a page of what an asset holds now, by the ids of the components; each once, whoever says so. */
export async function listComponentsOfAsset(
  transaction: TenantTransaction,
  assetId: string,
  { limit, cursor }: Pick<ComponentFilter, "limit"> & { readonly cursor?: string | undefined },
): Promise<z.infer<typeof componentsOfAsset>> {
  const after =
    cursor === undefined
      ? sql<boolean>`true`
      : sql<boolean>`h.component_id > ${readCursor(cursor, heldOrder, keysOfAsset)[0]}::uuid`;
  const { rows } = await sql<z.infer<typeof componentsOfAsset>["components"][number]>`
    SELECT c.component_id AS id, c.package_url AS "packageUrl", c.ecosystem, c.name, c.version, c.licences, h.since, h.source
    FROM (
      SELECT h.tenant_id, h.component_id, min(h.first_seen_at) AS since, min(w.source) AS source FROM asset_components h
      JOIN assets a ON a.tenant_id = h.tenant_id AND a.asset_id = h.asset_id
      JOIN witnesses w ON w.tenant_id = h.tenant_id AND w.witness_id = h.witness_id
      WHERE h.asset_id = ${assetId} AND h.gone_at IS NULL AND ${after}
      GROUP BY 1, 2 ORDER BY 2 LIMIT ${limit + 1}
    ) AS h
    JOIN components c ON c.tenant_id = h.tenant_id AND c.component_id = h.component_id
    ORDER BY c.component_id`.execute(transaction);
  const components = rows.slice(0, limit);
  const last = rows.length > limit ? components.at(-1) : undefined;
  return { components, next: last === undefined ? null : writeCursor({ order: heldOrder, keys: [last.id] }) };
}
