import type { Role } from "../../contract/permission.ts";

/** What a provider says of whoever signed in there. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** A role that a provider may give. */
export type GivenRole = Exclude<Role, "owner">;

/** How claims become a member. */
export interface ClaimRules {
  readonly groupsClaim: string;
  readonly roleByGroup: Readonly<Record<string, GivenRole>>;
  readonly defaultRole: GivenRole | null;
}

/** What claims say of somebody. */
export interface ReadClaims {
  readonly subject: string;
  /** In lower case; left out where there is none, or the provider says that nobody checked it. */
  readonly email: string | undefined;
  readonly name: string;
  readonly groups: readonly string[];
  /** Left out where no group gives one, and nobody comes in without. */
  readonly role: GivenRole | undefined;
  /** Whether a group gave it: then it follows the groups at every sign-on. */
  readonly isByGroup: boolean;
}

const strongestFirst: readonly GivenRole[] = ["admin", "editor", "auditor", "viewer"];
const longestName = 200;
const longestEmail = 254;

/** Reads claims. Whatever has another shape than it should is left out. */
export function readClaims(claims: Claims, { groupsClaim, roleByGroup, defaultRole }: ClaimRules): ReadClaims {
  const groups = textsOf(claims[groupsClaim]);
  const byGroup = strongestRole(groups, roleByGroup);
  const email = emailOf(claims);
  const { name } = claims;
  return {
    subject: claims.sub,
    email,
    name: typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, longestName) : (email ?? claims.sub),
    groups,
    role: byGroup ?? defaultRole ?? undefined,
    isByGroup: byGroup !== undefined,
  };
}

/** Finds the strongest of the roles that groups give. */
export function strongestRole(
  groups: readonly string[],
  roleByGroup: Readonly<Record<string, GivenRole>>,
): GivenRole | undefined {
  const given = new Set(groups.flatMap((group) => (Object.hasOwn(roleByGroup, group) ? [roleByGroup[group]] : [])));
  return strongestFirst.find((role) => given.has(role));
}

function emailOf({ email, email_verified: isVerified }: Claims): string | undefined {
  if (typeof email !== "string" || isVerified === false || isVerified === "false") return undefined;
  const written = email.trim().toLowerCase();
  return written.length <= longestEmail && /^[^\s@<>"]{1,64}@[a-z0-9.-]{1,253}$/.test(written) ? written : undefined;
}

function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === "string");
}
