import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { TenantTransaction } from "../store/database.ts";
import { type Decider, findingsNamedBy } from "./decide.ts";
import { settle } from "./settle.ts";

/** Tells whether a decision waits until a second person agrees. */
export async function isApprovalNeeded(transaction: TenantTransaction): Promise<boolean> {
  const rule = await transaction.selectFrom("approval_rules").select("is_needed").executeTakeFirst();
  return rule?.is_needed ?? false;
}

/** Says whether decisions wait from now on; those that are in force stay so. */
export async function changeApproval(
  transaction: TenantTransaction,
  tenantId: string,
  isNeeded: boolean,
): Promise<void> {
  await transaction
    .insertInto("approval_rules")
    .values({ tenant_id: tenantId, is_needed: isNeeded })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet({ is_needed: isNeeded, changed_at: sql`now()` }))
    .execute();
}

/**
 * Puts a decision in force that waited; gives how many findings changed. Whoever proposed it does not agree to it, also not
 * by a key.
 *
 * @throws {SekishoError} `record-not-found` when none of that id waits, `not-permitted` for its own author.
 */
export async function approveDecision(
  transaction: TenantTransaction,
  decisionId: string,
  { accountId, ...decider }: Decider,
): Promise<number> {
  const waiting = await transaction
    .selectFrom("decisions")
    .select(["scope", "finding_id as findingId", "asset_id as assetId", "project_id as projectId", "rule_id as rule"])
    .select(["author_id", "reason"])
    .where("decision_id", "=", decisionId)
    .where("is_waiting", "=", true)
    .where("ended_at", "is", null)
    // Two who agree at once: the second one finds nothing that waits.
    .forUpdate()
    .executeTakeFirst();
  if (waiting === undefined) throw noneWaits();
  if (waiting.author_id === accountId) throw ownProposal();
  await transaction
    .updateTable("decisions")
    .set({ is_waiting: false, approved_by: accountId, approved_at: sql`now()` })
    .where("decision_id", "=", decisionId)
    .execute();
  const details = { decision: decisionId, reason: waiting.reason, approved: true };
  return await settle(transaction, findingsNamedBy(waiting, decisionId), { ...decider, details });
}

function noneWaits(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such decision that waits",
    ja: "承認待ちの該当する判断はありません。",
  });
}

function ownProposal(): SekishoError {
  return new SekishoError("not-permitted", {
    en: "you proposed this decision: somebody else has to agree",
    ja: "自分が提案した判断は承認できません。ほかの人の承認が必要です。",
  });
}
