import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { TenantTransaction } from "../../store/database.ts";
import { conditionOf, type FilterColumn, type FilterColumns } from "./filter/filter-condition.ts";
import type { Filter } from "./filter/parse-filter.ts";
import type { ScimPlace, ScimWindow, UserRow } from "./resources.ts";
import { noResource } from "./scim-error.ts";

const listedGroups = z.array(z.object({ id: z.string(), name: z.string() }));

const userName = sql`coalesce(s.user_name, a.email)`;
const changed = sql<string>`coalesce(s.changed_at, a.created_at)`;
const isActive = sql<boolean>`(a.disabled_at IS NULL)`;
/** Members whom nobody provisioned are seen, so that a provider finds who is there already. */
const isVisible = sql<SqlBool>`s.deleted_at IS NULL`;

/** Reads the users that a filter chooses, in the order of their ids, and says how many there are. */
export async function listUsers(
  transaction: TenantTransaction,
  place: ScimPlace,
  { filter, startIndex, count }: ScimWindow & { readonly filter: Filter | undefined },
): Promise<{ readonly rows: readonly UserRow[]; readonly total: number }> {
  const condition = filter === undefined ? sql<boolean>`true` : conditionOf(filter, columnsOf(place));
  const { rows: counted } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM accounts a LEFT JOIN scim_users s
      ON s.tenant_id = a.tenant_id AND s.account_id = a.account_id
    WHERE ${isVisible} AND ${condition}`.execute(transaction);
  const rows = count === 0 ? [] : await select(transaction, place, { condition, startIndex, count });
  return { rows, total: counted[0]?.total ?? 0 };
}

/** Gives a user. @throws {ScimError} 404 */
export async function getUser(transaction: TenantTransaction, place: ScimPlace, id: string): Promise<UserRow> {
  const condition = sql<boolean>`a.account_id = ${id}`;
  const [found] = await select(transaction, place, { condition, startIndex: 1, count: 1 });
  if (found === undefined) throw noResource(id);
  return found;
}

async function select(
  transaction: TenantTransaction,
  { providerId }: ScimPlace,
  { condition, startIndex, count }: ScimWindow & { readonly condition: RawBuilder<boolean> },
): Promise<readonly UserRow[]> {
  const { rows } = await sql<Omit<UserRow, "groups"> & { readonly groups: unknown }>`
    SELECT a.account_id AS "id", ${userName} AS "userName", a.email, a.name, s.given_name AS "givenName",
      s.family_name AS "familyName", s.external_id AS "externalId", a.role, ${isActive} AS "isActive",
      a.created_at AS "created", ${changed} AS "changed",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.group_id, 'name', g.display_name) ORDER BY g.group_id), '[]')
        FROM scim_group_members m JOIN scim_groups g ON g.tenant_id = m.tenant_id AND g.group_id = m.group_id
        WHERE m.tenant_id = a.tenant_id AND m.account_id = a.account_id AND g.provider_id = ${providerId}) AS "groups"
    FROM accounts a LEFT JOIN scim_users s ON s.tenant_id = a.tenant_id AND s.account_id = a.account_id
    WHERE ${isVisible} AND ${condition}
    ORDER BY a.account_id OFFSET ${startIndex - 1} LIMIT ${count}`.execute(transaction);
  return rows.map((row) => ({ ...row, groups: listedGroups.parse(row.groups) }));
}

function columnsOf({ providerId }: ScimPlace): FilterColumns {
  const email = { kind: "text", column: sql`a.email` } as const;
  const name = { kind: "text", column: sql`a.name` } as const;
  const group = {
    kind: "related",
    holds: (id: string) => sql<boolean>`EXISTS (
      SELECT FROM scim_group_members m JOIN scim_groups g ON g.tenant_id = m.tenant_id AND g.group_id = m.group_id
      WHERE m.account_id = a.account_id AND m.group_id = ${id} AND g.provider_id = ${providerId})`,
  } as const;
  return new Map<string, FilterColumn>([
    ["id", { kind: "text", column: sql`a.account_id`, isExact: true }],
    ["username", { kind: "text", column: userName }],
    ["externalid", { kind: "text", column: sql`s.external_id`, isExact: true }],
    ["displayname", name],
    ["name.formatted", name],
    ["name.givenname", { kind: "text", column: sql`s.given_name` }],
    ["name.familyname", { kind: "text", column: sql`s.family_name` }],
    ["emails", email],
    ["emails.value", email],
    ["emails.type", { kind: "text", column: sql`'work'::text` }],
    ["emails.primary", { kind: "boolean", column: sql`true` }],
    ["active", { kind: "boolean", column: isActive }],
    ["groups", group],
    ["groups.value", group],
    ["meta.created", { kind: "moment", column: sql`a.created_at` }],
    ["meta.lastmodified", { kind: "moment", column: changed }],
  ]);
}
