import type { InputOf } from "../../api/request.ts";

type NewProvider = InputOf<"POST /api/v1/sign-on-providers">["body"];

/** Roles that a provider's groups can give: owners are made by owners. */
export const givenRoles = ["admin", "editor", "viewer", "auditor"] as const;
/** A role that a provider's groups can give. */
export type GivenRole = (typeof givenRoles)[number];

/** A group of the provider, and what its people may do here. */
export interface GroupRole {
  readonly group: string;
  readonly role: GivenRole;
}

/** By which protocol people sign in elsewhere. */
export const providerKinds = ["oidc", "saml"] as const;

/** A provider while it is written. */
export interface ProviderDraft {
  readonly kind: (typeof providerKinds)[number];
  readonly title: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where SAML sends people to, and what signs its answers, as PEM. */
  readonly signInAddress: string;
  readonly certificates: string;
  readonly groupsClaim: string;
  readonly groups: readonly GroupRole[];
  /** `undefined` lets nobody in who is in none of the groups. */
  readonly defaultRole: GivenRole | undefined;
}

/** A provider of which nothing is written. */
export const emptyProvider: ProviderDraft = {
  kind: "oidc",
  title: "",
  issuer: "",
  clientId: "",
  clientSecret: "",
  signInAddress: "",
  certificates: "",
  groupsClaim: "groups",
  groups: [{ group: "", role: "viewer" }],
  defaultRole: undefined,
};

/** Gives what the platform is told of a draft; groups without a name are left out. */
export function newProviderOf(draft: ProviderDraft): NewProvider {
  const { title, issuer, groupsClaim, groups, defaultRole } = draft;
  const named = groups.map(({ group, role }) => ({ group: group.trim(), role })).filter(({ group }) => group !== "");
  const shared = {
    title,
    issuer,
    groupsClaim,
    roleByGroup: Object.fromEntries(named.map(({ group, role }) => [group, role])),
    ...(defaultRole === undefined ? {} : { defaultRole }),
  };
  if (draft.kind === "oidc")
    return { ...shared, kind: "oidc", clientId: draft.clientId, clientSecret: draft.clientSecret };
  const { signInAddress, certificates } = draft;
  return { ...shared, kind: "saml", signInAddress, certificates: certificatesIn(certificates) };
}

const end = "-----END CERTIFICATE-----";

/** Gives certificates that stand one after the other; a text without any as it is, for the platform to refuse. */
export function certificatesIn(text: string): readonly string[] {
  const parts = text.split(end).map((part) => part.trim());
  const rest = parts.pop() ?? "";
  return [...parts.map((part) => `${part}\n${end}`), ...(rest === "" ? [] : [rest])];
}
