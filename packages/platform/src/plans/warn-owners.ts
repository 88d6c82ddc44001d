import { sql } from "kysely";
import { z } from "zod";
import type { Usage, UsageLevel } from "../contract/plan.ts";
import { escapeHtml } from "../destinations/escape-html.ts";
import type { SenderTools } from "../destinations/sender.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Services } from "../services.ts";
import { writeJson } from "../store/copy-rows.ts";
import type { TenantTransaction } from "../store/database.ts";
import { textOfMeter, textOfPayment, type WarningText } from "./warning-texts.ts";

const levels: readonly UsageLevel[] = ["near", "over", "stopped"];
const storedText = z.object({
  subject: z.object({ en: z.string(), ja: z.string() }),
  text: z.object({ en: z.string(), ja: z.string() }),
});

/** Writes down what owners are to be told, each thing once a month. */
export async function noteWarnings(transaction: TenantTransaction, tenantId: string, usage: Usage): Promise<void> {
  for (const { topic, text } of warningsOf(usage)) {
    const noted = await transaction
      .insertInto("usage_warnings")
      .values({ tenant_id: tenantId, topic, details: writeJson(text) })
      .onConflict((conflict) => conflict.columns(["tenant_id", "topic"]).doNothing())
      .executeTakeFirst();
    if (noted.numInsertedOrUpdatedRows === 0n) continue;
    await recordAudit(transaction, tenantId, { kind: "platform" }, { action: "plan.warn", subject: topic });
  }
}

interface Warning {
  readonly topic: string;
  readonly text: WarningText;
}

function warningsOf(usage: Usage): readonly Warning[] {
  const warnings = usage.meters
    .filter(({ level }) => levels.includes(level))
    .map((one): Warning => ({ topic: `${usage.month}:${one.meter}:${one.level}`, text: textOfMeter(one, usage) }));
  const { payment } = usage;
  if (payment.status !== "past-due") return warnings;
  const step = payment.isReadOnly ? "read-only" : "failed";
  return [...warnings, { topic: `payment:${step}:${payment.pastDueSince ?? ""}`, text: textOfPayment(payment) }];
}

/**
 * Sends what owners were not told yet. A mail that fails is sent again at the next round; one that is sent twice, since
 * somebody died before noting it, has the same id.
 */
export async function tellOwners(
  { store }: Pick<Services, "store">,
  tenantId: string,
  tools: SenderTools | undefined,
): Promise<void> {
  const mail = tools?.mail;
  if (mail === undefined) return;
  const { owners, warnings } = await store.worker.inTenant({ tenantId }, async (transaction) => ({
    owners: await transaction
      .selectFrom("accounts")
      .select("email")
      .where("role", "=", "owner")
      .where("disabled_at", "is", null)
      .execute(),
    warnings: await transaction
      .selectFrom("usage_warnings")
      .select(["topic", "message_id", "details"])
      .where("told_at", "is", null)
      .orderBy("created_at")
      .execute(),
  }));
  const to = owners.map(({ email }) => email);
  if (to.length === 0) return;
  for (const { topic, message_id: messageId, details } of warnings) {
    const { subject, text } = storedText.parse(details);
    // An owner's language is not known: both are short.
    const paragraphs = [text.en, text.ja];
    const html = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join("\n");
    await mail.send({ messageId, to, subject: `${subject.en} / ${subject.ja}`, text: paragraphs.join("\n\n"), html });
    await store.worker.inTenant({ tenantId }, (transaction) =>
      transaction.updateTable("usage_warnings").set({ told_at: sql`now()` }).where("topic", "=", topic).execute(),
    );
  }
}
