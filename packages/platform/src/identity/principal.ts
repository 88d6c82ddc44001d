import type { Permission, Role } from "../contract/permission.ts";

/** Somebody with a password who is signed in. */
export interface AccountPrincipal {
  readonly kind: "account";
  readonly tenantId: string;
  readonly accountId: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  readonly projectId?: undefined;
  /** What is allowed in which project, where somebody sees those alone; `permissions` then holds all of it. */
  readonly projects?: ReadonlyMap<string, ReadonlySet<Permission>> | undefined;
  /** Whether the password, or more, was shown within the last minutes: what is delicate wants that. */
  readonly isProved: boolean;
  /** The tenant demands a second factor and there is none: no permission is left until one is set up. */
  readonly mustSetUpFactor: boolean;
  /** Where the request came from. */
  readonly address?: string | undefined;
}

/** A program with a key. */
export interface ApiKeyPrincipal {
  readonly kind: "api-key";
  readonly tenantId: string;
  readonly keyId: string;
  /** Who made the key: decisions and comments are theirs. */
  readonly accountId: string;
  readonly permissions: ReadonlySet<Permission>;
  /** The one project that it works for. */
  readonly projectId?: string | undefined;
  /** Where the request came from. */
  readonly address?: string | undefined;
}

/** Who asks. */
export type Principal = AccountPrincipal | ApiKeyPrincipal;

/** Gives the projects in which somebody may do something; `undefined` where it is all of them. */
export function projectsOf(principal: Principal, permission: Permission | "signed-in"): readonly string[] | undefined {
  if (principal.kind === "api-key") return principal.projectId === undefined ? undefined : [principal.projectId];
  if (principal.projects === undefined) return undefined;
  const entries = [...principal.projects];
  return entries.flatMap(([id, allowed]) => (permission === "signed-in" || allowed.has(permission) ? [id] : []));
}
