import { z } from "zod";
import { session } from "../contract/session.ts";
import { signOnAddress, signOnBeginning, signOnChoices, signOnEnd, signOnPreview } from "../contract/sign-on.ts";
import { slug } from "../contract/values.ts";
import { findTenant } from "../identity/sign-in.ts";
import { noProvider, readProviders } from "../identity/sign-on/providers.ts";
import { beginSignOn, type EndedSignOn, endSignOn, type SignOnDesk } from "../identity/sign-on/sign-on.ts";
import type { ServerSettings, Services } from "../services.ts";
import { getPageOrigin, headerOf, visitorOf } from "./browser.ts";
import { definePublicRoute, type RawRequest, type Route } from "./route.ts";
import { refuseForeignPage, welcome } from "./session.ts";

/** Signing in at a provider of the tenant. */
export const signOnRoutes: readonly Route[] = [
  definePublicRoute({
    method: "GET",
    path: "/api/v1/sign-on",
    summary: "Lists the providers at which people of a tenant sign in.",
    isDoor: true,
    input: { query: z.strictObject({ tenant: slug.default("default") }) },
    answer: signOnChoices,
    handle: async ({ input, services }) => {
      const { application } = services.store;
      const tenantId = await findTenant(application, input.query.tenant);
      // A tenant that is none has no providers, as most have.
      if (tenantId === undefined) return { body: { providers: [] } };
      const all = await application.inTenant({ tenantId }, (transaction) => readProviders(transaction));
      return { body: { providers: all.filter(({ isEnabled }) => isEnabled).map(({ id, title }) => ({ id, title })) } };
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/session/sign-on",
    summary: "Begins signing in at a provider: the browser goes to the address, and comes back to /sign-on.",
    isDoor: true,
    input: { body: signOnBeginning },
    answer: signOnAddress,
    handle: async ({ input, services, request }) => {
      refuseForeignPage(request, services.settings);
      const tenantId = await findTenant(services.store.application, input.body.tenant);
      if (tenantId === undefined) throw noProvider();
      const redirectUri = redirectUriOf(request, services.settings);
      const wish = { tenantId, providerId: input.body.provider, redirectUri, isPreview: false };
      return answerBegun(await beginSignOn(signOnDeskOf(services), wish), services.settings);
    },
  }),
  definePublicRoute({
    method: "POST",
    path: "/api/v1/session/sign-on/end",
    summary: "Ends signing in at a provider with what the browser brought back; a preview signs nobody in.",
    isDoor: true,
    input: { body: signOnEnd },
    answer: z.union([session, signOnPreview]),
    handle: async ({ input, services, request }) => {
      refuseForeignPage(request, services.settings);
      const ticket = readTicket(headerOf(request, "cookie"));
      const ended = await endSignOn(signOnDeskOf(services), {
        ticket,
        query: input.body.query,
        visitor: visitorOf(request),
      });
      if (ended.kind === "session") return await welcome(services, ended.session);
      return { headers: { "cache-control": "no-store" }, body: describePreview(ended) };
    },
  }),
];

const cookieName = "sekisho_sign_on";

/** Gives what signing in elsewhere works with. */
export function signOnDeskOf({ store, secrets, signOn }: Services): SignOnDesk {
  return { database: store.application, secrets, network: signOn.network };
}

/** Where providers send browsers back to: it is told to each provider beforehand. */
export function redirectUriOf(request: RawRequest, settings: ServerSettings): string {
  return `${getPageOrigin(request, settings)}/sign-on`;
}

/** Answers where the browser goes; what it has to come back with stays in its cookie. */
export function answerBegun(
  { address, ticket, expiresInSeconds }: Awaited<ReturnType<typeof beginSignOn>>,
  { publicUrl }: ServerSettings,
): { readonly status: 201; readonly headers: Record<string, string>; readonly body: { readonly address: string } } {
  const path = "Path=/api/v1/session/sign-on";
  const parts = [`${cookieName}=${ticket}`, path, `Max-Age=${expiresInSeconds}`, "HttpOnly", "SameSite=Strict"];
  const cookie = [...parts, ...(publicUrl?.startsWith("https:") === true ? ["Secure"] : [])].join("; ");
  return { status: 201, headers: { "set-cookie": cookie, "cache-control": "no-store" }, body: { address } };
}

function readTicket(cookies: string | undefined): string {
  for (const part of (cookies ?? "").split(";")) {
    const [name, value = ""] = part.trim().split("=", 2);
    if (name === cookieName) return value;
  }
  return "";
}

function describePreview(ended: Extract<EndedSignOn, { kind: "preview" }>): z.input<typeof signOnPreview> {
  const { claims, read, isDomainProved } = ended;
  return {
    claims: { ...claims },
    groups: [...read.groups],
    role: read.role ?? null,
    customRole: read.customRole,
    email: read.email ?? null,
    isDomainProved,
  };
}
