import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import type { Permission } from "../contract/permission.ts";
import { permission } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { recordAudit } from "./audit.ts";
import { isAsStrong, strengthOf } from "./held-permissions.ts";
import type { AccountPrincipal, Principal } from "./principal.ts";
import { permissionsInProject } from "./role-permissions.ts";

/** A role that a tenant made. */
export interface CustomRole {
  readonly id: string;
  readonly title: string;
  readonly scope: "tenant" | "project";
  readonly permissions: Permission[];
  /** How many have it. */
  readonly members: number;
  readonly createdAt: string;
}

type NewCustomRole = Pick<CustomRole, "title" | "scope" | "permissions">;

const mostRoles = 100;
const storedPermissions = z.array(permission);
const scope = z.enum(["tenant", "project"]);

/** Reads the roles of the tenant, or one of them. */
export async function readCustomRoles(transaction: TenantTransaction, roleId?: string): Promise<CustomRole[]> {
  const rows = await transaction
    .selectFrom("custom_roles")
    .select(["role_id as id", "title", "scope", "permissions", "created_at as createdAt"])
    .select(
      sql<number>`(SELECT count(*) FROM accounts a WHERE a.custom_role_id = role_id)
        + (SELECT count(DISTINCT r.account_id) FROM project_roles r WHERE r.custom_role_id = role_id)`.as("members"),
    )
    .$if(roleId !== undefined, (query) => query.where("role_id", "=", roleId ?? ""))
    .orderBy("title")
    .execute();
  return rows.map((row) => ({
    ...row,
    scope: scope.parse(row.scope),
    permissions: storedPermissions.parse(row.permissions),
  }));
}

/** Gives a role of the tenant. @throws {SekishoError} `record-not-found` */
async function getCustomRole(transaction: TenantTransaction, roleId: string): Promise<CustomRole> {
  const [found] = await readCustomRoles(transaction, roleId);
  if (found !== undefined) return found;
  throw new SekishoError("record-not-found", {
    en: "there is no such role",
    ja: "該当するロールはありません。",
  });
}

/**
 * Makes a role.
 *
 * @throws {SekishoError} `not-permitted` for one that may do more than its maker, `request-invalid` for a permission that
 *   is none of a project, `record-conflict` for a title that is there.
 */
export async function makeCustomRole(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  wanted: NewCustomRole,
): Promise<CustomRole> {
  const { tenantId } = account;
  refuseBeyond(account, wanted.permissions);
  refuseTenantWide(wanted);
  await refuseTitle(transaction, wanted.title, undefined);
  const roleId = newId();
  await transaction
    .insertInto("custom_roles")
    .values({ tenant_id: tenantId, role_id: roleId, ...wanted, permissions: [...new Set(wanted.permissions)] })
    .execute();
  await recordAudit(transaction, tenantId, account, { action: "role.create", subject: roleId, after: wanted });
  return await getCustomRole(transaction, roleId);
}

/**
 * Changes a role: whoever has it may do so from now on.
 *
 * @throws {SekishoError} as above; `not-permitted` also for a role that may do more than whoever changes it.
 */
export async function changeCustomRole(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  { roleId, ...change }: Partial<Pick<NewCustomRole, "title" | "permissions">> & { readonly roleId: string },
): Promise<CustomRole> {
  await lockRole(transaction, roleId);
  const before = await getCustomRole(transaction, roleId);
  const { title = before.title, permissions = before.permissions } = change;
  refuseBeyond(account, [...before.permissions, ...permissions]);
  refuseTenantWide({ ...before, permissions });
  if (title !== before.title) await refuseTitle(transaction, title, roleId);
  await transaction
    .updateTable("custom_roles")
    .set({ title, permissions: [...new Set(permissions)] })
    .where("role_id", "=", roleId)
    .execute();
  await recordAudit(transaction, account.tenantId, account, {
    action: "role.change",
    subject: roleId,
    before: { title: before.title, permissions: before.permissions },
    after: { title, permissions },
  });
  return await getCustomRole(transaction, roleId);
}

/**
 * Deletes a role.
 *
 * @throws {SekishoError} `record-conflict` for one that somebody has, or a group gives.
 */
