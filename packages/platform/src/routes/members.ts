import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import { member, memberChange, memberList, memberProjects } from "../contract/member.ts";
import type { Role } from "../contract/permission.ts";
import { id, projectRole, role, slug } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import { getGivenRole } from "../identity/custom-roles.ts";
import { refuseStronger } from "../identity/held-permissions.ts";
import type { Principal } from "../identity/principal.ts";
import { findMemberships, roleOfMemberships, writeMemberships } from "../identity/project-membership.ts";
import { mayGiveRole } from "../identity/role-permissions.ts";
import type { TenantTransaction } from "../store/database.ts";
import { defineRoute, type Route } from "./route.ts";

type Member = z.infer<typeof member>;

/** Who belongs to the tenant, and what they are in it. */
export const memberRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/members",
    summary: "Lists everybody of the tenant.",
    permission: "projects:read",
    input: {},
    answer: memberList,
    handle: async ({ inTenant }) => ({ body: { members: await inTenant((transaction) => readMembers(transaction)) } }),
  }),
  defineRoute({
    method: "PATCH",
    path: "/api/v1/members/:account",
    summary: "Changes somebody's role in the whole tenant, or shuts the account; the last owner stays.",
    permission: "accounts:manage",
    input: { parameters: z.object({ account: id }), body: memberChange },
    answer: member,
    handle: async ({ input, principal, inTenant }) => ({
      body: await inTenant((transaction) =>
        changeMember(transaction, principal, { accountId: input.parameters.account, ...input.body }),
      ),
    }),
  }),
  defineRoute({
    method: "PUT",
    path: "/api/v1/members/:account/projects",
    summary: "Makes somebody a member of some projects alone, with a role in each.",
    permission: "accounts:manage",
    input: { parameters: z.object({ account: id }), body: memberProjects },
    answer: member,
    handle: async ({ input, principal, inTenant }) => ({
      body: await inTenant((transaction) => limitMember(transaction, principal, input)),
    }),
  }),
];

/**
 * Refuses to give a role that may do more than its giver: only owners make owners.
 *
 * @throws {SekishoError} `not-permitted`
 */
export function refuseHigherRole(given: Role, principal: Principal): void {
  const isOwner = principal.kind === "account" && principal.role === "owner";
  if (mayGiveRole(given, { isOwner, permissions: principal.permissions })) return;
  throw new SekishoError("not-permitted", {
    en: `you may not give the role ${given}: it may do more than you, or only owners give it`,
    ja: `ロール ${given} を付与する権限がありません。自分より強い権限は付与できず、所有者は所有者だけが指定できます。`,
  });
}

/** Gives a member. @throws {SekishoError} `record-not-found` */
export async function getMember(transaction: TenantTransaction, accountId: string): Promise<Member> {
  const [found] = await readMembers(transaction, accountId);
  if (found === undefined) throw notFound();
  return found;
}

async function readMembers(transaction: TenantTransaction, accountId?: string): Promise<Member[]> {
  const rows = await transaction
    .selectFrom("accounts")
    .select(["account_id as id", "email", "name", "role", "created_at as createdAt", "disabled_at as disabledAt"])
    .select(customRoleOfAccount.as("customRole"))
    .select(sql<unknown>`CASE WHEN is_limited THEN ${projectsOfAccount} END`.as("projects"))
    .select((select) =>
      select
        .selectFrom("sessions")
        .whereRef("sessions.account_id", "=", "accounts.account_id")
        .select(({ fn }) => fn.max("sessions.used_at").as("seen"))
        .as("seenAt"),
    )
    .$if(accountId !== undefined, (query) => query.where("account_id", "=", accountId ?? ""))
    .orderBy("email")
    .execute();
  return rows.map((row) => ({
    ...row,
    role: role.parse(row.role),
    customRole: listedRole.parse(row.customRole),
    projects: listedProjects.parse(row.projects),
  }));
}

const listedRole = z.object({ id, title: z.string() }).nullable();
const customRoleOfAccount = sql<unknown>`(
  SELECT jsonb_build_object('id', c.role_id, 'title', c.title) FROM custom_roles c
  WHERE c.tenant_id = accounts.tenant_id AND c.role_id = accounts.custom_role_id)`;
const listedProjects = z.array(z.object({ project: slug, role: projectRole, customRole: id.optional() })).nullable();
const projectsOfAccount = sql`(
  SELECT coalesce(jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object('project', p.name, 'role', r.role, 'customRole', r.custom_role_id))
    ORDER BY p.name), '[]')
  FROM project_roles r JOIN projects p ON p.tenant_id = r.tenant_id AND p.project_id = r.project_id
  WHERE r.account_id = accounts.account_id)`;

interface MemberLimit {
  readonly parameters: { readonly account: string };
  readonly body: z.infer<typeof memberProjects>;
}

