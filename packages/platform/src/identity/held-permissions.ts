import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import type { Permission, Role } from "../contract/permission.ts";
import { permission, projectRole, role } from "../contract/values.ts";
import type { TenantTransaction } from "../store/database.ts";
import type { Principal } from "./principal.ts";
import { permissionsInProject, permissionsOf } from "./role-permissions.ts";

/** How much somebody may do, and so give away. */
export interface Strength {
  readonly isOwner: boolean;
  readonly permissions: ReadonlySet<Permission>;
}

/** Permissions of the role that the tenant made for somebody; `NULL` where it is one of the built-in ones. */
export const customPermissions = sql<unknown>`(SELECT to_jsonb(c.permissions) FROM custom_roles c
  WHERE c.tenant_id = accounts.tenant_id AND c.role_id = accounts.custom_role_id)`;

/** Projects of somebody who sees some alone, each with a built-in role or the permissions of one that the tenant made. */
export const rolesInProjects = sql<unknown>`(
  SELECT jsonb_object_agg(r.project_id, coalesce(to_jsonb(c.permissions), to_jsonb(r.role)))
  FROM project_roles r LEFT JOIN custom_roles c ON c.tenant_id = r.tenant_id AND c.role_id = r.custom_role_id
  WHERE r.tenant_id = accounts.tenant_id AND r.account_id = accounts.account_id)`;

const storedPermissions = z.array(z.string()).nullable();
const roleByProject = z.record(z.string(), z.union([projectRole, z.array(z.string())])).nullable();

/** Gives what a role may do: what the tenant says where it made one, else what the built-in role may. */
export function permissionsHeld(built: Role, custom: unknown): ReadonlySet<Permission> {
  const stored = storedPermissions.parse(custom);
  return stored === null ? permissionsOf(built) : knownOf(stored);
}

/** Reads what somebody may do in which project; a role of the tenant's own does no more there than an editor. */
export function permissionsByProject(stored: unknown): ReadonlyMap<string, ReadonlySet<Permission>> {
  const most = permissionsInProject("editor");
  const entries = Object.entries(roleByProject.parse(stored) ?? {});
  return new Map(
    entries.map(([projectId, held]): [string, ReadonlySet<Permission>] => {
      if (typeof held === "string") return [projectId, permissionsInProject(held)];
      return [projectId, new Set([...knownOf(held)].filter((one) => most.has(one)))];
    }),
  );
}

/** Gives all that is allowed somewhere. */
export function union(sets: Iterable<ReadonlySet<Permission>>): ReadonlySet<Permission> {
  const all = new Set<Permission>();
  for (const set of sets) for (const one of set) all.add(one);
  return all;
}

/** Reads how much an account may do, wherever that is; `undefined` where there is none. */
export async function findStrength(transaction: TenantTransaction, accountId: string): Promise<Strength | undefined> {
  return (await readStrengths(transaction, [accountId])).get(accountId);
}

/** Reads how much accounts may do, in one statement; who is none is left out. */
export async function readStrengths(
  transaction: TenantTransaction,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Strength>> {
  const rows = await transaction
    .selectFrom("accounts")
    .select(["account_id", "role", "is_limited"])
    .select(customPermissions.as("custom"))
    .select(rolesInProjects.as("projects"))
    .where((where) => where("account_id", "=", where.fn.any(where.val([...accountIds]))))
    .execute();
  return new Map(
    rows.map((found): [string, Strength] => {
      const built = role.parse(found.role);
      const permissions = found.is_limited
        ? union(permissionsByProject(found.projects).values())
        : permissionsHeld(built, found.custom);
      return [found.account_id, { isOwner: built === "owner", permissions }];
    }),
  );
}

/** Gives how much whoever asks may give away. */
export function strengthOf(principal: Principal): Strength {
  const isOwner = principal.kind === "account" && principal.role === "owner";
  return { isOwner, permissions: principal.permissions };
}

/** Tells whether somebody may do all that another may: only owners are as strong as owners. */
export function isAsStrong(one: Strength, other: Strength): boolean {
  if (one.isOwner) return true;
  return !other.isOwner && [...other.permissions].every((held) => one.permissions.has(held));
}

/**
 * Refuses to change a member who may do more than whoever asks.
 *
 * @throws {SekishoError} `not-permitted`
 */
export async function refuseStronger(
  transaction: TenantTransaction,
  principal: Principal,
  accountId: string,
): Promise<void> {
  const other = await findStrength(transaction, accountId);
  if (other === undefined || isAsStrong(strengthOf(principal), other)) return;
  throw new SekishoError("not-permitted", {
    en: "this member may do more than you",
    ja: "自分より強い権限を持つメンバーは変更できません。",
  });
}

/** Permissions that are no more are none. */
function knownOf(names: readonly string[]): ReadonlySet<Permission> {
  return new Set(names.flatMap((name) => permission.safeParse(name).data ?? []));
}
