import { SekishoError } from "sekisho";
import { z } from "zod";
import { newNotificationRule, type notificationRule, notificationRuleList } from "../contract/notification-rule.ts";
import { id } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import { resolveQuery } from "../questions/resolve-query.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { defineRoute, type Route, type RouteContext } from "./route.ts";

type NewRule = z.output<typeof newNotificationRule>;
type Rule = z.infer<typeof notificationRule>;
const ofRule = z.object({ rule: id });
const made = z.object({ id });

/** Who is to hear of what. */
export const notificationRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/notification-rules",
    summary: "Lists who is to hear of what.",
    permission: "notifications:manage",
    input: {},
    answer: notificationRuleList,
    handle: async ({ inTenant }) => ({ body: { rules: await inTenant((transaction) => readRules(transaction)) } }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/notification-rules",
    summary: "Makes a rule: which findings, which changes, where to, at once or gathered.",
    permission: "notifications:manage",
    input: { body: newNotificationRule },
    answer: made,
    handle: async (context) => {
      const { tenantId, accountId } = context.principal;
      const ruleId = newId();
      await writeRule(context, async (transaction, values) => {
        await transaction
          .insertInto("notification_rules")
          .values({ ...values, tenant_id: tenantId, rule_id: ruleId, created_by: accountId })
          .execute();
        return { action: "notification-rule.create", subject: ruleId, after: context.input.body };
      });
      return { status: 201, body: { id: ruleId } };
    },
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/notification-rules/:rule",
    summary: "Changes a rule; what it gathered already goes out as before.",
    permission: "notifications:manage",
    input: { parameters: ofRule, body: newNotificationRule },
    answer: made,
    handle: async (context) => {
      const { rule } = context.input.parameters;
      await writeRule(context, async (transaction, values) => {
        const [before] = await readRules(transaction, rule);
        if (before === undefined) throw noRule();
        await transaction.updateTable("notification_rules").set(values).where("rule_id", "=", rule).execute();
        return { action: "notification-rule.change", subject: rule, before, after: context.input.body };
      });
      return { body: { id: rule } };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/notification-rules/:rule",
    summary: "Deletes a rule with what it gathered.",
    permission: "notifications:manage",
    input: { parameters: ofRule },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      const { rule } = input.parameters;
      await inTenant(async (transaction) => {
        const [before] = await readRules(transaction, rule);
        if (before === undefined) throw noRule();
        await transaction.deleteFrom("notification_rules").where("rule_id", "=", rule).execute();
        const event = { action: "notification-rule.delete", subject: rule, before };
        await recordAudit(transaction, principal.tenantId, principal, event);
      });
      return { status: 204, body: undefined };
    },
  }),
];

type WritingContext = Pick<RouteContext<{ readonly body: NewRule }>, "input" | "principal" | "inTenant">;
type RuleValues = ReturnType<typeof valuesOf>;
type Written = Parameters<typeof recordAudit>[3];

/** Refuses a wrong query and an unknown destination before anything is written. */
async function writeRule(
  { input, principal, inTenant }: WritingContext,
  write: (transaction: TenantTransaction, values: RuleValues) => Promise<Written>,
): Promise<void> {
  const { body } = input;
  try {
    await inTenant(async (transaction) => {
      await resolveQuery(transaction, body.query, principal);
      const known = await transaction
        .selectFrom("destinations")
        .select("destination_id")
        .where("destination_id", "=", body.destination)
        .executeTakeFirst();
      if (known === undefined) throw noDestination();
      await recordAudit(transaction, principal.tenantId, principal, await write(transaction, valuesOf(body)));
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw nameIsTaken(body.name);
    throw error;
  }
}

function valuesOf(rule: NewRule) {
  return {
    destination_id: rule.destination,
    name: rule.name,
    query: rule.query,
    changes: rule.changes,
    schedule: JSON.stringify(rule.schedule),
    missing_days: rule.missingDays,
    is_enabled: rule.isEnabled,
  };
}

async function readRules(transaction: TenantTransaction, ruleId?: string): Promise<Rule[]> {
  const rows = await transaction
    .selectFrom("notification_rules")
    .select(["rule_id as id", "name", "destination_id as destination", "query", "changes", "schedule"])
    .select(["missing_days as missingDays", "is_enabled as isEnabled", "created_at as createdAt"])
    .$if(ruleId !== undefined, (query) => query.where("rule_id", "=", ruleId ?? ""))
    .orderBy("name")
    .execute();
  return notificationRuleList.shape.rules.parse(rows);
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}

function noRule(): SekishoError {
  return new SekishoError("record-not-found", { en: "there is no such rule", ja: "該当する通知ルールはありません。" });
}

function noDestination(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such destination",
    ja: "該当する通知先はありません。",
  });
}

function nameIsTaken(name: string): SekishoError {
  return new SekishoError("record-conflict", {
    en: `there is a rule ${name}`,
    ja: `通知ルール ${name} はすでに存在します。`,
  });
}
