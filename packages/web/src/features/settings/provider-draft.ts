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

/** A provider while it is written. */
export interface ProviderDraft {
  readonly title: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly groupsClaim: string;
  readonly groups: readonly GroupRole[];
  /** `undefined` lets nobody in who is in none of the groups. */
  readonly defaultRole: GivenRole | undefined;
}

/** A provider of which nothing is written. */
export const emptyProvider: ProviderDraft = {
  title: "",
  issuer: "",
  clientId: "",
  clientSecret: "",
  groupsClaim: "groups",
  groups: [{ group: "", role: "viewer" }],
  defaultRole: undefined,
};

/** Gives what the platform is told of a draft; groups without a name are left out. */
export function newProviderOf({ groups, defaultRole, ...rest }: ProviderDraft): NewProvider {
  const named = groups.map(({ group, role }) => ({ group: group.trim(), role })).filter(({ group }) => group !== "");
  return {
    ...rest,
    roleByGroup: Object.fromEntries(named.map(({ group, role }) => [group, role])),
    ...(defaultRole === undefined ? {} : { defaultRole }),
  };
}
