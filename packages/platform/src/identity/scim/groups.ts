import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import type { TenantTransaction } from "../../store/database.ts";
import { newId } from "../../store/uuid.ts";
import { recordAudit } from "../audit.ts";
import { conditionOf, type FilterColumn, type FilterColumns } from "./filter/filter-condition.ts";
import type { Filter } from "./filter/parse-filter.ts";
import type { GroupChange } from "./group-attributes.ts";
import { followingGroups } from "./group-roles.ts";
import type { GroupRow, ScimPlace, ScimWindow } from "./resources.ts";
import { invalidValue, noResource, notUnique } from "./scim-error.ts";
import type { ScimWriter } from "./write-users.ts";

/** Which groups are read. */
export interface GroupQuestion extends ScimWindow {
  readonly filter: Filter | undefined;
  /** Members are left out where nobody asks for them: a group may have tens of thousands. */
  readonly withMembers: boolean;
}

const listedMembers = z.array(z.object({ id: z.string(), name: z.string() }));

/** Reads the groups of a provider that a filter chooses, in the order of their ids, and says how many there are. */
export async function listGroups(
  transaction: TenantTransaction,
  { providerId }: ScimPlace,
  { filter, startIndex, count, withMembers }: GroupQuestion,
): Promise<{ readonly rows: readonly GroupRow[]; readonly total: number }> {
  const asked = filter === undefined ? sql<boolean>`true` : conditionOf(filter, columns);
  const condition = sql<boolean>`g.provider_id = ${providerId} AND ${asked}`;
  const { rows: counted } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM scim_groups g WHERE ${condition}`.execute(transaction);
  const rows = count === 0 ? [] : await select(transaction, { condition, startIndex, count, withMembers });
  return { rows, total: counted[0]?.total ?? 0 };
}

/** Gives a group of a provider. @throws {ScimError} 404 */
export async function getGroup(
  transaction: TenantTransaction,
  { providerId }: ScimPlace,
  { id, withMembers }: { readonly id: string; readonly withMembers: boolean },
): Promise<GroupRow> {
  const condition = sql<boolean>`g.provider_id = ${providerId} AND g.group_id = ${id}`;
  const [found] = await select(transaction, { condition, startIndex: 1, count: 1, withMembers });
  if (found === undefined) throw noResource(id);
  return found;
}

/**
 * Makes a group with its members.
 *
 * @throws {ScimError} 409 `uniqueness` for a name that another group of the provider has.
 */
export async function createGroup(
  transaction: TenantTransaction,
  writer: ScimWriter,
  wanted: GroupChange & { readonly displayName: string },
): Promise<GroupRow> {
  const { tenantId, providerId } = writer.place;
  const { displayName, externalId } = wanted;
  await refuseTaken(transaction, writer.place, { displayName, ownId: undefined });
  const groupId = newId();
  await transaction
    .insertInto("scim_groups")
    .values({
      tenant_id: tenantId,
      group_id: groupId,
      provider_id: providerId,
      display_name: displayName,
      external_id: externalId ?? null,
    })
    .execute();
  const event = { action: "group.create", subject: groupId, after: { displayName }, details: { by: "scim" } };
  await recordAudit(transaction, tenantId, writer.principal, event);
  if (wanted.members !== undefined) await changeMembers(transaction, writer, { groupId, change: wanted });
  return await getGroup(transaction, writer.place, { id: groupId, withMembers: true });
}

/**
 * Changes a group: its names, and who is in it.
 *
 * @throws {ScimError} 400 `invalidValue` for a member who is none, 409 `uniqueness`.
 */
export async function changeGroup(
  transaction: TenantTransaction,
  writer: ScimWriter,
  { before, change }: { readonly before: GroupRow; readonly change: GroupChange },
): Promise<void> {
  const { place, principal } = writer;
  const { id: groupId } = before;
  const { displayName = before.displayName, externalId } = change;
  if (displayName !== before.displayName) await refuseTaken(transaction, place, { displayName, ownId: groupId });
  const isRenamed = displayName !== before.displayName;
  const write = async (): Promise<void> => {
    await transaction
      .updateTable("scim_groups")
      .set({ display_name: displayName, version: sql`version + 1`, changed_at: sql`clock_timestamp()` })
      .$if(externalId !== undefined, (query) => query.set({ external_id: externalId ?? null }))
      .where("group_id", "=", groupId)
      .execute();
  };
  // A group that is called otherwise may give another role to everybody in it.
  const accountIds = isRenamed ? await membersOf(transaction, groupId) : [];
  await followingGroups(transaction, writer, { accountIds, change: write });
  await recordAudit(transaction, place.tenantId, principal, {
    action: "group.change",
    subject: groupId,
    before: { displayName: before.displayName },
    after: { displayName },
    details: { by: "scim" },
  });
  if (change.members !== undefined) await changeMembers(transaction, writer, { groupId, change });
}

/** Takes a group away; who was in it loses what it gave. */
export async function deleteGroup(
  transaction: TenantTransaction,
  writer: ScimWriter,
  { id: groupId, displayName }: GroupRow,
): Promise<void> {
  const accountIds = await membersOf(transaction, groupId);
  await followingGroups(transaction, writer, {
    accountIds,
    change: async () => {
      await transaction.deleteFrom("scim_groups").where("group_id", "=", groupId).execute();
    },
  });
  const event = { action: "group.delete", subject: groupId, before: { displayName }, details: { by: "scim" } };
  await recordAudit(transaction, writer.place.tenantId, writer.principal, event);
}

/** Locks a group for a change. */
export async function lockGroup(transaction: TenantTransaction, groupId: string): Promise<void> {
  await sql`SELECT group_id FROM scim_groups WHERE group_id = ${groupId} FOR UPDATE`.execute(transaction);
}

interface MemberChange {
  readonly groupId: string;
  readonly change: GroupChange;
}

async function changeMembers(
  transaction: TenantTransaction,
  writer: ScimWriter,
  { groupId, change: { members } }: MemberChange,
): Promise<void> {
  if (members === undefined) return;
  const { tenantId } = writer.place;
  const known = new Set(await membersOf(transaction, groupId));
  const removed = members.replaces ? [...known].filter((id) => !members.added.has(id)) : [...members.removed];
  const gone = removed.filter((id) => known.has(id));
  const added = [...members.added].filter((id) => !known.has(id));
  await followingGroups(transaction, writer, {
    accountIds: [...gone, ...added],
    change: async () => {
      await refuseStrangers(transaction, added);
      await sql`DELETE FROM scim_group_members WHERE group_id = ${groupId} AND account_id = ANY (${gone}::uuid[])`.execute(
        transaction,
      );
      await sql`INSERT INTO scim_group_members (tenant_id, group_id, account_id)
        SELECT ${tenantId}, ${groupId}, id FROM unnest(${added}::uuid[]) id`.execute(transaction);
    },
  });
  if (gone.length + added.length === 0) return;
  await recordAudit(transaction, tenantId, writer.principal, {
    action: "group.members",
    subject: groupId,
    details: { by: "scim", added: added.slice(0, 100), removed: gone.slice(0, 100), count: added.length + gone.length },
  });
}

async function membersOf(transaction: TenantTransaction, groupId: string): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom("scim_group_members")
    .select("account_id")
    .where("group_id", "=", groupId)
    .execute();
  return rows.map((row) => row.account_id);
}

async function refuseStrangers(transaction: TenantTransaction, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id::text FROM unnest(${[...ids]}::uuid[]) id
    WHERE NOT EXISTS (SELECT FROM accounts a LEFT JOIN scim_users s
      ON s.tenant_id = a.tenant_id AND s.account_id = a.account_id
      WHERE a.account_id = id AND s.deleted_at IS NULL) LIMIT 1`.execute(transaction);
  const [stranger] = rows;
  if (stranger !== undefined) throw invalidValue("members", `ids of users, not ${stranger.id}`);
}