/** @throws {SekishoError} `record-conflict` for an owner, who sees everything. */
async function limitMember(
  transaction: TenantTransaction,
  principal: Principal,
  { parameters: { account: accountId }, body }: MemberLimit,
): Promise<Member> {
  const { tenantId } = principal;
  await sql`SELECT account_id FROM accounts WHERE account_id = ${accountId} FOR UPDATE`.execute(transaction);
  const before = await getMember(transaction, accountId);
  await refuseStronger(transaction, principal, accountId);
  if (before.role === "owner") throw ownerSeesAll();
  const memberships = await findMemberships(transaction, body.projects);
  refuseHigherRole(roleOfMemberships(memberships), principal);
  for (const { customRole: roleId } of memberships) {
    if (roleId !== undefined) await getGivenRole(transaction, principal, { roleId, scope: "project" });
  }
  await writeMemberships(transaction, { tenantId, accountId }, memberships);
  const after = await getMember(transaction, accountId);
  await recordAudit(transaction, tenantId, principal, {
    action: "account.change",
    subject: accountId,
    before: summaryOf(before),
    after: summaryOf(after),
  });
  return after;
}

interface MemberChange {
  readonly accountId: string;
  readonly role?: Role | undefined;
  readonly isDisabled?: boolean | undefined;
}

async function changeMember(
  transaction: TenantTransaction,
  principal: Principal,
  { accountId, role: newRole, isDisabled }: MemberChange,
): Promise<Member> {
  // Two owners who take each other's role away at once would leave nobody: owners are changed one after the other.
  await sql`SELECT account_id FROM accounts WHERE role = 'owner' OR account_id = ${accountId} ORDER BY account_id FOR UPDATE`.execute(
    transaction,
  );
  const [before] = await readMembers(transaction, accountId);
  if (before === undefined) throw notFound();
  await refuseStronger(transaction, principal, accountId);
  if (newRole !== undefined) refuseHigherRole(newRole, principal);
  const isLeaving = isDisabled === true || (newRole !== undefined && newRole !== "owner");
  if (before.role === "owner" && isLeaving) await refuseWithoutOwner(transaction, accountId);
  await transaction
    .updateTable("accounts")
    .$if(newRole !== undefined, (query) => query.set({ role: newRole ?? before.role, custom_role_id: null }))
    .$if(isDisabled !== undefined, (query) =>
      query.set({ disabled_at: isDisabled === true ? sql`coalesce(disabled_at, now())` : null }),
    )
    .where("account_id", "=", accountId)
    .execute();
  if (newRole !== undefined && before.projects !== null) {
    await writeMemberships(transaction, { tenantId: principal.tenantId, accountId }, undefined);
  }
  if (isDisabled === true) await transaction.deleteFrom("sessions").where("account_id", "=", accountId).execute();
  const [after] = await readMembers(transaction, accountId);
  if (after === undefined) throw notFound();
  const told = { before: summaryOf(before), after: summaryOf(after) };
  const event = { action: "account.change", subject: accountId, ...told };
  await recordAudit(transaction, principal.tenantId, principal, event);
  return after;
}

/**
 * Gives somebody a role that the tenant made, in the whole tenant.
 *
 * @throws {SekishoError} `record-conflict` for an owner, `not-permitted`, `request-invalid`, `record-not-found`.
 */
export async function giveCustomRole(
  transaction: TenantTransaction,
  principal: Principal,
  { accountId, roleId }: { readonly accountId: string; readonly roleId: string },
): Promise<Member> {
  const { tenantId } = principal;
  await sql`SELECT account_id FROM accounts WHERE account_id = ${accountId} FOR UPDATE`.execute(transaction);
  const before = await getMember(transaction, accountId);
  await refuseStronger(transaction, principal, accountId);
  if (before.role === "owner") throw ownerSeesAll();
  await getGivenRole(transaction, principal, { roleId, scope: "tenant" });
  await writeMemberships(transaction, { tenantId, accountId }, undefined);
  // The built-in role gives nothing by itself, then.
  await transaction
    .updateTable("accounts")
    .set({ role: "viewer", custom_role_id: roleId })
    .where("account_id", "=", accountId)
    .execute();
  const after = await getMember(transaction, accountId);
  await recordAudit(transaction, tenantId, principal, {
    action: "account.change",
    subject: accountId,
    before: summaryOf(before),
    after: summaryOf(after),
  });
  return after;
}

function summaryOf({ role: held, customRole, projects, disabledAt }: Member): Readonly<Record<string, unknown>> {
  return {
    role: held,
    ...(customRole === null ? {} : { customRole }),
    ...(projects === null ? {} : { projects }),
    isDisabled: disabledAt !== null,
  };
}

function ownerSeesAll(): SekishoError {
  return new SekishoError("record-conflict", {
    en: "owners see every project: give another role first",
    ja: "所有者はすべてのプロジェクトを参照できます。先に別のロールへ変更してください。",
  });
}

async function refuseWithoutOwner(transaction: TenantTransaction, leaving: string): Promise<void> {
  const other = await transaction
    .selectFrom("accounts")
    .select("account_id")
    .where("role", "=", "owner")
    .where("disabled_at", "is", null)
    .where("account_id", "<>", leaving)
    .executeTakeFirst();
  if (other !== undefined) return;
  throw new SekishoError("record-conflict", {
    en: "this is the last owner: make somebody else an owner first",
    ja: "最後の所有者です。先に別のメンバーを所有者にしてください。",
  });
}

function notFound(): SekishoError {
  return new SekishoError("record-not-found", { en: "there is no such member", ja: "該当するメンバーはいません。" });
}
