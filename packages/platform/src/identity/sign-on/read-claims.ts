import type { Permission, Role } from "../../contract/permission.ts";
import { permissionsOf } from "../role-permissions.ts";

/** What a provider says of whoever signed in there. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** A role that a provider may give. */
export type GivenRole = Exclude<Role, "owner">;

/** A role that the tenant made, as a group gives it. */
export interface MappedRole {
  readonly id: string;
  readonly permissions: ReadonlySet<Permission>;
}

/** Which role which group gives; a group stands in one of both. */
export interface GroupRules {
  readonly roleByGroup: Readonly<Record<string, GivenRole>>;
  readonly customRoleByGroup: Readonly<Record<string, MappedRole>>;
}

/** A role as a member has it: beside one that the tenant made the built-in one is `viewer` and gives nothing. */
export interface GroupRole {
  readonly role: GivenRole;
  /** Id of a role that the tenant made. */
  readonly customRole: string | null;
}

/** How claims become a member. */
export interface ClaimRules extends GroupRules {
  readonly groupsClaim: string;
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
  /** A role that the tenant made and a group gives; it alone says what is allowed, then. */
  readonly customRole: string | null;
  /** Whether a group gave it: then it follows the groups at every sign-on. */
  readonly isByGroup: boolean;
}

const longestName = 200;
const longestEmail = 254;

/** Reads claims. Whatever has another shape than it should is left out. */
export function readClaims(claims: Claims, { groupsClaim, defaultRole, ...rules }: ClaimRules): ReadClaims {
  const groups = textsOf(claims[groupsClaim]);
  const byGroup = strongestRole(groups, rules);
  const email = emailOf(claims);
  const { name } = claims;
  return {
    subject: claims.sub,
    email,
    name: typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, longestName) : (email ?? claims.sub),
    groups,
    role: byGroup?.role ?? defaultRole ?? undefined,
    customRole: byGroup?.customRole ?? null,
    isByGroup: byGroup !== undefined,
  };
}

/** Finds the strongest of the roles that groups give: the one that allows most; of equals a built-in one. */
export function strongestRole(
  groups: readonly string[],
  { roleByGroup, customRoleByGroup }: GroupRules,
): GroupRole | undefined {
  const given = [
    ...valuesOf(groups, roleByGroup).map((role) => ({ role, customRole: null, permissions: permissionsOf(role) })),
    ...valuesOf(groups, customRoleByGroup)
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .map(({ id, permissions }) => ({ role: "viewer" as const, customRole: id, permissions })),
  ];
  const [strongest] = given.toSorted((left, right) => right.permissions.size - left.permissions.size);
  return strongest === undefined ? undefined : { role: strongest.role, customRole: strongest.customRole };
}

function valuesOf<Value>(names: readonly string[], values: Readonly<Record<string, Value>>): readonly Value[] {
  return [...new Set(names)].flatMap((name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? [] : [value];
  });
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
