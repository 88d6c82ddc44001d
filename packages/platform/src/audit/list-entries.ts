import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { auditEntry, type auditQuery } from "../contract/audit.ts";
import { readCursor, writeCursor } from "../questions/cursor.ts";
import { allOf, type Condition } from "../questions/topic-conditions.ts";
import type { TenantTransaction } from "../store/database.ts";

type AuditEntry = z.infer<typeof auditEntry>;
/** Which entries. */
export type AuditFilter = Omit<z.output<typeof auditQuery>, "limit" | "cursor">;

const order = "audit";
const keys = z.tuple([z.int()]);

/** SQL of the entries after a cursor, with the names of who did it. */
function entriesStatement(
  filter: AuditFilter,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
): RawBuilder<unknown> {
  const conditions = conditionsOf(filter);
  if (cursor !== undefined) conditions.push(sql<boolean>`e.sequence < ${readCursor(cursor, order, keys)[0]}`);
  return sql`
    SELECT e.sequence, e.at, e.address, e.action, e.subject, e.details, e.value_before AS before, e.value_after AS after,
      encode(e.hash, 'hex') AS hash,
      jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', coalesce(a.email, k.name)) AS actor
    FROM (SELECT * FROM audit_entries e WHERE ${allOf(conditions)} ORDER BY e.sequence DESC LIMIT ${limit + 1}) AS e
    LEFT JOIN accounts a ON e.actor_kind = 'account' AND a.account_id::text = e.actor_id
    LEFT JOIN api_keys k ON e.actor_kind = 'api-key' AND k.key_id::text = e.actor_id
    ORDER BY e.sequence DESC`;
}

/** Gives a page of the trail, the newest first. */
export async function listEntries(
  transaction: TenantTransaction,
  filter: AuditFilter,
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<{ readonly entries: readonly AuditEntry[]; readonly next: string | null }> {
  const { rows } = await entriesStatement(filter, page).execute(transaction);
  const entries = z.array(auditEntry).parse(rows.slice(0, page.limit));
  const last = rows.length > page.limit ? entries.at(-1) : undefined;
  return { entries, next: last === undefined ? null : writeCursor({ order, keys: [last.sequence] }) };
}

function conditionsOf({ action, actor, subject, address, since, until }: AuditFilter): Condition[] {
  const conditions: Condition[] = [];
  if (action?.endsWith("*") === true) {
    const start = action.slice(0, -1);
    // A stretch of the index: the database sorts by bytes.
    conditions.push(sql<boolean>`(e.action >= ${start} AND starts_with(e.action, ${start}))`);
  } else if (action !== undefined) conditions.push(sql<boolean>`e.action = ${action}`);
  if (actor !== undefined) conditions.push(sql<boolean>`e.actor_id = ${actor}`);
  if (subject !== undefined) conditions.push(sql<boolean>`e.subject = ${subject}`);
  if (address !== undefined) conditions.push(sql<boolean>`e.address = ${address}`);
  if (since !== undefined) conditions.push(sql<boolean>`e.at >= ${since}`);
  if (until !== undefined) conditions.push(sql<boolean>`e.at < ${until}`);
  return conditions;
}
