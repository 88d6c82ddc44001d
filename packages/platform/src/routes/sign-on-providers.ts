import { z } from "zod";
import {
  claimedDomain,
  claimedDomainList,
  newDomain,
  newSignOnProvider,
  signOnAddress,
  signOnProvider,
  signOnProviderChange,
  signOnProviderList,
} from "../contract/sign-on.ts";
import { id } from "../contract/values.ts";
import { provedAccountOf } from "../identity/account-proof.ts";
import { recordAudit } from "../identity/audit.ts";
import {
  claimDomain,
  findProof,
  getDomain,
  giveUpDomain,
  proveDomain,
  readDomains,
} from "../identity/sign-on/domains.ts";
import { getProvider, noProvider, providerPurpose, readProviders } from "../identity/sign-on/providers.ts";
import { beginSignOn } from "../identity/sign-on/sign-on.ts";
import { newId } from "../store/uuid.ts";
import { refuseHigherRole } from "./members.ts";
import { defineRoute, type Route } from "./route.ts";
import { answerBegun, redirectUriOf, signOnDeskOf } from "./sign-on.ts";

const domainParameters = z.object({ domain: newDomain.shape.domain });
const providerParameters = z.object({ provider: id });

/** Where the tenant's people sign in elsewhere, and for which domains. */
export const signOnProviderRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/sign-on-providers",
    summary: "Lists the providers of sign-on, without their secrets.",
    permission: "accounts:manage",
    input: {},
    answer: signOnProviderList,
    handle: async ({ inTenant }) => ({
      body: { providers: await inTenant((transaction) => readProviders(transaction)) },
    }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/sign-on-providers",
    summary: "Sets a provider of sign-on up: OpenID Connect with the code flow and PKCE.",
    permission: "accounts:manage",
    input: { body: newSignOnProvider },
    answer: signOnProvider,
    handle: async ({ input, principal, services, inTenant }) => {
      const account = provedAccountOf(principal);
      const { tenantId } = account;
      const { title, issuer, clientId, clientSecret, groupsClaim, roleByGroup, defaultRole } = input.body;
      for (const role of [...Object.values(roleByGroup), defaultRole]) {
        if (role !== undefined) refuseHigherRole(role, principal);
      }
      const providerId = newId();
      const body = await inTenant(async (transaction) => {
        await transaction
          .insertInto("sign_on_providers")
          .values({
            tenant_id: tenantId,
            provider_id: providerId,
            title,
            issuer,
            client_id: clientId,
            sealed_secret: services.secrets.seal(clientSecret, providerPurpose({ tenantId, providerId })),
            groups_claim: groupsClaim,
            role_by_group: JSON.stringify(roleByGroup),
            default_role: defaultRole ?? null,
          })
          .execute();
        const after = { title, issuer, clientId, groupsClaim, roleByGroup, defaultRole };
        await recordAudit(transaction, tenantId, account, {
          action: "sign-on-provider.create",
          subject: providerId,
          after,
        });
        return await getProvider(transaction, providerId);
      });
      return { status: 201, body };
    },
  }),
  defineRoute({
    method: "PATCH",
    path: "/api/v1/sign-on-providers/:provider",
    summary: "Opens or shuts a provider of sign-on.",
    permission: "accounts:manage",
    input: { parameters: providerParameters, body: signOnProviderChange },
    answer: signOnProvider,
    handle: async ({ input, principal, inTenant }) => {
      const account = provedAccountOf(principal);
      const { provider } = input.parameters;
      const body = await inTenant(async (transaction) => {
        const before = await getProvider(transaction, provider);
        const { isEnabled } = input.body;
        await transaction
          .updateTable("sign_on_providers")
          .set({ is_enabled: isEnabled })
          .where("provider_id", "=", provider)
          .execute();
        await recordAudit(transaction, account.tenantId, account, {
          action: "sign-on-provider.change",
          subject: provider,
          before: { isEnabled: before.isEnabled },
          after: { isEnabled },
        });
        return { ...before, isEnabled };
      });
      return { body };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/sign-on-providers/:provider",
    summary: "Takes a provider of sign-on away; the accounts stay.",
    permission: "accounts:manage",
    input: { parameters: providerParameters },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      const account = provedAccountOf(principal);
      const { provider } = input.parameters;
      await inTenant(async (transaction) => {
        const gone = await transaction
          .deleteFrom("sign_on_providers")
          .where("provider_id", "=", provider)
          .executeTakeFirst();
        if (gone.numDeletedRows === 0n) throw noProvider();
        const event = { action: "sign-on-provider.delete", subject: provider };
        await recordAudit(transaction, account.tenantId, account, event);
      });
      return { status: 204, body: undefined };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/sign-on-providers/:provider/preview",
    summary: "Tries a provider: what it says of whoever signs in there is shown, and nobody is signed in.",
    permission: "accounts:manage",
    input: { parameters: providerParameters },
    answer: signOnAddress,
    handle: async ({ input, principal, services, request }) => {
      const { tenantId } = provedAccountOf(principal);
      const redirectUri = redirectUriOf(request, services.settings);
      const wish = { tenantId, providerId: input.parameters.provider, redirectUri, isPreview: true };
      return answerBegun(await beginSignOn(signOnDeskOf(services), wish), services.settings);
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/domains",
    summary: "Lists the domains that the tenant says are its own, with the records that prove them.",
    permission: "accounts:manage",
    input: {},
    answer: claimedDomainList,
    handle: async ({ inTenant }) => ({ body: { domains: await inTenant((transaction) => readDomains(transaction)) } }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/domains",
    summary: "Claims a domain; the answer says which TXT record proves it.",
    permission: "accounts:manage",
    input: { body: newDomain },
    answer: claimedDomain,
    handle: async ({ input, principal, inTenant }) => {
      const account = provedAccountOf(principal);
      const body = await inTenant((transaction) => claimDomain(transaction, account, input.body.domain));
      return { status: 201, body };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/v1/domains/:domain/proof",
    summary: "Looks for the TXT record of a claimed domain.",
    permission: "accounts:manage",
    input: { parameters: domainParameters },
    answer: claimedDomain,
    handle: async ({ input, principal, services, inTenant }) => {
      const account = provedAccountOf(principal);
      const { domain } = input.parameters;
      const claimed = await inTenant((transaction) => getDomain(transaction, domain));
      await findProof(claimed, services.signOn.resolveTexts);
      return { body: await inTenant((transaction) => proveDomain(transaction, account, domain)) };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/v1/domains/:domain",
    summary: "Gives up a domain: nobody comes in for the first time with an address of it.",
    permission: "accounts:manage",
    input: { parameters: domainParameters },
    answer: z.undefined(),
    handle: async ({ input, principal, inTenant }) => {
      const account = provedAccountOf(principal);
      await inTenant((transaction) => giveUpDomain(transaction, account, input.parameters.domain));
      return { status: 204, body: undefined };
    },
  }),
];
