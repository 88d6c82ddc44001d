import { sql } from "kysely";
import type { Posture } from "../documents/posture-document.ts";
import type { TenantTransaction } from "../store/database.ts";
import { listFrameworks } from "./compliance.ts";
import { listFindings } from "./list-findings.ts";
import { listActions, readOverview } from "./overview.ts";
import { readTrend } from "./read-trend.ts";
import { allOf } from "./topic-conditions.ts";

/** What a report for people is about. */
export interface PostureScope {
  /** Name of the project, as the report says it. */
  readonly project: string | undefined;
  readonly projectId: string | undefined;
  readonly language: "en" | "ja";
  readonly days: number;
}

const maxWorst = 200;
const maxActions = 20;

/** Gathers how things stand for a document. */
export async function readPosture(
  transaction: TenantTransaction,
  { project, projectId, language, days }: PostureScope,
): Promise<Posture> {
  const condition = allOf([
    sql<boolean>`f.status IN ('open', 'reopened')`,
    ...(projectId === undefined ? [] : [sql<boolean>`f.project_id = ${projectId}`]),
  ]);
  const { rows } = await sql<{ tenant: string; madeAt: string }>`
    SELECT t.name AS tenant, now() AS "madeAt" FROM tenants t`.execute(transaction);
  const { tenant = "", madeAt = "" } = rows[0] ?? {};
  const worst = await listFindings(transaction, { condition, sort: "worst", limit: maxWorst, cursor: undefined });
  const actions = await listActions(transaction, { projectId, limit: maxActions });
  return {
    language,
    tenant,
    project,
    madeAt,
    overview: await readOverview(transaction, { projectId, days }),
    trend: await readTrend(transaction, { projectId, days }),
    actions: [...actions],
    frameworks: await listFrameworks(transaction, { projectId, assetKind: undefined }),
    worst: worst.findings,
  };
}
