import { sql } from "kysely";
import type { Notice } from "../contract/notice.ts";
import { enqueue } from "../jobs/job-queue.ts";
import type { Services } from "../services.ts";
import { writeJson } from "../store/copy-rows.ts";
import type { TenantTransaction } from "../store/database.ts";

const maxFindings = 20_000;
const maxNamed = 100;
/** Two servers that look at the same time look once. */
const leastSeconds = 30;

interface Stretch {
  readonly since: string;
  readonly until: string;
}

/**
 * Looks in every tenant for what happens without a report: findings that become overdue, scans that stay away, flaws that
 * are exploited from now on.
 */
export async function lookByClock({ store }: Pick<Services, "store">): Promise<void> {
  const { worker } = store;
  for (const { tenant_id: tenantId } of await worker.queries.selectFrom("tenants").select("tenant_id").execute()) {
    await worker.inTenant({ tenantId }, async (transaction) => {
      const asked = await transaction
        .selectFrom("notification_rules")
        .select(sql<string[]>`array_agg(DISTINCT change)`.as("changes"))
        .innerJoin(sql<{ change: string }>`unnest(changes)`.as<"change">("change"), (join) => join.onTrue())
        .where("is_enabled", "=", true)
        .executeTakeFirst();
      const changes = asked?.changes ?? [];
      if (changes.includes("overdue")) await noteOverdue(transaction, tenantId);
      if (changes.includes("worse")) await noteExploited(transaction, tenantId);
      if (changes.includes("scan-missing")) await noteMissing(transaction, tenantId);
    });
  }
}

/** Gives the time that nobody has looked at yet; at the first look there is none: what is long known is no news. */
async function advance(transaction: TenantTransaction, tenantId: string, kind: string): Promise<Stretch | undefined> {
  const { rows } = await sql<Stretch>`
    WITH before AS (
      SELECT looked_until FROM notification_watermarks WHERE tenant_id = ${tenantId} AND kind = ${kind} FOR UPDATE
    ), moved AS (
      INSERT INTO notification_watermarks AS mark (tenant_id, kind) VALUES (${tenantId}, ${kind})
      ON CONFLICT (tenant_id, kind) DO UPDATE SET looked_until = now()
        WHERE mark.looked_until < now() - make_interval(secs => ${leastSeconds})
      RETURNING looked_until)
    SELECT before.looked_until AS since, moved.looked_until AS until FROM before, moved`.execute(transaction);
  return rows[0];
}

async function noteOverdue(transaction: TenantTransaction, tenantId: string): Promise<void> {
  const stretch = await advance(transaction, tenantId, "overdue");
  if (stretch === undefined) return;
  const { rows } = await sql<FoundFinding>`
    SELECT finding_id AS id FROM findings
    WHERE status IN ('open', 'reopened') AND due_at > ${stretch.since}::timestamptz AND due_at <= ${stretch.until}::timestamptz
    ORDER BY rank LIMIT ${maxFindings}`.execute(transaction);
  await noteFindings(transaction, tenantId, { key: `overdue:${stretch.until}`, change: "overdue", found: rows });
}

/** A flaw that somebody makes use of is worse than it was, whatever its severity says. */
async function noteExploited(transaction: TenantTransaction, tenantId: string): Promise<void> {
  const stretch = await advance(transaction, tenantId, "exploited");
  if (stretch === undefined) return;
  const { rows } = await sql<FoundFinding>`
    SELECT f.finding_id AS id FROM flaws x JOIN findings f ON f.flaw = x.flaw
    WHERE x.exploitation_noted_at > ${stretch.since}::timestamptz AND x.exploitation_noted_at <= ${stretch.until}::timestamptz
      AND f.status IN ('open', 'reopened')
    ORDER BY f.rank LIMIT ${maxFindings}`.execute(transaction);
  await noteFindings(transaction, tenantId, { key: `exploited:${stretch.until}`, change: "worse", found: rows });
}

interface FoundFinding {
  readonly id: string;
}

async function noteFindings(
  transaction: TenantTransaction,
  tenantId: string,
  { key, change, found }: { readonly key: string; readonly change: string; readonly found: readonly FoundFinding[] },
): Promise<void> {
  if (found.length === 0) return;
  const findings = found.map(({ id }) => id);
  await transaction
    .insertInto("notification_causes")
    .values({ tenant_id: tenantId, cause_key: key, change, findings })
    .execute();
  await tell(transaction, tenantId, key);
}

/** A scope that a tool spoke of, and then no more for as long as a rule allows. */
async function noteMissing(transaction: TenantTransaction, tenantId: string): Promise<void> {
  const stretch = await advance(transaction, tenantId, "scan-missing");
  if (stretch === undefined) return;
  const { rows } = await sql<{ rule: string; days: number; names: string[] }>`
    SELECT r.rule_id AS rule, r.missing_days AS days,
      array_agg(p.name || ': ' || w.source || ' ' || s.kind || ' ' || left(s.parts::text, 200) ORDER BY w.last_seen_at) AS names
    FROM notification_rules r
    JOIN witnesses w ON w.tenant_id = r.tenant_id
      AND w.last_seen_at + make_interval(days => r.missing_days) > ${stretch.since}::timestamptz
      AND w.last_seen_at + make_interval(days => r.missing_days) <= ${stretch.until}::timestamptz
    JOIN scopes s ON s.tenant_id = w.tenant_id AND s.scope_id = w.scope_id
    JOIN projects p ON p.tenant_id = s.tenant_id AND p.project_id = s.project_id
    WHERE r.is_enabled AND 'scan-missing' = ANY(r.changes)
    GROUP BY r.rule_id, r.missing_days`.execute(transaction);
  for (const { rule, days, names } of rows) {
    const key = `missing:${rule}:${stretch.until}`;
    const notice = missingNotice({ key, days, names, at: stretch.until });
    await transaction
      .insertInto("notification_causes")
      .values({
        tenant_id: tenantId,
        cause_key: key,
        change: "scan-missing",
        findings: [],
        details: writeJson({ notice, rule }),
      })
      .execute();
    await tell(transaction, tenantId, key);
  }
}

interface Missing {
  readonly key: string;
  readonly days: number;
  readonly names: readonly string[];
  readonly at: string;
}

function missingNotice({ key, days, names, at }: Missing): Notice {
  return {
    cause: key,
    title: {
      en: `Missing scans: ${names.length} not seen for ${days} days`,
      ja: `${days} 日間届いていないスキャン ${names.length} 件`,
    },
    rules: [],
    at,
    counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    findings: [],
    lines: names.slice(0, maxNamed).map((name) => ({ en: name, ja: name })),
    path: "/reports",
  };
}

/** Writes down an incident for the rules, in the transaction that makes or changes it. */
export async function noteIncident(transaction: TenantTransaction, tenantId: string, notice: Notice): Promise<void> {
  const details = writeJson({ notice });
  const cause = { tenant_id: tenantId, cause_key: notice.cause, change: "incident", findings: [], details };
  await transaction.insertInto("notification_causes").values(cause).execute();
  await tell(transaction, tenantId, notice.cause);
}

async function tell(transaction: TenantTransaction, tenantId: string, causeKey: string): Promise<void> {
  const concurrencyKey = `notify:${tenantId}`;
  await enqueue(transaction, { tenantId, kind: "notify", lane: "scheduled", concurrencyKey, payload: { causeKey } });
}