async function refuseTaken(
  transaction: TenantTransaction,
  { providerId }: ScimPlace,
  { displayName, ownId }: { readonly displayName: string; readonly ownId: string | undefined },
): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`scim-groups:${providerId}`}, 0))`.execute(transaction);
  const { rows } = await sql`
    SELECT FROM scim_groups WHERE provider_id = ${providerId} AND lower(display_name) = lower(${displayName})
      AND group_id IS DISTINCT FROM ${ownId ?? null}::uuid`.execute(transaction);
  if (rows.length > 0) throw notUnique("displayName", displayName);
}

async function select(
  transaction: TenantTransaction,
  asked: ScimWindow & { readonly condition: RawBuilder<boolean>; readonly withMembers: boolean },
): Promise<readonly GroupRow[]> {
  const { condition, startIndex, count, withMembers } = asked;
  const members = withMembers
    ? sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.account_id, 'name', a.name) ORDER BY a.account_id), '[]')
        FROM scim_group_members m JOIN accounts a ON a.tenant_id = m.tenant_id AND a.account_id = m.account_id
        WHERE m.tenant_id = g.tenant_id AND m.group_id = g.group_id)`
    : sql`NULL`;
  const { rows } = await sql<Omit<GroupRow, "members"> & { readonly members: unknown }>`
    SELECT g.group_id AS "id", g.display_name AS "displayName", g.external_id AS "externalId", g.version,
      g.created_at AS "created", g.changed_at AS "changed", ${members} AS "members"
    FROM scim_groups g WHERE ${condition}
    ORDER BY g.group_id OFFSET ${startIndex - 1} LIMIT ${count}`.execute(transaction);
  return rows.map((row) => ({ ...row, members: withMembers ? listedMembers.parse(row.members) : undefined }));
}

const member = {
  kind: "related",
  holds: (id: string) =>
    sql<boolean>`EXISTS (SELECT FROM scim_group_members m WHERE m.group_id = g.group_id AND m.account_id = ${id})`,
} as const;
const columns: FilterColumns = new Map<string, FilterColumn>([
  ["id", { kind: "text", column: sql`g.group_id`, isExact: true }],
  ["displayname", { kind: "text", column: sql`g.display_name` }],
  ["externalid", { kind: "text", column: sql`g.external_id`, isExact: true }],
  ["members", member],
  ["members.value", member],
  ["meta.created", { kind: "moment", column: sql`g.created_at` }],
  ["meta.lastmodified", { kind: "moment", column: sql`g.changed_at` }],
]);
