import { sql } from "kysely";
import type { z } from "zod";
import type { wholeComponent } from "../contract/component.ts";
import type { TenantTransaction } from "../store/database.ts";
import { severityNameOf } from "./severity-names.ts";
import { type Condition, wordCondition } from "./topic-conditions.ts";

type WholeComponent = z.infer<typeof wholeComponent>;
type Flaw = WholeComponent["flaws"][number];

const maxVersions = 200;
const maxFlaws = 200;
const maxWord = 500;

type ComponentRow = Omit<WholeComponent, "versions" | "flaws" | "flawCount"> & { readonly base: string };

/** Package URL of a component `c` without version and qualifiers, as findings name packages. */
const baseOfComponent = sql<string>`split_part(split_part(c.package_url, '?', 1), '@', 1)`;

/**
 * Gives a component with its other versions and the flaws that are open where it is; `undefined` when no asset that the
 * caller may see holds it.
 */
export async function readComponent(
  transaction: TenantTransaction,
  componentId: string,
): Promise<WholeComponent | undefined> {
  const { rows } = await sql<ComponentRow>`
    SELECT c.component_id AS id, c.package_url AS "packageUrl", c.ecosystem, c.name, c.version, c.licences,
      ${baseOfComponent} AS base, (
        SELECT count(DISTINCT h.asset_id)::int FROM asset_components h
        JOIN assets a ON a.tenant_id = h.tenant_id AND a.asset_id = h.asset_id
        WHERE h.component_id = c.component_id AND h.gone_at IS NULL
      ) AS assets
    FROM components c WHERE c.component_id = ${componentId}`.execute(transaction);
  const [found] = rows;
  if (found === undefined || found.assets === 0) return undefined;
  const { base, ...shown } = found;
  const flaws = await readFlaws(transaction, componentId, base);
  return {
    ...shown,
    versions: await readVersions(transaction, found.name, base),
    flaws: flaws.slice(0, maxFlaws),
    flawCount: { count: Math.min(flaws.length, maxFlaws), isExact: flaws.length <= maxFlaws },
  };
}

async function readVersions(
  transaction: TenantTransaction,
  name: string,
  base: string,
): Promise<WholeComponent["versions"]> {
  const { rows } = await sql<WholeComponent["versions"][number]>`
    SELECT c.component_id AS id, c.version, count(DISTINCT h.asset_id)::int AS assets FROM components c
    JOIN asset_components h ON h.tenant_id = c.tenant_id AND h.component_id = c.component_id AND h.gone_at IS NULL
    JOIN assets a ON a.tenant_id = h.tenant_id AND a.asset_id = h.asset_id
    WHERE c.name = ${name} AND ${baseOfComponent} = ${base}
    GROUP BY c.component_id, c.version ORDER BY c.version, c.component_id LIMIT ${maxVersions}`.execute(transaction);
  return rows;
}

async function readFlaws(transaction: TenantTransaction, componentId: string, base: string): Promise<readonly Flaw[]> {
  // The table of words has whole package URLs: the few topics about this package are found with one look.
  const isNamed: Condition = wordCondition("topic", { text: base.toLowerCase().slice(0, maxWord), isPrefix: false });
  const { rows } = await sql<Omit<Flaw, "severity"> & { readonly severity: number }>`
    SELECT f.flaw, min(f.title) AS title, min(f.severity)::int AS severity, count(*)::int AS findings,
      min(f.fixed_in) AS "fixedIn", min(known.epss) AS epss, min(known.known_exploited_since) AS "knownExploitedSince"
    FROM findings f LEFT JOIN flaws known ON known.flaw = f.flaw
    WHERE f.topic_id IN (SELECT t.topic_id FROM topics t WHERE ${isNamed} AND t.package = ${base})
      AND f.flaw IS NOT NULL AND f.status IN ('open', 'reopened')
      AND f.asset_id IN (
        SELECT h.asset_id FROM asset_components h WHERE h.component_id = ${componentId} AND h.gone_at IS NULL)
    GROUP BY f.flaw ORDER BY min(f.rank), f.flaw LIMIT ${maxFlaws + 1}`.execute(transaction);
  return rows.map((row) => ({ ...row, severity: severityNameOf(row.severity) }));
}
