import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { finding, findingSort } from "../contract/finding.ts";
import { moment, severity as severityName } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { findRuleTexts } from "./rule-texts.ts";
import type { Condition } from "./topic-conditions.ts";

/** Names of the severities in the order of their numbers. */
const severityNames = severityName.options;
const maxCounted = 10_000;
const maxRisk = 100;

type Sort = z.infer<typeof findingSort>;
type Finding = z.infer<typeof finding>;

/** Which page of which findings. */
export interface FindingPage {
  /** On findings `f`. */
  readonly condition: Condition;
  readonly sort: Sort;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** Looks at so many findings of the order and no further; the page may be short of some then. */
  readonly near?: number;
}

interface Order {
  /** Of findings `f`. */
  readonly by: RawBuilder<unknown>;
  /** The same of a page of them. */
  readonly ofPage: RawBuilder<unknown>;
  /** What stands on the pages after a cursor. */
  readonly after: (cursor: string) => Condition;
  /** What the index of the order holds. */
  readonly holds: Condition;
  readonly keysOf: (row: FindingRow) => readonly [string | number, string];
}

const momentAndId = z.tuple([moment, z.uuid()]);
const rankAndId = z.tuple([z.int(), z.uuid()]);

/** Each order is the one of an index that begins with the tenant: a page is a walk along it, never a sort of all. */
const orders: Readonly<Record<Sort, Order>> = {
  worst: {
    by: sql`f.rank, f.finding_id`,
    ofPage: sql`page.rank, page.finding_id`,
    after: (cursor) => {
      const [rank, id] = readCursor(cursor, "worst", rankAndId);
      return sql<boolean>`(f.rank, f.finding_id) > (${rank}::int, ${id}::uuid)`;
    },
    holds: sql<boolean>`true`,
    keysOf: (row) => [row.rank, row.finding_id],
  },
  newest: {
    by: sql`f.first_seen_at DESC, f.finding_id DESC`,
    ofPage: sql`page.first_seen_at DESC, page.finding_id DESC`,
    after: (cursor) => {
      const [at, id] = readCursor(cursor, "newest", momentAndId);
      return sql<boolean>`(f.first_seen_at, f.finding_id) < (${at}::timestamptz, ${id}::uuid)`;
    },
    holds: sql<boolean>`true`,
    keysOf: (row) => [row.first_seen_at, row.finding_id],
  },
  due: {
    by: sql`f.due_at, f.finding_id`,
    ofPage: sql`page.due_at, page.finding_id`,
    after: (cursor) => {
      const [at, id] = readCursor(cursor, "due", momentAndId);
      return sql<boolean>`(f.due_at, f.finding_id) > (${at}::timestamptz, ${id}::uuid)`;
    },
    holds: sql<boolean>`(f.status IN ('open', 'reopened') AND f.due_at IS NOT NULL)`,
    keysOf: (row) => [row.due_at ?? "", row.finding_id],
  },
};

/** A finding as it is stored, with what lists show beside it. */
interface FindingRow {
  readonly finding_id: string;
  readonly kind: Finding["kind"];
  readonly rule_id: string;
  readonly title: string;
  readonly subject: string;
  readonly severity: number;
  readonly rank: number;
  readonly status: Finding["status"];
  readonly project: string;
  readonly asset_id: string;
  readonly asset_kind: string;
  readonly asset_name: string;
  readonly flaw: string | null;
  readonly package: string | null;
  readonly fixed_in: string | null;
  readonly epss: number | null;
  readonly known_exploited_since: string | null;
  readonly first_seen_at: string;
  readonly opened_at: string;
  readonly fixed_at: string | null;
  readonly due_at: string | null;
  readonly assignee_id: string | null;
  readonly decision_id: string | null;
}

