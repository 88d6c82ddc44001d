import { type RawBuilder, sql } from "kysely";
import { SekishoError } from "sekisho";
import { z } from "zod";
import {
  passkeyChallenge,
  passkeyProof,
  passkeySignIn,
  secondFactorNeeded,
  secondStep,
} from "../contract/second-factor.ts";
import { type Session, session, signIn as signInBody } from "../contract/session.ts";
import { role } from "../contract/values.ts";
import { recordAudit } from "../identity/audit.ts";
import { authenticate } from "../identity/authenticate.ts";
import type { NewSession } from "../identity/open-session.ts";
import { type Principal, projectsOf } from "../identity/principal.ts";
import { beginWithPasskey, endSecondStep, endWithPasskey, type SecondStep } from "../identity/second-step.ts";
import { readSessionToken, writeSessionCookie } from "../identity/session-token.ts";
import { findTenant, signIn } from "../identity/sign-in.ts";
import type { ServerSettings, Services } from "../services.ts";
import { findPartyOf, getPartyOf, headerOf, visitorOf } from "./browser.ts";
import { definePublicRoute, defineRoute, type RawRequest, type Route, type RouteAnswer } from "./route.ts";
import { refuseOtherOrigin } from "./same-origin.ts";

/** Signing in and out. */
export const sessionRoutes: readonly Route[] = [
  definePublicRoute({
    method: "POST",
    path: "/api/v1/session",
    summary: "Signs in; the answer sets a cookie, or says which second factor is still to be shown.",
    input: { body: signInBody },
    answer: z.union([session, secondFactorNeeded]),
    handle: async ({ input, services, request }) => {
      refuseForeignPage(request, services.settings);
      const party = findPartyOf(request, services.settings);
      const desk = { ...deskOf(services), party, noteUnknownTenant: () => countUnknownTenant(services) };
      const made = await signIn(desk, { ...input.body, visitor: visitorOf(request) });
      return isSecondStep(made) ? { status: 202, headers: notStored, body: made } : await welcome(services, made);
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/session/second-factor",
    summary: "Ends signing in with a one-time code, a recovery code or a passkey; the answer sets a cookie.",
    input: { body: secondStep },
    answer: session,
    handle: async ({ input: { body }, services, request }) => {
      refuseForeignPage(request, services.settings);
      const shown =
        "code" in body
          ? ({ kind: "code", code: body.code } as const)
          : ({ kind: "passkey", passkey: body.passkey, party: getPartyOf(request, services.settings) } as const);
      const answer = { ticket: body.ticket, visitor: visitorOf(request), shown };
      return await welcome(services, await endSecondStep(deskOf(services), answer));
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/session/passkey-challenge",
    summary: "Begins signing in with a passkey alone.",
    isDoor: true,
    input: { body: passkeySignIn },
    answer: passkeyChallenge,
    handle: async ({ input, services, request }) => {
      refuseForeignPage(request, services.settings);
      const party = getPartyOf(request, services.settings);
      const { application } = services.store;
      const tenantId = await findTenant(application, input.body.tenant);
      return { status: 201, headers: notStored, body: await beginWithPasskey(application, tenantId, party) };
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/session/passkey",
    summary: "Ends signing in with a passkey alone; the answer sets a cookie.",
    isDoor: true,
    input: { body: passkeyProof },
    answer: session,
    handle: async ({ input, services, request }) => {
      refuseForeignPage(request, services.settings);
      const party = getPartyOf(request, services.settings);
      const answer = { ...input.body, party, visitor: visitorOf(request) };
      return await welcome(services, await endWithPasskey(services.store.application, answer));
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/session",
    summary: "Says who is signed in, and what they may do.",
    permission: "signed-in",
    input: {},
    answer: session,
    handle: async ({ services, principal }) => ({ body: await describeSession(services, principal) }),
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/session",
    summary: "Signs out.",
    permission: "signed-in",
    input: {},
    answer: z.undefined(),
    handle: async ({ services, principal, request, inTenant }) => {
      const token = readSessionToken(headerOf(request, "cookie"));
      if (token !== undefined) {
        await inTenant(async (transaction) => {
          await transaction.deleteFrom("sessions").where("token_hash", "=", token.hash).execute();
          const event = { action: "session.close", subject: principal.accountId };
          await recordAudit(transaction, principal.tenantId, principal, event);
        });
      }
      const cookie = writeSessionCookie("", 0, isSecure(services.settings));
      return { status: 204, headers: { "set-cookie": cookie }, body: undefined };
    },
  }),
];

const notStored = { "cache-control": "no-store" };

/** Answers whoever came in, with the cookie. */
export async function welcome(services: Services, made: NewSession): Promise<RouteAnswer<Session>> {
  const cookie = writeSessionCookie(made.cookie, made.maxAgeSeconds, isSecure(services.settings));
  const credentials = { authorization: undefined, cookie, address: "" };
  const principal = await authenticate(services.store.application, credentials);
  const body = await describeSession(services, principal);
  return { status: 201, headers: { "set-cookie": cookie, ...notStored }, body };
}

/** A page of somebody else must not sign its reader in as somebody else either; programs send no Origin. */
export function refuseForeignPage(request: RawRequest, settings: ServerSettings): void {
  const origin = headerOf(request, "origin");
  if (origin === undefined) return;
  const host = headerOf(request, "host");
  refuseOtherOrigin({ method: "POST", origin, host, fetchSite: undefined }, settings.publicUrl);
}

function deskOf({ store, secrets, settings }: Services): Omit<Parameters<typeof signIn>[0], "party"> {
  const { clock = Date.now, passwordCost: cost } = settings;
  return { database: store.application, secrets, nowMs: clock(), cost };
}

/** The answer is that of a wrong password: only whoever keeps the server running sees that somebody looks for tenants. */
function countUnknownTenant({ metrics }: Services): void {
  metrics.count("sekisho_sign_ins_unknown_tenant_total", "Attempts to sign in at tenants that do not exist.");
}

function isSecondStep(made: NewSession | SecondStep): made is SecondStep {
  return "secondFactor" in made;
}

async function describeSession({ store, plans }: Services, principal: Principal): Promise<Session> {
  const { tenantId, accountId } = principal;
  const found = await store.application.inTenant({ tenantId }, (transaction) =>
    transaction
      .selectFrom("accounts")
      .innerJoin("tenants", "tenants.tenant_id", "accounts.tenant_id")
      .select(["email", "accounts.name", "role", "tenants.name as tenant_name", "tenants.title"])
      .select(overviewOf(accountId).as("overview"))
      .where("account_id", "=", accountId)
      .executeTakeFirst(),
  );
  if (found === undefined)
    throw new SekishoError("not-signed-in", { en: "no account", ja: "アカウントがありません。" });
  return {
    tenant: { id: tenantId, name: found.tenant_name, title: found.title },
    account: { id: accountId, email: found.email, name: found.name, role: role.parse(found.role) },
    projects: listOrNull(projectsOf(principal, "signed-in")),
    permissions: [...principal.permissions],
    mustSetUpFactor: principal.kind === "account" && principal.mustSetUpFactor,
    ...(found.overview === null || !principal.permissions.has("views:save") ? {} : { overview: found.overview }),
    ...(plans === undefined ? {} : { plans: plans.provider === undefined ? "measured" : "paid" }),
  };
}

/** One's own comes before one that is shared, the newest change before older ones. */
function overviewOf(accountId: string): RawBuilder<string | null> {
  return sql<string | null>`(SELECT k.dashboard_id FROM dashboards k
    WHERE k.is_overview AND (k.owner_id = ${accountId} OR k.is_shared)
    ORDER BY k.is_shared, k.changed_at DESC, k.dashboard_id LIMIT 1)`;
}

function listOrNull(list: readonly string[] | undefined): string[] | null {
  return list === undefined ? null : [...list];
}

function isSecure({ publicUrl }: ServerSettings): boolean {
  return publicUrl?.startsWith("https:") === true;
}
