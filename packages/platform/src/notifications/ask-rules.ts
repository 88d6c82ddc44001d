import { z } from "zod";
import { type Notice, noticeChange } from "../contract/notice.ts";
import { noticeSchedule } from "../contract/notification-rule.ts";
import { enqueue } from "../jobs/job-queue.ts";
import { postMessage } from "../outbox/post-message.ts";
import { writeJson } from "../store/copy-rows.ts";
import type { TenantTransaction } from "../store/database.ts";
import { endOfQuiet, nextDigest } from "./local-time.ts";
import { noticesOf } from "./notices-of-cause.ts";
import type { ActiveRule, Cause, RuleGroup } from "./rule-group.ts";

const changeList = z.array(noticeChange);

/** Moments, so that nobody reads a clock. */
export interface AskingTime {
  readonly nowMs: number;
}

/**
 * Asks the rules who is to hear of a cause, and posts what they are to hear: one message a destination, however many of its
 * rules want it. Findings are judged as they are now: what was decided or repaired meanwhile is no news.
 */
export async function askRules(
  transaction: TenantTransaction,
  tenantId: string,
  cause: Cause,
  { nowMs }: AskingTime,
): Promise<void> {
  const rules = (await readActiveRules(transaction)).filter(({ changes }) =>
    changes.some((change) => cause.findings.has(change) || cause.ready.some((one) => one.change === change)),
  );
  const groups = groupBy(rules);
  for (const group of groups) {
    const at = new Date(nowMs).toISOString();
    for (const notice of await noticesOf(transaction, cause, group, at)) {
      await deliver(transaction, { tenantId, group, notice, nowMs });
    }
  }
}

function groupBy(rules: readonly ActiveRule[]): readonly RuleGroup[] {
  const groups = new Map<string, [ActiveRule, ...ActiveRule[]]>();
  for (const rule of rules) {
    const key =
      rule.schedule.kind === "digest" ? rule.ruleId : `${rule.destinationId} ${JSON.stringify(rule.schedule)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [rule]);
    else known.push(rule);
  }
  return [...groups.values()].map((found) => ({ destinationId: found[0].destinationId, rules: found }));
}

interface Delivery {
  readonly tenantId: string;
  readonly group: RuleGroup;
  readonly notice: Notice;
  readonly nowMs: number;
}

async function deliver(transaction: TenantTransaction, { tenantId, group, notice, nowMs }: Delivery): Promise<void> {
  const [{ ruleId, schedule }] = group.rules;
  if (schedule.kind === "at-once") {
    const { quiet } = schedule;
    const goesAt = quiet === undefined ? nowMs : endOfQuiet(nowMs, quiet);
    const notBefore = goesAt > nowMs ? new Date(goesAt).toISOString() : undefined;
    const { destinationId } = group;
    await postMessage(transaction, { tenantId, destinationId, causeKey: notice.cause, notice, notBefore });
    return;
  }
  const slot = new Date(nextDigest(nowMs, schedule)).toISOString();
  const written = await transaction
    .insertInto("digest_entries")
    .values({ tenant_id: tenantId, rule_id: ruleId, slot, cause_key: notice.cause, notice: writeJson(notice) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (written.numInsertedOrUpdatedRows === 0n) return;
  const concurrencyKey = `digest:${ruleId}:${slot}`;
  const payload = { ruleId, slot };
  await enqueue(transaction, {
    tenantId,
    kind: "send-digest",
    lane: "scheduled",
    concurrencyKey,
    payload,
    runAt: slot,
  });
}

async function readActiveRules(transaction: TenantTransaction): Promise<readonly ActiveRule[]> {
  const rows = await transaction
    .selectFrom("notification_rules")
    .select(["rule_id", "destination_id", "name", "query", "changes", "schedule", "created_by"])
    .where("is_enabled", "=", true)
    .orderBy("rule_id")
    .execute();
  return rows.map((row) => ({
    ruleId: row.rule_id,
    destinationId: row.destination_id,
    name: row.name,
    query: row.query,
    changes: changeList.parse(row.changes),
    schedule: noticeSchedule.parse(row.schedule),
    accountId: row.created_by,
  }));
}