/** SQL of the columns of a finding row from `page`, `p`, `a` and `known`. */
const shownColumns = sql`page.finding_id, page.kind, page.rule_id, page.title, page.subject, page.severity, page.rank,
  page.status, p.name AS project, a.asset_id, a.kind AS asset_kind, a.name AS asset_name, page.flaw, page.package,
  page.fixed_in, known.epss, known.known_exploited_since, page.first_seen_at, page.opened_at, page.fixed_at, page.due_at,
  page.assignee_id, page.decision_id`;
const shownTables = sql`
  JOIN projects p ON p.tenant_id = page.tenant_id AND p.project_id = page.project_id
  JOIN assets a ON a.tenant_id = page.tenant_id AND a.asset_id = page.asset_id
  LEFT JOIN flaws known ON known.flaw = page.flaw`;

/** SQL of the rows of one page: the page is found first, and what is shown beside it only for its rows. */
export function pageStatement({ condition, sort, limit, cursor, near }: FindingPage): RawBuilder<FindingRow> {
  const { by, ofPage, after, holds } = orders[sort];
  const start = cursor === undefined ? sql<boolean>`true` : after(cursor);
  const walked = sql<boolean>`${holds} AND ${start}`;
  const from =
    near === undefined
      ? sql`findings f WHERE ${walked}`
      : sql`(SELECT f.* FROM findings f WHERE ${walked} ORDER BY ${by} LIMIT ${near}) AS f WHERE true`;
  return sql<FindingRow>`
    WITH page AS MATERIALIZED (
      SELECT f.* FROM ${from} AND ${condition} ORDER BY ${by} LIMIT ${limit + 1}
    )
    SELECT ${shownColumns} FROM page ${shownTables} ORDER BY ${ofPage}`;
}

/** A page of findings. */
export interface FindingListing {
  readonly findings: readonly Finding[];
  /** Where the next one begins; `null` when there is none. */
  readonly next: string | null;
}

/** Gives a page of findings and where the next one begins. */
export async function listFindings(transaction: TenantTransaction, page: FindingPage): Promise<FindingListing> {
  const { rows } = await pageStatement(page).execute(transaction);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  const next = last === undefined ? null : writeCursor({ order: page.sort, keys: orders[page.sort].keysOf(last) });
  return { findings: shown.map(showFinding), next };
}

/** Gives one finding as lists show it; `undefined` when there is none that the caller may see. */
export async function findFinding(transaction: TenantTransaction, id: string): Promise<Finding | undefined> {
  const { rows } = await sql<FindingRow>`
    SELECT ${shownColumns} FROM findings page ${shownTables} WHERE page.finding_id = ${id}`.execute(transaction);
  return rows.map(showFinding)[0];
}

/** Counts findings up to a limit: nobody reads the exact number of a hundred thousand. */
export async function countFindings(
  transaction: TenantTransaction,
  condition: Condition,
): Promise<{ readonly count: number; readonly isExact: boolean }> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM findings f WHERE ${condition} LIMIT ${maxCounted + 1}
    ) AS found`.execute(transaction);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, maxCounted), isExact: count <= maxCounted };
}

/** Makes a row what the contract says. */
function showFinding(row: FindingRow): Finding {
  return {
    id: row.finding_id,
    kind: row.kind,
    rule: row.rule_id,
    title: row.title,
    ruleTitle: findRuleTexts(row.rule_id)?.title ?? null,
    subject: row.subject,
    severity: severityNames[row.severity] ?? "info",
    risk: row.severity * 1000 + maxRisk - row.rank,
    status: row.status,
    project: row.project,
    asset: { id: row.asset_id, kind: row.asset_kind, name: row.asset_name },
    flaw: row.flaw,
    package: row.package,
    fixedIn: row.fixed_in,
    epss: row.epss,
    knownExploitedSince: row.known_exploited_since,
    firstSeenAt: row.first_seen_at,
    openedAt: row.opened_at,
    fixedAt: row.fixed_at,
    dueAt: row.due_at,
    assignee: row.assignee_id,
    decision: row.decision_id,
  };
}
