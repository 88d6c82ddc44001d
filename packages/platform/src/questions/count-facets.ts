import { sql } from "kysely";
import type { z } from "zod";
import type { findingFacets } from "../contract/finding.ts";
import { severity } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import type { Condition } from "./topic-conditions.ts";

type Facets = z.infer<typeof findingFacets>;

const maxCounted = 10_000;
const maxValues = 20;

interface FacetRow {
  readonly facet: string;
  readonly value: string;
  readonly count: number;
}

/** Counts how the worst findings of a query are spread: by severity, state, kind, project, rule, and whether a fix is there. */
export async function countFacets(transaction: TenantTransaction, condition: Condition): Promise<Facets> {
  const { rows } = await sql<FacetRow>`
    WITH found AS MATERIALIZED (
      SELECT f.severity, f.status, f.kind, f.project_id, f.rule_id, f.fixed_in FROM findings f WHERE ${condition}
      ORDER BY f.rank, f.finding_id LIMIT ${maxCounted + 1}
    ), spread AS (
      SELECT grouping(severity, status, kind, project_id, rule_id, has_fix) AS facet,
        coalesce(severity::text, status, kind, project_id::text, rule_id, has_fix) AS value, count(*)::int AS count
      FROM (SELECT *, CASE WHEN fixed_in IS NULL THEN 'no' ELSE 'yes' END AS has_fix FROM found) AS known
      GROUP BY GROUPING SETS ((severity), (status), (kind), (project_id), (rule_id), (has_fix))
    ), ranked AS (
      SELECT *, row_number() OVER (PARTITION BY facet ORDER BY count DESC, value) AS place FROM spread
    )
    SELECT CASE facet WHEN 31 THEN 'severity' WHEN 47 THEN 'state' WHEN 55 THEN 'kind' WHEN 59 THEN 'project'
        WHEN 61 THEN 'rule' ELSE 'fix' END AS facet, coalesce(p.name, value) AS value, count
    FROM ranked LEFT JOIN projects p ON facet = 59 AND p.project_id::text = value
    WHERE place <= ${maxValues} ORDER BY count DESC, value`.execute(transaction);
  const count = sumOf(rows, "severity");
  return {
    counted: { count: Math.min(count, maxCounted), isExact: count <= maxCounted },
    severity: valuesOf(rows, "severity").map((entry) => ({
      ...entry,
      value: severity.options[Number(entry.value)] ?? "info",
    })),
    state: valuesOf(rows, "state"),
    kind: valuesOf(rows, "kind"),
    project: valuesOf(rows, "project"),
    rule: valuesOf(rows, "rule"),
    fix: valuesOf(rows, "fix"),
  };
}

function valuesOf(rows: readonly FacetRow[], facet: string): { readonly value: string; readonly count: number }[] {
  return rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
}

function sumOf(rows: readonly FacetRow[], facet: string): number {
  return rows.filter((row) => row.facet === facet).reduce((sum, { count }) => sum + count, 0);
}
