import { sql } from "kysely";
import { z } from "zod";
import type { TenantTransaction } from "../../store/database.ts";
import { type AuditEvent, recordAudits } from "../audit.ts";
import { readCustomRoles } from "../custom-roles.ts";
import { findStrength, isAsStrong } from "../held-permissions.ts";
import type { Principal } from "../principal.ts";
import { mayGiveRole } from "../role-permissions.ts";
import { getProvider } from "../sign-on/providers.ts";
import { type GivenRole, type GroupRole, type GroupRules, strongestRole } from "../sign-on/read-claims.ts";
import { refuseStrongerMembers } from "./refuse-stronger-member.ts";
import type { ScimPlace } from "./resources.ts";
import { ScimError } from "./scim-error.ts";

/** Which role the groups of a provider give to whom; who is in none that gives one is left out. */
type RolesByGroup = ReadonlyMap<string, GroupRole>;

const groupNames = z.array(z.string());

/**
 * Does something to groups, and lets the roles of those whom it concerns follow: who came into a group that gives a role
 * has it, who left the last one has the role that the provider gives by default, or sees nothing where it gives none. Who
 * was in no such group before and after stays what they are, and so do owners.
 *
 * @throws {ScimError} 403 for a member who may do more than whoever made the key.
 */
export async function followingGroups<Result>(
  transaction: TenantTransaction,
  { place, principal }: { readonly place: ScimPlace; readonly principal: Principal },
  { accountIds, change }: { readonly accountIds: readonly string[]; readonly change: () => Promise<Result> },
): Promise<Result> {
  const provider = await getProvider(transaction, place.providerId);
  const read = (): Promise<RolesByGroup> => readRoles(transaction, place, { accountIds, ...provider });
  await lockMembers(transaction, accountIds);
  const before = await read();
  const result = await change();
  const after = await read();
  const byRole = new Map<string, { readonly given: GroupRole | null; readonly changed: string[] }>();
  for (const accountId of new Set(accountIds)) {
    const is = after.get(accountId);
    if (isSameRole(before.get(accountId), is)) continue;
    const given = is ?? byDefault(provider.defaultRole);
    const name = `${given?.role} ${given?.customRole}`;
    const held = byRole.get(name) ?? { given, changed: [] };
    held.changed.push(accountId);
    byRole.set(name, held);
  }
  for (const { given, changed } of byRole.values())
    await giveRole(transaction, principal, { accountIds: changed, given });
  return result;
}

/** Providers change many groups at once: of two changes of one member the second sees what the first did. */
async function lockMembers(transaction: TenantTransaction, accountIds: readonly string[]): Promise<void> {
  await sql`SELECT account_id FROM accounts WHERE account_id = ANY (${[...accountIds]}::uuid[])
    ORDER BY account_id FOR UPDATE`.execute(transaction);
}

/** Gives what somebody is to whom no group gives a role. */
export function byDefault(role: GivenRole | null): GroupRole | null {
  return role === null ? null : { role, customRole: null };
}

/**
 * Gives a role to those whom a provider writes, however many; `null` lets them see nothing, until a group says more. Owners
 * stay what they are.
 *
 * @throws {ScimError} 403 for somebody who may do more than whoever made the key, and for a role that does.
 */
export async function giveRole(
  transaction: TenantTransaction,
  principal: Principal,
  { accountIds, given }: { readonly accountIds: readonly string[]; readonly given: GroupRole | null },
): Promise<void> {
  const { tenantId } = principal;
  const members = await transaction
    .selectFrom("accounts")
    .select(["account_id as id", "role", "custom_role_id as customRole", "is_limited as isLimited"])
    .where((where) => where("account_id", "=", where.fn.any(where.val([...accountIds]))))
    .where("role", "<>", "owner")
    .orderBy("account_id")
    .execute();
  if (members.length === 0) return;
  const ids = members.map(({ id }) => id);
  await refuseStrongerMembers(transaction, principal, ids);
  if (given !== null) await refuseBeyond(transaction, principal, given);
  // A member of no project sees nothing.
  const after = { role: given?.role ?? "viewer", customRole: given?.customRole ?? null, isLimited: given === null };
  await sql`DELETE FROM project_roles WHERE account_id = ANY (${ids}::uuid[])`.execute(transaction);
  await sql`UPDATE accounts SET role = ${after.role}, custom_role_id = ${after.customRole}, is_limited = ${after.isLimited}
    WHERE account_id = ANY (${ids}::uuid[])`.execute(transaction);
  const events = members.map(({ id, ...before }): AuditEvent => {
    return { action: "account.change", subject: id, before, after, details: { by: "scim" } };
  });
  await recordAudits(transaction, tenantId, principal, events);
}

/** A key does as its maker: who may not give a role, gives none by a provider's groups either. */
async function refuseBeyond(
  transaction: TenantTransaction,
  principal: Principal,
  { role, customRole }: GroupRole,
): Promise<void> {
  const maker = await findStrength(transaction, principal.accountId);
  const [custom] = customRole === null ? [] : await readCustomRoles(transaction, customRole);
  const isGiven =
    maker !== undefined &&
    (custom === undefined
      ? mayGiveRole(role, maker)
      : isAsStrong(maker, { isOwner: false, permissions: new Set(custom.permissions) }));
  if (isGiven) return;
  const title = custom?.title ?? role;
  throw new ScimError(403, {
    en: `whoever made this key may not give the role ${title}`,
    ja: `この API キーの作成者は、ロール ${title} を付与できません。`,
  });
}

function isSameRole(left: GroupRole | undefined, right: GroupRole | undefined): boolean {
  return left?.role === right?.role && left?.customRole === right?.customRole;
}

interface RoleQuestion extends GroupRules {
  readonly accountIds: readonly string[];
}

async function readRoles(
  transaction: TenantTransaction,
  { providerId }: ScimPlace,
  { accountIds, ...rules }: RoleQuestion,
): Promise<RolesByGroup> {
  if (accountIds.length === 0) return new Map();
  const rows = await transaction
    .selectFrom("scim_group_members as m")
    .innerJoin("scim_groups as g", (join) =>
      join.onRef("g.tenant_id", "=", "m.tenant_id").onRef("g.group_id", "=", "m.group_id"),
    )
    .select(["m.account_id as accountId", ({ fn }) => fn.agg<unknown>("array_agg", ["g.display_name"]).as("names")])
    .where("g.provider_id", "=", providerId)
    .where((where) => where("m.account_id", "=", where.fn.any(where.val([...accountIds]))))
    .groupBy("m.account_id")
    .execute();
  return new Map(
    rows.flatMap(({ accountId, names }): [string, GroupRole][] => {
      const role = strongestRole(groupNames.parse(names), rules);
      return role === undefined ? [] : [[accountId, role]];
    }),
  );
}
