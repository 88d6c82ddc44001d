import { type RawBuilder, sql } from "kysely";
import { enqueue } from "../jobs/job-queue.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { type SettleCause, settle } from "./settle.ts";

/** A decision with everything that it names looked up. */
export interface Decision {
  readonly verdict: "accepted" | "false-positive" | "excluded";
  readonly reason: string;
  readonly scope: "finding" | "asset" | "flaw" | "project" | "tenant";
  readonly findingId: string | undefined;
  readonly assetId: string | undefined;
  readonly projectId: string | undefined;
  readonly rule: string | undefined;
  /** A name of the flaw. */
  readonly flaw: string | undefined;
  readonly package: string | undefined;
  readonly expiresAt: string | undefined;
  /** Somebody else has to agree before it counts. */
  readonly isWaiting?: boolean;
}

/** Who decides. */
export type Decider = Pick<SettleCause, "tenantId" | "actorKind" | "actorId"> & { readonly accountId: string };

/** Writes a decision down and puts it in force; gives its id and how many findings changed. */
export async function decide(
  transaction: TenantTransaction,
  decision: Decision,
  { accountId, ...decider }: Decider,
): Promise<{ readonly decisionId: string; readonly changed: number }> {
  const { tenantId } = decider;
  const decisionId = newId();
  await transaction
    .insertInto("decisions")
    .values({
      tenant_id: tenantId,
      decision_id: decisionId,
      verdict: decision.verdict,
      reason: decision.reason,
      scope: decision.scope,
      finding_id: decision.findingId ?? null,
      asset_id: decision.assetId ?? null,
      project_id: decision.projectId ?? null,
      rule_id: decision.rule ?? null,
      flaws: decision.flaw === undefined ? null : await findFlawNames(transaction, decision.flaw),
      package: decision.package ?? null,
      author_id: accountId,
      expires_at: decision.expiresAt ?? null,
      is_waiting: decision.isWaiting ?? false,
    })
    .execute();
  if (decision.expiresAt !== undefined) {
    const payload = { decisionId };
    await enqueue(transaction, {
      tenantId,
      kind: "end-decision",
      lane: "scheduled",
      payload,
      runAt: decision.expiresAt,
    });
  }
  if (decision.isWaiting === true) return { decisionId, changed: 0 };
  const details = { decision: decisionId, reason: decision.reason };
  const changed = await settle(transaction, findingsNamedBy(decision, decisionId), { ...decider, details });
  return { decisionId, changed };
}

/** Takes a decision back; gives how many findings changed, `undefined` when there is no such decision in force. */
export async function revokeDecision(
  transaction: TenantTransaction,
  decisionId: string,
  { accountId, ...decider }: Decider,
): Promise<number | undefined> {
  const revoked = await transaction
    .updateTable("decisions")
    .set({ revoked_at: sql`now()`, revoked_by: accountId, ended_at: sql`now()` })
    .where("decision_id", "=", decisionId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) return undefined;
  return await settle(transaction, sql`f.decision_id = ${decisionId}`, {
    ...decider,
    details: { revoked: decisionId },
  });
}

/** Ends a decision whose time is over; before that, or after it was revoked, nothing happens. */
export async function endDecision(transaction: TenantTransaction, tenantId: string, decisionId: string): Promise<void> {
  const ended = await transaction
    .updateTable("decisions")
    .set({ ended_at: sql`now()` })
    .where("decision_id", "=", decisionId)
    .where("ended_at", "is", null)
    .where("expires_at", "<=", sql<string>`now()`)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return;
  const cause = { tenantId, actorKind: "platform", actorId: null, details: { expired: decisionId } } as const;
  await settle(transaction, sql`f.decision_id = ${decisionId}`, cause);
}

/** All names that a flaw goes by in this tenant's findings: who accepts a GHSA accepts its CVE. */
async function findFlawNames(transaction: TenantTransaction, flaw: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT unnest(flaw_names) AS name FROM findings WHERE flaw_names @> ARRAY[${flaw}]`.execute(transaction);
  return [...new Set([flaw, ...rows.map(({ name }) => name)])].toSorted();
}

/** What says which findings a decision may name; `null` is what a row of the database has for `undefined`. */
export interface DecisionPlace {
  readonly scope: string;
  readonly findingId: string | null | undefined;
  readonly assetId: string | null | undefined;
  readonly projectId: string | null | undefined;
  readonly rule: string | null | undefined;
}

/** Gives SQL of the findings `f` that a decision may name: no others are looked at, by an index where the scope has one. */
export function findingsNamedBy(
  { scope, findingId, assetId, projectId, rule }: DecisionPlace,
  decisionId: string,
): RawBuilder<unknown> {
  if (scope === "finding") return sql`f.finding_id = ${findingId}`;
  if (scope === "asset") return sql`f.asset_id = ${assetId}`;
  if (typeof rule === "string") return sql`f.rule_id = ${rule}`;
  if (scope === "project") return sql`f.project_id = ${projectId}`;
  return sql`f.flaw_names && (SELECT flaws FROM decisions WHERE decision_id = ${decisionId})`;
}
