import { SekishoError } from "sekisho";
import { z } from "zod";
import { type Session, session, signIn as signInBody } from "../contract/session.ts";
import { role } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import type { Principal } from "../identity/principal.ts";
import { permissionsOf } from "../identity/role-permissions.ts";
import { readSessionToken, writeSessionCookie } from "../identity/session-token.ts";
import { signIn } from "../identity/sign-in.ts";
import type { ServerSettings, Services } from "../services.ts";
import { definePublicRoute, defineRoute, type RawRequest, type Route } from "./route.ts";
import { refuseOtherOrigin } from "./same-origin.ts";

/** Signing in and out. */
export const sessionRoutes: readonly Route[] = [
  definePublicRoute({
    method: "POST",
    path: "/api/v1/session",
    summary: "Signs in; the answer sets a cookie.",
    input: { body: signInBody },
    answer: session,
    handle: async ({ input, services, request }) => {
      const { store, settings } = services;
      // A page of somebody else must not sign its reader in as somebody else either; programs send no Origin.
      const origin = textOf(request, "origin");
      if (origin !== undefined) {
        const host = textOf(request, "host");
        refuseOtherOrigin({ method: "POST", origin, host, fetchSite: undefined }, settings.publicUrl);
      }
      const made = await signIn(store.application, {
        ...input.body,
        userAgent: textOf(request, "user-agent") ?? "",
        address: request.clientAddress,
      });
      const cookie = writeSessionCookie(made.cookie, made.maxAgeSeconds, isSecure(settings));
      const body = await describeSession(services, made.tenantId, made.accountId);
      return { status: 201, headers: { "set-cookie": cookie, "cache-control": "no-store" }, body };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/session",
    summary: "Says who is signed in, and what they may do.",
    permission: "signed-in",
    input: {},
    answer: session,
    handle: async ({ services, principal }) => {
      const described = await describeSession(services, principal.tenantId, principal.accountId);
      return { body: { ...described, permissions: [...principal.permissions] } };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/session",
    summary: "Signs out.",
    permission: "signed-in",
    input: {},
    answer: z.undefined(),
    handle: async ({ services, principal, request, inTenant }) => {
      const token = readSessionToken(textOf(request, "cookie"));
      if (token !== undefined) {
        await inTenant(async (transaction) => {
          await transaction.deleteFrom("sessions").where("token_hash", "=", token.hash).execute();
          await recordClosing(transaction, principal);
        });
      }
      const cookie = writeSessionCookie("", 0, isSecure(services.settings));
      return { status: 204, headers: { "set-cookie": cookie }, body: undefined };
    },
  }),
];

async function recordClosing(transaction: Parameters<typeof recordAudit>[0], principal: Principal): Promise<void> {
  const event = { action: "session.close", subject: principal.accountId };
  await recordAudit(transaction, principal.tenantId, principal, event);
}

function describeSession({ store }: Services, tenantId: string, accountId: string): Promise<Session> {
  return store.application.inTenant({ tenantId }, async (transaction) => {
    const found = await transaction
      .selectFrom("accounts")
      .innerJoin("tenants", "tenants.tenant_id", "accounts.tenant_id")
      .select(["email", "accounts.name", "role", "tenants.name as tenant_name", "tenants.title"])
      .where("account_id", "=", accountId)
      .executeTakeFirst();
    if (found === undefined)
      throw new SekishoError("not-signed-in", { en: "no account", ja: "アカウントがありません。" });
    const accountRole = role.parse(found.role);
    return {
      tenant: { id: tenantId, name: found.tenant_name, title: found.title },
      account: { id: accountId, email: found.email, name: found.name, role: accountRole },
      permissions: [...permissionsOf(accountRole)],
    };
  });
}

function isSecure({ publicUrl }: ServerSettings): boolean {
  return publicUrl?.startsWith("https:") === true;
}

function textOf({ headers }: RawRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
