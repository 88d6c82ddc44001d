import { sql } from "kysely";
import type { Notice, NoticeChange } from "../contract/notice.ts";
import type { NoticeSchedule } from "../contract/notification-rule.ts";
import { resolveQuery } from "../questions/resolve-query.ts";
import { allOf, anyOf, type Condition } from "../questions/topic-conditions.ts";
import type { TenantTransaction } from "../store/database.ts";

/** A rule that is in force. */
export interface ActiveRule {
  readonly ruleId: string;
  readonly destinationId: string;
  readonly name: string;
  readonly query: string;
  readonly changes: readonly NoticeChange[];
  readonly schedule: NoticeSchedule;
  /** Whom `assignee:me` means. */
  readonly accountId: string;
}

/** What happened, all of one cause. */
export interface Cause {
  readonly key: string;
  readonly findings: ReadonlyMap<NoticeChange, readonly string[]>;
  /** Notices that are made already: of scans that are missing, of incidents. */
  readonly ready: readonly {
    readonly change: NoticeChange;
    readonly rule: string | undefined;
    readonly notice: Notice;
  }[];
}

/** Rules that speak together: those of one destination that tell at once, or one that gathers. */
export interface RuleGroup {
  readonly destinationId: string;
  readonly rules: readonly [ActiveRule, ...ActiveRule[]];
}

/** Makes the condition on findings `f` that a group of rules asks for, of those that a cause changed. */
export async function conditionOf(
  transaction: TenantTransaction,
  { rules }: RuleGroup,
  cause: Cause,
): Promise<Condition> {
  const conditions: Condition[] = [];
  for (const { query, changes, accountId } of rules) {
    const ids = changes.flatMap((change) => cause.findings.get(change) ?? []);
    if (ids.length === 0) continue;
    const isChanged = sql<boolean>`f.finding_id = ANY(${ids}::uuid[])`;
    conditions.push(allOf([isChanged, await resolveQuery(transaction, query, { accountId })]));
  }
  if (conditions.length === 0) return sql<boolean>`false`;
  const isOpen = sql<boolean>`f.status IN ('open', 'reopened')`;
  const isTold = rules.some(({ changes }) => changes.includes("incident")) ? [isOutsideOfIncidents] : [];
  return allOf([isOpen, ...isTold, anyOf(conditions)]);
}

/** Who hears of incidents hears of what happened in them there: once. */
const isOutsideOfIncidents = sql<boolean>`NOT (f.kind = 'activity' AND EXISTS (
  SELECT FROM incident_activities a JOIN incidents i USING (tenant_id, incident_id)
  WHERE a.tenant_id = f.tenant_id AND i.project_id = f.project_id AND a.rule_id = f.rule_id AND a.subject = f.subject))`;
