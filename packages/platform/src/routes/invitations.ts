import { SekishoError } from "sekisho";
import { z } from "zod";
import {
  answeredInvitation,
  invitationAnswer,
  invitationList,
  invitationQuestion,
  madeInvitation,
  newInvitation,
  openedInvitation,
  resentInvitation,
} from "../contract/member.ts";
import { id, role } from "../contract/values.ts";
import { answerInvitation, lookAtInvitation } from "../identity/answer-invitation.ts";
import { getGivenRole } from "../identity/custom-roles.ts";
import { refuseStronger } from "../identity/held-permissions.ts";
import {
  describeInvitation,
  getInvitation,
  invite,
  type LinkDelivery,
  readInvitations,
  resend,
  revokeInvitation,
} from "../identity/make-invitation.ts";
import type { Principal } from "../identity/principal.ts";
import {
  findMemberships,
  type ProjectMembership,
  readMemberships,
  roleOfMemberships,
} from "../identity/project-membership.ts";
import type { Services } from "../services.ts";
import type { TenantTransaction } from "../store/database.ts";
import { isJapanese } from "./accepted-language.ts";
import { headerOf } from "./browser.ts";
import { refuseHigherRole } from "./members.ts";
import { definePublicRoute, defineRoute, type RawRequest, type Route } from "./route.ts";

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
      body: { invitations: (await inTenant((transaction) => readInvitations(transaction))).map(describeInvitation) },
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/invitations",
    summary:
      "Makes a link for somebody new, in the place of an older one. Where the server sends mail, a mail brings it; else it is in this answer alone.",
    permission: "accounts:manage",
    input: { body: newInvitation },
    answer: madeInvitation,
    handle: async ({ input, principal, inTenant, services, request }) => {
      const { email, projects: named, role: asked } = input.body;
      const delivery = chooseDelivery(services, request, input.body);
      const body = await inTenant(async (transaction) => {
        await refuseKnown(transaction, email);
        const projects = named === undefined ? undefined : await findMemberships(transaction, named);
        const given = asked ?? roleOfMemberships(projects ?? []);
        refuseHigherRole(given, principal);
        await refuseRoles(transaction, principal, projects);
        return await invite(transaction, principal, { email, role: given, projects, accountId: null, delivery });
      });
      return { status: 201, headers: { "cache-control": "no-store" }, body };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/members/:account/password-link",
    summary:
      "Makes a link with which a member sets a new password. Where the server sends mail, a mail brings it; else it is in this answer alone.",
    permission: "accounts:manage",
    input: { parameters: z.object({ account: id }) },
    answer: madeInvitation,
    handle: async ({ input, principal, inTenant, services, request }) => {
      const { account: accountId } = input.parameters;
      const delivery = chooseDelivery(services, request, {});
      const body = await inTenant(async (transaction) => {
        const { email, role: held } = await getAccount(transaction, accountId);
        await refuseStronger(transaction, principal, accountId);
        return await invite(transaction, principal, { email, role: role.parse(held), accountId, delivery });
      });
      return { status: 201, headers: { "cache-control": "no-store" }, body };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/invitations/:invitation/resend",
    summary:
      "Makes a link anew for another week, and mails it where the server sends mail; the one before is good no more.",
    permission: "accounts:manage",
    input: { parameters: z.object({ invitation: id }), body: resentInvitation },
    answer: madeInvitation,
    handle: async ({ input, principal, inTenant, services, request }) => {
      const { invitation: invitationId } = input.parameters;
      const delivery = chooseDelivery(services, request, input.body);
      const body = await inTenant((transaction) => resendAs(transaction, principal, { invitationId, delivery }));
      return { headers: { "cache-control": "no-store" }, body };
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
      await inTenant((transaction) => revokeInvitation(transaction, principal, input.parameters.invitation));
      return { status: 204, body: undefined };
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/invitations/opened",
    summary: "Says for whom a link is and how it can be accepted, to whoever has it. It is not used by that.",
    isDoor: true,
    input: { body: invitationQuestion },
    answer: openedInvitation,
    handle: async ({ input, services }) => ({
      headers: { "cache-control": "no-store" },
      body: await lookAtInvitation(services.store.application, input.body.token),
    }),
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/invitations/answer",
    summary: "Uses a link: makes the account, or sets its password. It works once.",
    isDoor: true,
    input: { body: invitationAnswer },
    answer: answeredInvitation,
    handle: async ({ input, services, request }) => ({
      status: 201,
      headers: { "cache-control": "no-store" },
      body: await answerInvitation(services.store.application, {
        ...input.body,
        address: request.clientAddress,
        cost: services.settings.passwordCost,
      }),
    }),
  }),
];

/** What of a request says how its link goes out. */
interface AskedDelivery {
  readonly delivery?: "mail" | "link" | undefined;
  readonly language?: "en" | "ja" | undefined;
}

/**
 * Chooses how a link goes out: by mail where this server sends mail and says where it is.
 *
 * @throws {SekishoError} `request-invalid` where mail is asked for and there is none.
 */
function chooseDelivery(services: Services, request: RawRequest, { delivery, language }: AskedDelivery): LinkDelivery {
  const { outgoing, secrets } = services;
  const sendsMail = outgoing?.mail !== undefined && outgoing.publicUrl !== undefined;
  if (delivery === "mail" && !sendsMail) {
    throw new SekishoError("request-invalid", {
      en: "/delivery: this server sends no mail: it needs SEKISHO_SMTP_URL, SEKISHO_MAIL_FROM and SEKISHO_PUBLIC_URL",
      ja: "/delivery: このサーバーはメールを送信できません。SEKISHO_SMTP_URL、SEKISHO_MAIL_FROM、SEKISHO_PUBLIC_URL を設定してください。",
    });
  }
  if (delivery === "link" || !sendsMail) return { by: "link" };
  const accepted = isJapanese(headerOf(request, "accept-language")) ? "ja" : "en";
  return { by: "mail", language: language ?? accepted, secrets };
}

/** Whoever makes a link anew answers for what it gives, as whoever made it first. */
async function resendAs(
  transaction: TenantTransaction,
  principal: Principal,
  { invitationId, delivery }: { readonly invitationId: string; readonly delivery: LinkDelivery },
): Promise<z.infer<typeof madeInvitation>> {
  const before = await getInvitation(transaction, invitationId);
  refuseHigherRole(before.role, principal);
  if (before.accountId !== null) await refuseStronger(transaction, principal, before.accountId);
  await refuseRoles(transaction, principal, readMemberships(before.projects));
  return await resend(transaction, principal, { before, delivery });
}

async function refuseRoles(
  transaction: TenantTransaction,
  principal: Principal,
  memberships: readonly ProjectMembership[] | undefined,
): Promise<void> {
  for (const { customRole: roleId } of memberships ?? []) {
    if (roleId !== undefined) await getGivenRole(transaction, principal, { roleId, scope: "project" });
  }
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
