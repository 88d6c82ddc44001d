import { z } from "zod";
import { type Notice, type NoticeChange, notice, noticeChange } from "../contract/notice.ts";
import type { Services } from "../services.ts";
import { askRules } from "./ask-rules.ts";
import type { Cause } from "./rule-group.ts";

const readyDetails = z.object({ notice: notice.optional(), rule: z.uuid().optional() });

/**
 * Tells a cause to whoever wants to hear of it, and forgets it, in one transaction: done twice, it finds nothing left to
 * tell.
 */
export async function tellCause({ store }: Services, tenantId: string, key: string, nowMs: number): Promise<void> {
  await store.worker.inTenant({ tenantId }, async (transaction) => {
    const rows = await transaction
      .deleteFrom("notification_causes")
      .where("cause_key", "=", key)
      .returning(["change", "findings", "details"])
      .execute();
    if (rows.length === 0) return;
    await askRules(transaction, tenantId, gather(key, rows), { nowMs });
  });
}

function gather(
  key: string,
  rows: readonly { readonly change: string; readonly findings: readonly string[]; readonly details: unknown }[],
): Cause {
  const findings = new Map<NoticeChange, string[]>();
  const ready: { change: NoticeChange; rule: string | undefined; notice: Notice }[] = [];
  for (const row of rows) {
    const change = noticeChange.parse(row.change);
    const made = readyDetails.parse(row.details);
    if (made.notice !== undefined) ready.push({ change, rule: made.rule, notice: made.notice });
    if (row.findings.length === 0) continue;
    const known = findings.get(change);
    if (known === undefined) findings.set(change, [...row.findings]);
    else known.push(...row.findings);
  }
  return { key, findings, ready };
}
