import { sql } from "kysely";
import { SekishoError } from "sekisho";
import type { Principal } from "../identity/principal.ts";
import type { Condition } from "../questions/topic-conditions.ts";
import type { TenantTransaction } from "../store/database.ts";

/** What is kept: the names of its table and of its id. */
export interface KeptThing {
  readonly table: "saved_views" | "dashboards";
  readonly id: "view_id" | "dashboard_id";
}

/** So many of each a person keeps at most. */
const maxKept = 200;

/**
 * Gives the condition that the caller sees a row `k`: their own, and what is shared. Keys of one project see none: what
 * is kept names things of all projects.
 */
export function isSeenBy({ accountId, projectId }: Principal): Condition {
  if (projectId !== undefined) return sql<boolean>`false`;
  return sql<boolean>`(k.owner_id = ${accountId} OR k.is_shared)`;
}

/** Gives whether the caller may change a row: their own; what is shared needs the permission besides. */
export function isChangedBy(principal: Principal): Condition {
  if (principal.projectId !== undefined) return sql<boolean>`false`;
  const isOwn = sql<boolean>`k.owner_id = ${principal.accountId}`;
  return principal.permissions.has("views:share") ? sql<boolean>`(${isOwn} OR k.is_shared)` : isOwn;
}

/**
 * Refuses to share what the caller may not share.
 *
 * @throws {SekishoError} `not-permitted`.
 */
export function refuseSharing(principal: Principal, isShared: boolean): void {
  if (principal.projectId === undefined && (!isShared || principal.permissions.has("views:share"))) return;
  throw new SekishoError("not-permitted", {
    en: "this needs the permission views:share, and a key of all projects",
    ja: "この操作には権限 views:share と、全プロジェクトを対象とする資格情報が必要です。",
  });
}

/**
 * Refuses one more than anybody keeps.
 *
 * @throws {SekishoError} `record-conflict`.
 */
export async function refuseTooMany(
  transaction: TenantTransaction,
  { table }: KeptThing,
  { accountId }: Principal,
): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM ${sql.table(table)} k WHERE k.owner_id = ${accountId}`.execute(transaction);
  if ((rows[0]?.count ?? 0) < maxKept) return;
  throw new SekishoError("record-conflict", {
    en: `you keep ${maxKept} already: delete one first`,
    ja: `保存できるのは ${maxKept} 件までです。不要なものを削除してください。`,
  });
}

/** Deletes what the caller may change; tells whether it was there. */
export async function deleteKept(
  transaction: TenantTransaction,
  { table, id }: KeptThing,
  { keptId, principal }: { readonly keptId: string; readonly principal: Principal },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM ${sql.table(table)} k WHERE k.${sql.ref(id)} = ${keptId} AND ${isChangedBy(principal)}`.execute(
    transaction,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

/** The error of a name that the caller has used. */
export function nameIsTaken(name: string): SekishoError {
  return new SekishoError("record-conflict", {
    en: `you keep one of the name ${name} already`,
    ja: `名前「${name}」はすでに使用されています。`,
  });
}

/** The error of what is not there, or not for the caller. */
export function keptNotFound(keptId: string): SekishoError {
  return new SekishoError("record-not-found", {
    en: `there is nothing kept under ${keptId} that you may see or change`,
    ja: `${keptId} は存在しないか、操作する権限がありません。`,
  });
}
