import { sql } from "kysely";
import type { z } from "zod";
import type { finding } from "../contract/finding.ts";
import type { NoticeChange, NoticeCounts, NoticedFinding } from "../contract/notice.ts";
import { listFindings } from "../questions/list-findings.ts";
import type { Condition } from "../questions/topic-conditions.ts";
import type { TenantTransaction } from "../store/database.ts";

const maxListed = 20;

/** Findings that somebody is to hear of. */
export interface MatchedFindings {
  readonly counts: NoticeCounts;
  readonly total: number;
  readonly listed: readonly NoticedFinding[];
  /** Names of the assets that they are on, the first few in order of the worst finding. */
  readonly assets: readonly string[];
}

/**
 * Gives the findings of a condition: how many of each severity, and the worst of them.
 *
 * @param changeOf Says what happened to a finding.
 */
export async function matchFindings(
  transaction: TenantTransaction,
  condition: Condition,
  changeOf: (id: string) => NoticeChange,
): Promise<MatchedFindings> {
  const { rows } = await sql<{ severity: number; count: number }>`
    SELECT f.severity, count(*)::int AS count FROM findings f WHERE ${condition} GROUP BY f.severity`.execute(
    transaction,
  );
  const countOf = (severity: number): number => rows.find((row) => row.severity === severity)?.count ?? 0;
  const counts = { critical: countOf(0), high: countOf(1), medium: countOf(2), low: countOf(3), info: countOf(4) };
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return { counts, total, listed: [], assets: [] };
  const page = { condition, sort: "worst", limit: maxListed, cursor: undefined } as const;
  const { findings } = await listFindings(transaction, page);
  const listed = findings.map((one) => noticed(one, changeOf(one.id)));
  return { counts, total, listed, assets: [...new Set(findings.map(({ asset }) => asset.name))] };
}

function noticed(found: z.infer<typeof finding>, change: NoticeChange): NoticedFinding {
  const { id, title, severity, status, rule, flaw, subject, project, asset, dueAt } = found;
  return { id, title, severity, status, change, rule, flaw, subject, project, asset: asset.name, dueAt };
}
