import { sql } from "kysely";
import type { z } from "zod";
import type { finding } from "../contract/finding.ts";
import type { TenantTransaction } from "../store/database.ts";
import type { ResultFilter } from "./check-results.ts";
import { isOfChecks } from "./compliance.ts";
import { listFindings } from "./list-findings.ts";
import { allOf, type Condition } from "./topic-conditions.ts";

type Finding = z.infer<typeof finding>;

/** Which evidence of a control. */
export interface EvidenceFilter extends ResultFilter {
  readonly state: "open" | "accepted";
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Gives a page of the findings of some checks, the worst first. */
export async function listEvidence(
  transaction: TenantTransaction,
  checks: readonly string[],
  { projectId, assetKind, state, limit, cursor }: EvidenceFilter,
): Promise<{ readonly findings: readonly Finding[]; readonly next: string | null }> {
  if (checks.length === 0) return { findings: [], next: null };
  const conditions: Condition[] = [stateConditions[state], isOfChecks(checks)];
  if (projectId !== undefined) conditions.push(sql<boolean>`f.project_id = ${projectId}`);
  if (assetKind !== undefined) {
    conditions.push(sql<boolean>`f.asset_id IN (SELECT a.asset_id FROM assets a WHERE a.kind = ${assetKind})`);
  }
  return await listFindings(transaction, { condition: allOf(conditions), sort: "worst", limit, cursor });
}

/** Literals: the planner has to see that a partial index holds all that is asked for. */
const stateConditions: Readonly<Record<EvidenceFilter["state"], Condition>> = {
  open: sql<boolean>`f.status IN ('open', 'reopened')`,
  accepted: sql<boolean>`(f.status NOT IN ('open', 'reopened') AND f.status IN ('accepted', 'excluded'))`,
};
