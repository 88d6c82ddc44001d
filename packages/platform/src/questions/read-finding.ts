import { sql } from "kysely";
import type { z } from "zod";
import { wholeFinding } from "../contract/finding.ts";
import type { TenantTransaction } from "../store/database.ts";
import { findFinding } from "./list-findings.ts";

interface FindingRest {
  readonly aliases: string[];
  readonly controls: string[];
  readonly flaw_names: string[] | null;
  readonly reopened_count: number;
  readonly described_by: string;
  readonly details: unknown;
}

/** Gives a finding with who says so; `undefined` when there is none that the caller may see. */
export async function readFinding(
  transaction: TenantTransaction,
  findingId: string,
): Promise<z.infer<typeof wholeFinding> | undefined> {
  const shown = await findFinding(transaction, findingId);
  const { rows } = await sql<FindingRest>`
    SELECT aliases, controls, flaw_names, reopened_count, described_by, details FROM findings
    WHERE finding_id = ${findingId}`.execute(transaction);
  const [rest] = rows;
  if (shown === undefined || rest === undefined) return undefined;
  const observations = await sql<z.infer<typeof wholeFinding>["observations"][number]>`
    SELECT w.source, jsonb_build_object('kind', s.kind, 'parts', s.parts) AS scope, w.last_report_id AS report,
      o.first_seen_at AS "firstSeenAt", coalesce(o.last_seen_at, w.last_seen_at) AS "lastSeenAt", o.gone_at AS "goneAt"
    FROM observations o
    JOIN witnesses w ON w.tenant_id = o.tenant_id AND w.witness_id = o.witness_id
    JOIN scopes s ON s.tenant_id = w.tenant_id AND s.scope_id = w.scope_id
    WHERE o.finding_id = ${findingId} ORDER BY o.first_seen_at, w.source`.execute(transaction);
  return wholeFinding.parse({
    ...shown,
    aliases: rest.aliases,
    controls: rest.controls,
    flawNames: rest.flaw_names ?? [],
    reopenedCount: rest.reopened_count,
    describedBy: rest.described_by,
    details: rest.details,
    observations: observations.rows,
  });
}
