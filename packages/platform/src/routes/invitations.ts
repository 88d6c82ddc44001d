import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import {
  answeredInvitation,
  type invitation,
  invitationAnswer,
  invitationList,
  madeInvitation,
  newInvitation,
} from "../contract/member.ts";
import { id, role } from "../contract/values.ts";
import { answerInvitation } from "../identity/answer-invitation.ts";
import { recordAudit } from "../identity/audit.ts";
import { getGivenRole } from "../identity/custom-roles.ts";
import { refuseStronger } from "../identity/held-permissions.ts";
import { makeInvitationToken } from "../identity/invitation-token.ts";
import type { Principal } from "../identity/principal.ts";
import { findMemberships, type ProjectMembership, roleOfMemberships } from "../identity/project-membership.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import { refuseHigherRole } from "./members.ts";
import { definePublicRoute, defineRoute, type Route } from "./route.ts";

/** A link is good for so many days. */
const invitationDays = 7;

/** Links with which somebody comes, or comes back. */
export const invitationRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/invitations",
    summary: "Lists the links that were not used yet, without their secrets.",
    permission: "accounts:manage",
    input: {},
    answer: invitationList,
    handle: async ({ inTenant }) => ({
      body: { invitations: await inTenant((transaction) => readInvitations(transaction)) },
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/invitations",
    summary: "Makes a link for somebody new; it is in this answer alone and takes the place of an older one.",
    permission: "accounts:manage",
    input: { body: newInvitation },
    answer: madeInvitation,
    handle: async ({ input, principal, inTenant }) => {
      const { email, projects: named, role: asked } = input.body;
      const body = await inTenant(async (transaction) => {
        await refuseKnown(transaction, email);
        const projects = named === undefined ? undefined : await findMemberships(transaction, named);
        const given = asked ?? roleOfMemberships(projects ?? []);
        refuseHigherRole(given, principal);
        for (const { customRole: roleId } of projects ?? []) {
          if (roleId !== undefined) await getGivenRole(transaction, principal, { roleId, scope: "project" });
        }
        return await invite(transaction, principal, { email, role: given, projects, accountId: null });
      });
      return { status: 201, headers: { "cache-control": "no-store" }, body };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/members/:account/password-link",
    summary: "Makes a link with which a member sets a new password; it is in this answer alone.",
    permission: "accounts:manage",
    input: { parameters: z.object({ account: id }) },
    answer: madeInvitation,
    handle: async ({ input, principal, inTenant }) => {
      const body = await inTenant(async (transaction) => {
        const { email, role: held } = await getAccount(transaction, input.parameters.account);
        const known = role.parse(held);
        await refuseStronger(transaction, principal, input.parameters.account);
        return await invite(transaction, principal, { email, role: known, accountId: input.parameters.account });
      });
      return { status: 201, headers: { "cache-control": "no-store" }, body };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/invitations/:invitation",
    summary: "Takes a link back.",
    permission: "accounts:manage",
    input: { parameters: z.object({ invitation: id }) },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      await inTenant((transaction) => revoke(transaction, principal, input.parameters.invitation));
      return { status: 204, body: undefined };
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/invitations/answer",
    summary: "Uses a link: makes the account, or sets its password. It works once.",
    input: { body: invitationAnswer },
    answer: answeredInvitation,
    handle: async ({ input, services }) => ({
      status: 201,
      headers: { "cache-control": "no-store" },
      body: await answerInvitation(services.store.application, {
        ...input.body,
        cost: services.settings.passwordCost,
      }),
    }),
  }),
];

interface Invited {
  readonly email: string;
  readonly role: z.infer<typeof role>;
  readonly accountId: string | null;
  readonly projects?: readonly ProjectMembership[] | undefined;
}

async function invite(
  transaction: TenantTransaction,
  principal: Principal,
  { email, role: given, accountId, projects }: Invited,
): Promise<z.infer<typeof madeInvitation>> {
  const { tenantId } = principal;
  const token = makeInvitationToken(tenantId);
  await transaction
    .updateTable("invitations")
    .set({ revoked_at: sql`now()` })
    .where("email", "=", email)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .execute();
  const invitationId = newId();
  await transaction
    .insertInto("invitations")
    .values({
      tenant_id: tenantId,
      invitation_id: invitationId,
      account_id: accountId,
      email,
      role: given,
      token_hash: token.hash,
      created_by: principal.accountId,
      ...(projects === undefined ? {} : { projects: JSON.stringify(projects) }),
      expires_at: sql`now() + make_interval(days => ${invitationDays})`,
    })
    .execute();
  const kind = accountId === null ? "account" : "password";
  const details = { email, role: given, kind, ...(projects === undefined ? {} : { projects }) };
  await recordAudit(transaction, tenantId, principal, { action: "invitation.create", subject: invitationId, details });
  const [made] = await readInvitations(transaction, invitationId);
  if (made === undefined) throw notFound();
  return { ...made, link: `/welcome#${token.text}` };
}

async function readInvitations(
  transaction: TenantTransaction,
  invitationId?: string,
): Promise<z.infer<typeof invitation>[]> {
  const rows = await transaction
    .selectFrom("invitations")
    .select(["invitation_id as id", "email", "role", "account_id"])
    .select(["created_by as createdBy", "created_at as createdAt", "expires_at as expiresAt"])
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", sql<string>`now()`)
    .$if(invitationId !== undefined, (query) => query.where("invitation_id", "=", invitationId ?? ""))
    .orderBy("invitation_id", "desc")
    .execute();
  return rows.map(({ account_id: accountId, ...row }) => ({
    ...row,
    role: role.parse(row.role),
    kind: accountId === null ? "account" : "password",
  }));
}

async function revoke(transaction: TenantTransaction, principal: Principal, invitationId: string): Promise<void> {
  const revoked = await transaction
    .updateTable("invitations")
    .set({ revoked_at: sql`now()` })
    .where("invitation_id", "=", invitationId)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) throw notFound();
  const event = { action: "invitation.revoke", subject: invitationId };
  await recordAudit(transaction, principal.tenantId, principal, event);
}

async function refuseKnown(transaction: TenantTransaction, email: string): Promise<void> {
  const known = await transaction
    .selectFrom("accounts")
    .select("account_id")
    .where("email", "=", email)
    .executeTakeFirst();
  if (known === undefined) return;
  throw new SekishoError("record-conflict", {
    en: `${email} is a member already`,
    ja: `${email} はすでにメンバーです。`,
  });
}

async function getAccount(
  transaction: TenantTransaction,
  accountId: string,
): Promise<{ readonly email: string; readonly role: string }> {
  const found = await transaction
    .selectFrom("accounts")
    .select(["email", "role"])
    .where("account_id", "=", accountId)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (found !== undefined) return found;
  throw new SekishoError("record-not-found", { en: "there is no such member", ja: "該当するメンバーはいません。" });
}

function notFound(): SekishoError {
  return new SekishoError("record-not-found", {
    en: "there is no such invitation",
    ja: "該当する招待はありません。",
  });
}
