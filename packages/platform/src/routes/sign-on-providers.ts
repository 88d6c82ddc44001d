import { z } from "zod";
import type { Role } from "../contract/permission.ts";
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
import { recordAudit } from "../identity/audit.ts";
import type { AccountPrincipal } from "../identity/principal.ts";
import {
  claimDomain,
  findProof,
  getDomain,
  giveUpDomain,
  proveDomain,
  readDomains,
} from "../identity/sign-on/domains.ts";
import { type ListedProvider, noProvider, readProviders } from "../identity/sign-on/providers.ts";
import { samlPathsOf } from "../identity/sign-on/saml/questions.ts";
import { changeProvider, setUpProvider } from "../identity/sign-on/set-up-provider.ts";
import { beginSignOn } from "../identity/sign-on/sign-on.ts";
import { refuseHigherRole } from "./members.ts";
import { defineProvedRoute } from "./proved-route.ts";
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
    handle: async ({ principal: { tenantId }, inTenant }) => {
      const all = await inTenant((transaction) => readProviders(transaction));
      return { body: { providers: all.map((one) => describeProvider(tenantId, one)) } };
    },
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/sign-on-providers",
    summary: "Sets a provider of sign-on up: OpenID Connect with the code flow and PKCE, or SAML 2.0.",
    permission: "accounts:manage",
    input: { body: newSignOnProvider },
    answer: signOnProvider,
    handle: async ({ input, account, services, inTenant }) => {
      refuseHigherRoles(account, input.body);
      const { secrets } = services;
      const made = await inTenant((transaction) =>
        setUpProvider(transaction, account, { wanted: input.body, secrets }),
      );
      return { status: 201, body: describeProvider(account.tenantId, made) };
    },
  }),
  defineProvedRoute({
    method: "PATCH",
    path: "/api/v1/sign-on-providers/:provider",
    summary:
      "Opens or shuts a provider of sign-on, changes the certificates with which one of SAML signs, or which groups give which roles.",
    permission: "accounts:manage",
    input: { parameters: providerParameters, body: signOnProviderChange },
    answer: signOnProvider,
    handle: async ({ input, account, inTenant }) => {
      refuseHigherRoles(account, input.body);
      const change = { providerId: input.parameters.provider, ...input.body };
      const changed = await inTenant((transaction) => changeProvider(transaction, account, change));
      return { body: describeProvider(account.tenantId, changed) };
    },
  }),
  defineProvedRoute({
    method: "DELETE",
    path: "/api/v1/sign-on-providers/:provider",
    summary: "Takes a provider of sign-on away; the accounts stay.",
    permission: "accounts:manage",
    input: { parameters: providerParameters },
    answer: z.undefined(),
    handle: async ({ input, account, inTenant }) => {
      const { provider } = input.parameters;
      await inTenant(async (transaction) => {
        const gone = await transaction
          .deleteFrom("sign_on_providers")
          .where("provider_id", "=", provider)
          .returning(["kind", "title", "issuer", "is_enabled as isEnabled", "default_role as defaultRole"])
          .executeTakeFirst();
        if (gone === undefined) throw noProvider();
        const event = { action: "sign-on-provider.delete", subject: provider, before: gone };
        await recordAudit(transaction, account.tenantId, account, event);
      });
      return { status: 204, body: undefined };
    },
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/sign-on-providers/:provider/preview",
    summary: "Tries a provider: what it says of whoever signs in there is shown, and nobody is signed in.",
    permission: "accounts:manage",
    input: { parameters: providerParameters },
    answer: signOnAddress,
    handle: async ({ input, account: { tenantId }, services, request }) => {
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
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/domains",
    summary: "Claims a domain; the answer says which TXT record proves it.",
    permission: "accounts:manage",
    input: { body: newDomain },
    answer: claimedDomain,
    handle: async ({ input, account, inTenant }) => {
      const body = await inTenant((transaction) => claimDomain(transaction, account, input.body.domain));
      return { status: 201, body };
    },
  }),
  defineProvedRoute({
    method: "POST",
    path: "/api/v1/domains/:domain/proof",
    summary: "Looks for the TXT record of a claimed domain.",
    permission: "accounts:manage",
    input: { parameters: domainParameters },
    answer: claimedDomain,
    handle: async ({ input, account, services, inTenant }) => {
      const { domain } = input.parameters;
      const claimed = await inTenant((transaction) => getDomain(transaction, domain));
      await findProof(claimed, services.signOn.resolveTexts);
      return { body: await inTenant((transaction) => proveDomain(transaction, account, domain)) };
    },
  }),
  defineProvedRoute({
    method: "DELETE",
    path: "/api/v1/domains/:domain",
    summary: "Gives up a domain: nobody comes in for the first time with an address of it.",
    permission: "accounts:manage",
    input: { parameters: domainParameters },
    answer: z.undefined(),
    handle: async ({ input, account, inTenant }) => {
      await inTenant((transaction) => giveUpDomain(transaction, account, input.parameters.domain));
      return { status: 204, body: undefined };
    },
  }),
];

interface GivenRoles {
  readonly roleByGroup?: Readonly<Record<string, Role>> | undefined;
  readonly defaultRole?: Role | null | undefined;
}

function refuseHigherRoles(account: AccountPrincipal, { roleByGroup = {}, defaultRole }: GivenRoles): void {
  for (const role of [...Object.values(roleByGroup), defaultRole ?? undefined]) {
    if (role !== undefined) refuseHigherRole(role, account);
  }
}

function describeProvider(tenantId: string, provider: ListedProvider): z.input<typeof signOnProvider> {
  const { signInAddress, certificates, roleByGroup, customRoleByGroup, ...listed } = provider;
  const custom = Object.entries(customRoleByGroup).map(([group, mapped]): [string, string] => [group, mapped.id]);
  const place = { tenantId, providerId: provider.id };
  const saml =
    signInAddress === null ? null : { signInAddress, certificates: [...certificates], ...samlPathsOf(place) };
  const roles = { roleByGroup: { ...roleByGroup }, customRoleByGroup: Object.fromEntries(custom) };
  return { ...listed, ...roles, saml, scimPath: `/scim/v2/${provider.id}` };
}