export async function deleteCustomRole(
  transaction: TenantTransaction,
  account: AccountPrincipal,
  roleId: string,
): Promise<void> {
  await lockRole(transaction, roleId);
  const { title, permissions, members } = await getCustomRole(transaction, roleId);
  refuseBeyond(account, permissions);
  if (members > 0) {
    throw new SekishoError("record-conflict", {
      en: `${members} members have this role: give them another one first`,
      ja: `このロールを持つメンバーが ${members} 人います。先に別のロールへ変更してください。`,
    });
  }
  await refuseMapped(transaction, roleId);
  await transaction.deleteFrom("custom_roles").where("role_id", "=", roleId).execute();
  const event = { action: "role.delete", subject: roleId, before: { title, permissions } };
  await recordAudit(transaction, account.tenantId, account, event);
}

/**
 * Gives a role that somebody may give to others, in its scope; it stays as long as the transaction runs.
 *
 * @throws {SekishoError} `record-not-found`, `request-invalid` for one of another scope, `not-permitted`.
 */
export async function getGivenRole(
  transaction: TenantTransaction,
  principal: Principal,
  wanted: { readonly roleId: string; readonly scope: CustomRole["scope"] },
): Promise<CustomRole> {
  await lockRole(transaction, wanted.roleId);
  const found = await getCustomRole(transaction, wanted.roleId);
  refuseBeyond(principal, found.permissions);
  if (found.scope === wanted.scope) return found;
  throw new SekishoError("request-invalid", {
    en: `expected a role for a ${wanted.scope}, got one for a ${found.scope}`,
    ja: "ロールの適用範囲（テナント / プロジェクト）が一致しません。",
  });
}

/** A group that gives a role which is gone would let people in with less than somebody wanted, and nobody would know. */
async function refuseMapped(transaction: TenantTransaction, roleId: string): Promise<void> {
  const { rows } = await sql<{ title: string; group: string }>`
    SELECT p.title, g.key AS group FROM sign_on_providers p, jsonb_each_text(p.role_by_group) g
    WHERE g.value = ${roleId} ORDER BY p.title, g.key LIMIT 1`.execute(transaction);
  const [mapped] = rows;
  if (mapped === undefined) return;
  throw new SekishoError("record-conflict", {
    en: `the group ${mapped.group} of the provider ${mapped.title} gives this role: let it give another one first`,
    ja: `認証プロバイダー「${mapped.title}」のグループ「${mapped.group}」にこのロールが割り当てられています。先に別のロールへ変更してください。`,
  });
}

async function lockRole(transaction: TenantTransaction, roleId: string): Promise<void> {
  await sql`SELECT role_id FROM custom_roles WHERE role_id = ${roleId} FOR UPDATE`.execute(transaction);
}

function refuseBeyond(principal: Principal, permissions: readonly Permission[]): void {
  const own = strengthOf(principal);
  if (isAsStrong(own, { isOwner: false, permissions: new Set(permissions) })) return;
  const beyond = permissions.filter((one) => !own.permissions.has(one)).join(", ");
  throw new SekishoError("not-permitted", {
    en: `you may not give what you may not do yourself: ${beyond}`,
    ja: `自分が持たない権限は付与できません: ${beyond}`,
  });
}

function refuseTenantWide({ scope: wanted, permissions }: NewCustomRole): void {
  const most = permissionsInProject("editor");
  const beyond = wanted === "project" ? permissions.filter((one) => !most.has(one)) : [];
  if (beyond.length === 0) return;
  throw new SekishoError("request-invalid", {
    en: `these permissions are of the whole tenant, not of a project: ${beyond.join(", ")}`,
    ja: `プロジェクト単位では付与できない権限です: ${beyond.join("、")}`,
  });
}

async function refuseTitle(transaction: TenantTransaction, title: string, ownId: string | undefined): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('roles:' || current_setting('sekisho.tenant'), 0))`.execute(
    transaction,
  );
  const others = (await readCustomRoles(transaction)).filter(({ id }) => id !== ownId);
  const isTaken = others.some((other) => other.title.toLowerCase() === title.toLowerCase());
  if (!isTaken && others.length < mostRoles) return;
  throw new SekishoError(
    "record-conflict",
    isTaken
      ? { en: `there is a role ${title}`, ja: `ロール ${title} はすでに存在します。` }
      : { en: `expected at most ${mostRoles} roles`, ja: `ロールは ${mostRoles} 件まで登録できます。` },
  );
}
