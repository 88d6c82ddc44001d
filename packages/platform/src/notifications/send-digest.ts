import { z } from "zod";
import { type Notice, type NoticeCounts, type NoticedFinding, notice } from "../contract/notice.ts";
import { postMessage } from "../outbox/post-message.ts";
import type { Services } from "../services.ts";

const severities = ["critical", "high", "medium", "low", "info"] as const;
const maxListed = 20;
const maxLines = 100;
const noticeList = z.array(notice);

/** Posts everything that a rule gathered for one moment as one message; done twice, it finds nothing left. */
export async function sendDigest(
  { store }: Services,
  tenantId: string,
  { ruleId, slot }: { readonly ruleId: string; readonly slot: string },
): Promise<void> {
  await store.worker.inTenant({ tenantId }, async (transaction) => {
    const rows = await transaction
      .deleteFrom("digest_entries")
      .where("rule_id", "=", ruleId)
      .where("slot", "=", slot)
      .returning(["notice", "cause_key"])
      .execute();
    const rule = await transaction
      .selectFrom("notification_rules")
      .select(["destination_id", "name"])
      .where("rule_id", "=", ruleId)
      .executeTakeFirst();
    if (rows.length === 0 || rule === undefined) return;
    const gathered = noticeList.parse(rows.map((row) => row.notice)).toSorted(byMoment);
    const causeKey = `digest:${ruleId}:${slot}`;
    const digest = makeDigest(gathered, { cause: causeKey, rule: rule.name, at: slot });
    await postMessage(transaction, { tenantId, destinationId: rule.destination_id, causeKey, notice: digest });
  });
}

/** Makes one notice of many: a line each, the sums, and the worst findings of all. */
function makeDigest(
  notices: readonly Notice[],
  { cause, rule, at }: { readonly cause: string; readonly rule: string; readonly at: string },
): Notice {
  const findings = new Map<string, NoticedFinding>();
  for (const one of notices) for (const found of one.findings) findings.set(found.id, found);
  const worst = [...findings.values()].toSorted(
    (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
  );
  return {
    cause,
    title: {
      en: `${rule}: ${notices.length} ${notices.length === 1 ? "event" : "events"}`,
      ja: `${rule}: まとめ通知 ${notices.length} 件`,
    },
    rules: [rule],
    at,
    counts: sum(notices.map(({ counts }) => counts)),
    findings: worst.slice(0, maxListed),
    lines: notices.slice(0, maxLines).map(({ title }) => title),
    path: "/findings?query=state%3Aopen",
  };
}

function sum(all: readonly NoticeCounts[]): NoticeCounts {
  const total = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const counts of all) for (const severity of severities) total[severity] += counts[severity];
  return total;
}

function byMoment(left: Notice, right: Notice): number {
  return left.at < right.at ? -1 : Number(left.at > right.at);
}
