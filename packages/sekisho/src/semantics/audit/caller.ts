import type { AuditEvent, AuditUser } from "../../model/audit-event.ts";
import { describePrincipal, toPrincipal } from "../permissions/principal.ts";

/** The user that requests without credentials are made as. */
const anonymousUser = "system:anonymous";

const unauthenticatedGroup = "system:unauthenticated";
const accountPrefix = "system:serviceaccount:";
const nodePrefix = "system:node:";

/** Gives the user whose permissions a request was judged by: the impersonated one, else the caller. */
export function effectiveUser({ user, impersonated }: Pick<AuditEvent, "user" | "impersonated">): AuditUser {
  return impersonated ?? user;
}

const described = new Map<string, string>();
const maxDescribed = 8_192;

/** Names a user as findings do: `User:jane`, `ServiceAccount:shop/web`. */
export function describeUser({ name }: Pick<AuditUser, "name">): string {
  const known = described.get(name);
  if (known !== undefined) return known;
  if (described.size >= maxDescribed) described.clear();
  const principal = describePrincipal(toPrincipal("User", name));
  described.set(name, principal);
  return principal;
}

/** Names the caller of a request as findings do, whoever they impersonate. */
export function describeCaller({ user }: Pick<AuditEvent, "user">): string {
  return describeUser(user);
}

/** Tells whether somebody without credentials is judged, also by way of impersonation. */
export function isAnonymous(event: Pick<AuditEvent, "user" | "impersonated">): boolean {
  const { name, groups } = effectiveUser(event);
  return name === anonymousUser || groups.includes(unauthenticatedGroup);
}

/** Tells whether a user is a service account. */
export function isServiceAccount({ name }: Pick<AuditUser, "name">): boolean {
  return name.startsWith(accountPrefix);
}

/** Tells whether a user is a node's kubelet. */
export function isNode({ name }: Pick<AuditUser, "name">): boolean {
  return name.startsWith(nodePrefix);
}
