import { z } from "zod";
import { id, moment, slug, title } from "./values.ts";

/** Roles that a provider may give: owners are made by owners. */
const givenRole = z.enum(["admin", "editor", "viewer", "auditor"]);
const issuer = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => !text.includes("#") && !text.includes("?"), { message: "expected an address without ? and #" });
const groupName = z.string().min(1).max(300);
const roleByGroup = z.record(groupName, givenRole);
/** Ids of roles that the tenant made. */
const customRoleByGroup = z.record(groupName, id);

/** Where browsers go: with TLS, or to this machine for a trial. */
const signInAddress = z.url().max(2000).refine(isSafeAddress, { message: "expected an address with https" });
const certificates = z.array(z.string().min(1).max(10_000)).min(1).max(5);
const providerRules = {
  title,
  /** Name of the claim with the groups of whoever signs in. */
  groupsClaim: z.string().min(1).max(200).default("groups"),
  /** What members of a group are; of several the strongest counts. */
  roleByGroup: roleByGroup.default({}),
  /** The same with roles that the tenant made, by their ids; a group stands in one of both. */
  customRoleByGroup: customRoleByGroup.default({}),
  /** Of whoever comes for the first time and is in none of the groups; left out, nobody comes in that way. */
  defaultRole: givenRole.optional(),
};

/** A provider of OpenID Connect as it is set up: with the code flow. */
const newOidcProvider = z.strictObject({
  kind: z.literal("oidc").default("oidc"),
  /** As the provider writes itself; below it is `.well-known/openid-configuration`. */
  issuer,
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(1000),
  ...providerRules,
});

/** A provider of SAML 2.0 as it is set up: answers come by POST, with the assertion signed. */
const newSamlProvider = z.strictObject({
  kind: z.literal("saml"),
  /** Its entity id, as its metadata says. */
  issuer: z.string().trim().min(1).max(1024),
  /** `SingleSignOnService` with the binding HTTP-Redirect. */
  signInAddress,
  /** With which it signs: PEM, or the Base64 of its metadata. */
  certificates,
  ...providerRules,
});

/** A provider as it is set up; OpenID Connect where `kind` is left out. */
export const newSignOnProvider = z.union([newSamlProvider, newOidcProvider]);

/** A provider without its secret. */
export const signOnProvider = z.object({
  id,
  kind: z.enum(["oidc", "saml"]),
  title: z.string(),
  issuer: z.string(),
  /** Under which name the provider knows this platform: for SAML the entity id, which is the audience. */
  clientId: z.string(),
  groupsClaim: z.string(),
  roleByGroup,
  customRoleByGroup,
  defaultRole: givenRole.nullable(),
  isEnabled: z.boolean(),
  createdAt: moment,
  /** What is entered at a provider of SAML, and what was entered here; `null` for OpenID Connect. */
  saml: z
    .object({
      signInAddress: z.string(),
      certificates: z.array(z.object({ fingerprint: z.string(), validUntil: moment })),
      /** Paths on this platform: where answers are sent, and the metadata that says so. */
      answerPath: z.string(),
      metadataPath: z.string(),
    })
    .nullable(),
  /** Base path of SCIM 2.0 for this provider. */
  scimPath: z.string(),
});

/** Providers by title. */
export const signOnProviderList = z.object({ providers: z.array(signOnProvider) });

/**
 * Whether people may come through a provider, with which certificates one of SAML signs, and which groups give which roles
 * from now on: both maps of groups are replaced together.
 */
export const signOnProviderChange = z
  .strictObject({
    isEnabled: z.boolean().optional(),
    certificates: certificates.optional(),
    roleByGroup: roleByGroup.optional(),
    customRoleByGroup: customRoleByGroup.optional(),
    /** `null` lets nobody in for the first time whom no group gives a role. */
    defaultRole: givenRole.nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { message: "expected something to change, got nothing" })
  .refine((change) => (change.roleByGroup === undefined) === (change.customRoleByGroup === undefined), {
    message: "expected roleByGroup and customRoleByGroup together",
  });

/** What a sign-in page offers. */
export const signOnChoices = z.object({ providers: z.array(z.object({ id, title: z.string() })) });

/** Where somebody wants to sign in. */
export const signOnBeginning = z.strictObject({ tenant: slug.default("default"), provider: id });

/** Where the browser goes. */
export const signOnAddress = z.object({ address: z.string() });

/** What came back with the browser: the part of the address from `?` on. */
export const signOnEnd = z.strictObject({ query: z.string().min(1).max(8000) });

/** What a provider says of whoever tried it, and what that would mean; nobody was signed in. */
export const signOnPreview = z.object({
  claims: z.record(z.string(), z.unknown()),
  groups: z.array(z.string()),
  /** `null` where nobody would be let in. */
  role: givenRole.nullable(),
  /** Id of a role that the tenant made; it alone says what is allowed, then. */
  customRole: id.nullable(),
  email: z.string().nullable(),
  /** Whether the tenant showed that the domain of the address is its own. */
  isDomainProved: z.boolean(),
});

/** A domain as it is claimed. */
export const newDomain = z.strictObject({
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .max(253)
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,10}[a-z][a-z0-9-]{1,62}$/),
});

/** A domain that the tenant says is its own. */
export const claimedDomain = z.object({
  domain: z.string(),
  /** Name and text of the TXT record that proves it. */
  recordName: z.string(),
  recordText: z.string(),
  provedAt: moment.nullable(),
});

/** Claimed domains by name. */
export const claimedDomainList = z.object({ domains: z.array(claimedDomain) });

function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && /^(?:127\.0\.0\.1|localhost)$/.test(hostname));
}
