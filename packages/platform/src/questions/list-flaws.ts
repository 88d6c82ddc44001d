import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { flawList, flawSort } from "../contract/flaw.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { readNamePattern } from "./name-pattern.ts";
import { severityNameOf } from "./severity-names.ts";
import { allOf, type Condition, wordCondition, wordOfName } from "./topic-conditions.ts";

type FlawPage = z.infer<typeof flawList>;
type Flaw = FlawPage["flaws"][number];

/** Which page of which flaws. */
export interface FlawFilter {
  readonly name?: string | undefined;
  readonly projectId: string | undefined;
  readonly exploited?: "true" | "false" | undefined;
  readonly sort: z.infer<typeof flawSort>;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

type FlawRow = Omit<Flaw, "worst"> & { readonly worst: number };

/** Exploited or not, probability, name: the urgent ones have the greatest. */
const urgentKeys = z.tuple([z.int(), z.number(), z.string()]);
const nameKeys = z.tuple([z.string()]);
const urgency = sql`(CASE WHEN known.known_exploited_since IS NULL THEN 0 ELSE 1 END)`;
const probability = sql`coalesce(known.epss, 0)::float8`;

/**
 * SQL of the rows of one page. Flaws of a tenant are some ten thousand: they are put in order without their findings, and
 * only from the first on it is looked whether they are open anywhere, until the page is full.
 */
export function flawPageStatement(filter: FlawFilter): RawBuilder<FlawRow> {
  const order = filter.sort === "urgent" ? sql`urgency DESC, probability DESC, flaw` : sql`flaw`;
  const isOfProject = ofProject(filter.projectId);
  return sql<FlawRow>`
    WITH page AS MATERIALIZED (
      SELECT found.* FROM (
        SELECT t.flaw, max(known.epss) AS epss, max(known.known_exploited_since) AS since,
          max(${urgency}) AS urgency, max(${probability}) AS probability
        FROM topics t LEFT JOIN flaws known ON known.flaw = t.flaw
        WHERE t.flaw IS NOT NULL AND ${allOf([...conditionsOf(filter)])}
        GROUP BY t.flaw ORDER BY ${order}
      ) AS found
      CROSS JOIN LATERAL (
        SELECT FROM findings f WHERE f.flaw = found.flaw AND f.status IN ('open', 'reopened') AND ${isOfProject} LIMIT 1
      ) AS is_open
      ORDER BY ${order} LIMIT ${filter.limit + 1}
    )
    SELECT page.flaw, page.epss, page.since AS "knownExploitedSince", o.findings, o.assets, o.worst, o.title,
      coalesce(o.names, '{}') AS names, coalesce(o.packages, '{}') AS packages
    FROM page CROSS JOIN LATERAL (
      SELECT count(*)::int AS findings, count(DISTINCT f.asset_id)::int AS assets, min(f.severity)::int AS worst,
        min(f.title) AS title, (array_agg(DISTINCT f.package) FILTER (WHERE f.package IS NOT NULL))[:20] AS packages,
        (SELECT array_agg(DISTINCT name) FROM topics t, unnest(t.flaw_names) AS name
          WHERE t.flaw = page.flaw AND name <> page.flaw) AS names
      FROM findings f WHERE f.flaw = page.flaw AND f.status IN ('open', 'reopened') AND ${isOfProject}
    ) AS o
    ORDER BY ${order}`;
}

/** Gives a page of the flaws that are open somewhere. */
export async function listFlaws(transaction: TenantTransaction, filter: FlawFilter): Promise<FlawPage> {
  const { rows } = await flawPageStatement(filter).execute(transaction);
  const flaws = rows.slice(0, filter.limit).map((row) => ({ ...row, worst: severityNameOf(row.worst) }));
  const last = rows.length > filter.limit ? flaws.at(-1) : undefined;
  return { flaws, next: last === undefined ? null : cursorOf(filter.sort, last) };
}

function cursorOf(sort: FlawFilter["sort"], { flaw, epss, knownExploitedSince }: Flaw): string {
  const keys = sort === "name" ? [flaw] : [knownExploitedSince === null ? 0 : 1, epss ?? 0, flaw];
  return writeCursor({ order: `flaws-${sort}`, keys });
}

function ofProject(projectId: string | undefined): Condition {
  return projectId === undefined ? sql<boolean>`true` : sql<boolean>`f.project_id = ${projectId}`;
}

function* conditionsOf({ name, exploited, sort, cursor }: FlawFilter): Generator<Condition> {
  if (name !== undefined) {
    const { prefix, like } = readNamePattern(name.endsWith("*") ? name : `${name}*`);
    yield sql<boolean>`EXISTS (SELECT FROM unnest(t.flaw_names || t.flaw) AS name WHERE lower(name) LIKE ${like})`;
    const word = wordOfName("word", prefix, false);
    if (word !== undefined) yield wordCondition("topic", word);
  }
  if (exploited === "true") yield sql<boolean>`known.known_exploited_since IS NOT NULL`;
  if (exploited === "false") yield sql<boolean>`known.known_exploited_since IS NULL`;
  if (cursor === undefined) return;
  if (sort === "name") {
    yield sql<boolean>`t.flaw > ${readCursor(cursor, "flaws-name", nameKeys)[0]}`;
    return;
  }
  const [isExploited, epss, flaw] = readCursor(cursor, "flaws-urgent", urgentKeys);
  yield sql<boolean>`(-${urgency}, -${probability}, t.flaw) > (${-isExploited}::int, ${-epss}::float8, ${flaw})`;
}
